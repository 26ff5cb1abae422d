/** `39.99`: an amount of a currency with two decimals, as all of the shop's have. */
export function amountText(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2);
}

/** `1 h 13 min`, `150 ms`: how long something has lasted, in its two largest units, rounded down. */
export function durationText(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.max(0, durationMs)} ms`;
  const seconds = Math.floor(durationMs / 1_000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
