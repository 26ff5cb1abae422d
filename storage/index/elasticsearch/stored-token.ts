/** Longest term that Lucene takes. */
export const TOKEN_BYTES_MAX = 32_766;

/** No character has more bytes per code unit. */
const UTF8_BYTES_PER_UNIT_MAX = 3;

/**
 * The term that stands for a token, in records as in queries: the token itself, or its beginning where it is
 * longer than a term can be. Few events can hold such an ID; one cut like this still finds its record.
 */
export function storedToken(token: string): string {
  const whole = token.toWellFormed();
  if (whole.length * UTF8_BYTES_PER_UNIT_MAX <= TOKEN_BYTES_MAX) return whole;
  const bytes = Buffer.from(whole);
  if (bytes.length <= TOKEN_BYTES_MAX) return whole;
  let end = TOKEN_BYTES_MAX;
  while (isContinuation(bytes[end])) end -= 1;
  return bytes.toString("utf8", 0, end);
}

/** Whether a byte is a later one of its character. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
