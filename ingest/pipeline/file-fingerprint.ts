import { createHash } from "node:crypto";

/** Of a longer first line the beginning is enough: what stands in a record also tells files apart. */
export const FINGERPRINT_BYTES_MAX = 4096;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Recognizes a file wherever it lies: SHA-256 of its first line without its line end, so that a file that
 * has grown since is the same file, also when it had one line only.
 */
export function fingerprintOf(beginning: Uint8Array): string {
  const newline = beginning.indexOf(NEWLINE);
  let end = newline < 0 ? beginning.length : newline;
  if (beginning[end - 1] === CARRIAGE_RETURN) end -= 1;
  const line = beginning.subarray(0, Math.min(end, FINGERPRINT_BYTES_MAX));
  return createHash("sha256").update(line).digest("hex").slice(0, 16);
}

/** Whether a file is long enough for its fingerprint never to change: its first line is whole. */
export function hasWholeFingerprint(beginning: Uint8Array): boolean {
  return beginning.length > FINGERPRINT_BYTES_MAX || beginning.includes(NEWLINE);
}
