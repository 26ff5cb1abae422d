/** What the appending process and its test agree on. */
export const APPENDED_LEDGER = { ledger: "main", segmentBytesMax: 2 * 1024 * 1024 } as const;

/** The same event for the same number, of 100 to 700 bytes. */
export function eventOf(number: number): string {
  return JSON.stringify({ number, padding: "x".repeat(60 + ((number * 7919) % 600)) });
}
