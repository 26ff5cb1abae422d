/** One line of figures. */
export function show(name: string, value: string | number): void {
  process.stdout.write(`${name.padEnd(44)}${String(value).padStart(14)}\n`);
}
