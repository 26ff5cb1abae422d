/**
 * A number long enough to lose digits in a double (any of 15 digits is safe), or with an exponent. Where
 * such text stands inside a string, looking closer costs time and changes nothing. Each stretch is looked
 * at once, so the search takes time in proportion to the text.
 */
const MAYBE_INEXACT = /(?:^|[:[,])\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;

const NUMBER_PARTS = /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/;

/** lib.es2024 does not know the third argument yet (JSON.parse source text access, in V8 since 11.4). */
type SourceReviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * Reads JSON as `JSON.parse` does, except that a number which a double does not hold exactly comes as its
 * source text: beyond ±(2^53 − 1), where identifiers would be rounded, too large for a double at all
 * (`1e400`), or with more decimals than it keeps. So nothing recorded is answered or indexed with other
 * digits than its producer wrote. Texts without such a number cost `JSON.parse` and one short look.
 * Throws `SyntaxError` as `JSON.parse` does.
 */
export function parseExactJson(text: string): unknown {
  return mayHoldInexactNumber(text) ? JSON.parse(text, keepSource) : JSON.parse(text);
}

/** Whether JSON may hold a number that `parseExactJson` gives as text: false is certain. */
export function mayHoldInexactNumber(text: string): boolean {
  return MAYBE_INEXACT.test(text);
}

const keepSource: SourceReviver = (_key, value, context) => {
  if (typeof value !== "number") return value;
  const source = context?.source;
  return source === undefined || isExact(value, source) ? value : source;
};

function isExact(value: number, source: string): boolean {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  return plainDecimal(String(value)) === plainDecimal(source);
}

/** The same text for every way to write a decimal number; its sign is not in question. */
function plainDecimal(text: string): string {
  const [, whole = "", fraction = "", power = "0"] = NUMBER_PARTS.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return end === 0
    ? "0"
    : `${digits.slice(0, end)}e${Number(power) - fraction.length + digits.length - end}`;
}
