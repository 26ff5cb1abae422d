/** Reading JSON source text without making values of it. All functions expect text that `JSON.parse` accepts. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Index after the closing quote of the string that begins at `start`. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) {
    index += bytes[index] === BACKSLASH ? 2 : 1;
  }
  return index + 1;
}

/** Number of keys as written: colons outside strings. More than the parsed value has means a repeated key. */
export function countKeysWritten(bytes: Uint8Array): number {
  let count = 0;
  const end = bytes.length;
  // The loop over the string stands here, not in stringEnd: this runs for every record of the hot path.
  for (let index = 0; index < end; index++) {
    const byte = bytes[index];
    if (byte === COLON) count++;
    else if (byte === QUOTE) {
      index++;
      while (index < end && bytes[index] !== QUOTE) {
        index += bytes[index] === BACKSLASH ? 2 : 1;
      }
    }
  }
  return count;
}

/** The first key that an object names twice, and the byte index of its second place; null when none. */
export function findRepeatedKey(bytes: Buffer): { key: string; index: number } | null {
  const scopes: (Set<string> | null)[] = [];
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === 0x7b) scopes.push(new Set());
    else if (byte === 0x5b) scopes.push(null);
    else if (byte === 0x7d || byte === 0x5d) scopes.pop();
    else if (byte === QUOTE) {
      const end = stringEnd(bytes, index);
      const keys = scopes.at(-1);
      if (keys && bytes[skipSpace(bytes, end)] === COLON) {
        const key = String(JSON.parse(bytes.toString("utf8", index, end)));
        if (keys.has(key)) return { key, index };
        keys.add(key);
      }
      index = end - 1;
    }
  }
  return null;
}

/**
 * The same JSON on one line: white space outside strings is removed, every other byte stays as it was
 * written (numbers, escapes, order of keys). A ledger line must not hold a line end.
 */
export function compactJson(bytes: Buffer): Buffer {
  const compact = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === QUOTE) {
      const end = stringEnd(bytes, index);
      length += bytes.copy(compact, length, index, end);
      index = end - 1;
    } else if (byte !== undefined && !isSpace(byte)) compact[length++] = byte;
  }
  return compact.subarray(0, length);
}

/** The bytes of the value that the top-level object has under `key`; null without such a key. */
export function memberBytes(bytes: Buffer, key: string): Buffer | null {
  let depth = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    else if (byte === QUOTE) {
      const end = stringEnd(bytes, index);
      const colon = skipSpace(bytes, end);
      if (depth === 1 && bytes[colon] === COLON) {
        const start = skipSpace(bytes, colon + 1);
        const name: unknown = JSON.parse(bytes.toString("utf8", index, end));
        if (name === key) return bytes.subarray(start, valueEnd(bytes, start));
      }
      index = end - 1;
    }
  }
  return null;
}

function valueEnd(bytes: Buffer, start: number): number {
  let depth = 0;
  let index = start;
  while (index < bytes.length) {
    const byte = bytes[index];
    if (byte === QUOTE) {
      index = stringEnd(bytes, index);
      if (depth === 0) return index;
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 0) return index;
      if (--depth === 0) return index + 1;
    } else if (depth === 0 && (byte === COMMA || isSpace(byte))) return index;
    index++;
  }
  return index;
}

/** First index at or after `from` that is no JSON white space. */
export function skipSpace(bytes: Uint8Array, from: number, end: number = bytes.length): number {
  let index = from;
  while (index < end && isSpace(bytes[index])) index++;
  return index;
}

/** Index after the last byte before `end` that is no JSON white space, at least `from`. */
export function trimSpaceEnd(bytes: Uint8Array, from: number, end: number): number {
  let index = end;
  while (index > from && isSpace(bytes[index - 1])) index--;
  return index;
}
