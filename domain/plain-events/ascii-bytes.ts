/** Bytes of plain events: what they may be, and what tokens make of them. All tables are by byte. */

const BYTES = 256;

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const SPACE = 0x20;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
const PERCENT = 0x25;
const ZERO = 0x30;
const FOUR = 0x34;

/** 1 for what may stand in a plain string: printable ASCII but `"`, `\`, `@` and `%`. */
const TEXT = table((code) =>
  code >= SPACE && code < 0x7f && !'"\\@%'.includes(text(code)) ? 1 : 0,
);

/** Lower case of what stands in a key as it is, like `foldKey`; 0 for a blank, which needs a closer look. */
export const FOLDED_KEY = table((code) => (code > SPACE && code < 0x7f ? lower(code) : 0));

/** The same for a label, in which a colon needs a closer look too. */
export const FOLDED_LABEL = table((code) => (code === COLON ? 0 : (FOLDED_KEY[code] ?? 0)));

/** Lower case of a letter or digit; 0 for all that separates words. */
export const FOLDED_WORD = table((code) => (/[0-9A-Za-z]/.test(text(code)) ? lower(code) : 0));

function table(valueOf: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: BYTES }, (_, code) => (code < 0x80 ? valueOf(code) : 0));
}

function text(code: number): string {
  return String.fromCharCode(code);
}

function lower(code: number): number {
  return text(code).toLowerCase().charCodeAt(0);
}

/** The bytes of ASCII text. */
export function asciiBytes(ascii: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(ascii, (character) => character.charCodeAt(0));
}

/** The text of ASCII bytes. Four at a time: each piece of a text costs more than its characters. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let ascii = "";
  let at = from;
  for (; at + 4 <= to; at += 4) {
    ascii += String.fromCharCode(
      bytes[at] ?? 0,
      bytes[at + 1] ?? 0,
      bytes[at + 2] ?? 0,
      bytes[at + 3] ?? 0,
    );
  }
  for (; at < to; at += 1) ascii += String.fromCharCode(bytes[at] ?? 0);
  return ascii;
}

/**
 * Where plain text that begins at `from` ends: at the first byte that may not stand in it, mostly the
 * closing quote. It holds no `@` and no `%40`, so it cannot hold an e-mail address.
 */
export function plainTextEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    while (TEXT[bytes[at] ?? 0] === 1) at += 1;
    if (bytes[at] !== PERCENT) return at;
    if (bytes[at + 1] === FOUR && bytes[at + 2] === ZERO) return at;
    at += 1;
  }
}

/** Whether `expected` stands at `at`. */
export function standsAt(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}

/** Whether two stretches of one length are the same, each in its own bytes. */
export function sameBytes(
  left: Uint8Array,
  leftAt: number,
  right: Uint8Array,
  rightAt: number,
  length: number,
): boolean {
  for (let index = 0; index < length; index += 1) {
    if (left[leftAt + index] !== right[rightAt + index]) return false;
  }
  return true;
}
