/** `previousLicense` as `previous license`. */
export function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** As it begins a sentence. */
export function raised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
