import { asciiBytes, CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE, standsAt } from "./ascii-bytes.ts";

/** Any number of so many digits is a safe integer, and stands as it is written. */
const INTEGER_DIGITS_MAX = 15;

const EVENT_TYPE_CHARACTERS_MAX = 128;
const CURRENCY_CHARACTERS = 3;

const TRUE = asciiBytes("true");
const FALSE = asciiBytes("false");
const MINOR_KEY = asciiBytes('"minor":');
const CURRENCY_KEY = asciiBytes('"currency":"');
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Position after the integer at `at`; -1 for other numbers, also those written in an unusual way. */
export function plainIntegerEnd(bytes: Uint8Array, at: number): number {
  const isNegative = bytes[at] === MINUS;
  const from = isNegative ? at + 1 : at;
  let end = from;
  while (isDigit(bytes[end] ?? 0)) end += 1;
  const digits = end - from;
  if (digits === 0 || digits > INTEGER_DIGITS_MAX) return -1;
  if (bytes[from] === ZERO && (digits > 1 || isNegative)) return -1;
  return end;
}

/** Position after `true` or `false`; -1 where neither stands. */
export function plainLiteralEnd(bytes: Uint8Array, at: number): number {
  if (standsAt(bytes, at, TRUE)) return at + TRUE.length;
  return standsAt(bytes, at, FALSE) ? at + FALSE.length : -1;
}

/** Three upper-case letters. */
function isPlainCurrency(bytes: Uint8Array, at: number): boolean {
  for (let index = at; index < at + CURRENCY_CHARACTERS; index += 1) {
    if (!isUpper(bytes[index] ?? 0)) return false;
  }
  return true;
}

/** Position after `{"minor":6400,"currency":"EUR"}`, in either order; -1 for all else. */
export function plainAmountEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== OPEN_OBJECT) return -1;
  let next = at;
  let hasMinor = false;
  let hasCurrency = false;
  do {
    next += 1;
    if (!hasMinor && standsAt(bytes, next, MINOR_KEY)) {
      hasMinor = true;
      next = plainIntegerEnd(bytes, next + MINOR_KEY.length);
      if (next < 0) return -1;
    } else if (!hasCurrency && standsAt(bytes, next, CURRENCY_KEY)) {
      hasCurrency = true;
      next += CURRENCY_KEY.length;
      if (!isPlainCurrency(bytes, next) || bytes[next + 3] !== QUOTE) return -1;
      next += 4;
    } else return -1;
  } while (bytes[next] === COMMA);
  return hasMinor && hasCurrency && bytes[next] === CLOSE_OBJECT ? next + 1 : -1;
}

/** Dotted camelCase, as the schema's pattern says. */
export function isPlainEventType(bytes: Uint8Array, from: number, end: number): boolean {
  if (end - from > EVENT_TYPE_CHARACTERS_MAX) return false;
  let dots = 0;
  let atStart = true;
  for (let at = from; at < end; at += 1) {
    const code = bytes[at] ?? 0;
    if (atStart) {
      if (!isLower(code)) return false;
      atStart = false;
    } else if (code === POINT) {
      dots += 1;
      atStart = true;
    } else if (!isLower(code) && !isUpper(code) && !isDigit(code)) return false;
  }
  return dots > 0 && !atStart;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}
