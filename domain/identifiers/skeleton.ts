/**
 * Skeletons: what is left of an ID when everything people confuse is taken out: case, separators, and
 * characters that look alike. IDs with equal skeletons may be one ID misread.
 */

/** Look-alikes and their representative. Digits stand for letters, so a number is its own skeleton. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  O: "0",
  I: "1",
  L: "1",
  Z: "2",
  S: "5",
  G: "6",
  B: "8",
};

/** Every character a skeleton of an ASCII ID can hold, ascending. */
export const SKELETON_ALPHABET = "0123456789ACDEFHJKMNPQRTUVWXY";

const FIRST_BEYOND_ASCII = 0x80;

/** The skeleton character of every ASCII character, `""` for separators. */
const ASCII_SKELETON = Array.from({ length: FIRST_BEYOND_ASCII }, (_, code) => {
  const upper = String.fromCharCode(code).toUpperCase();
  return /[0-9A-Z]/.test(upper) ? (LOOK_ALIKES[upper] ?? upper) : "";
});

const LETTERS_AND_DIGITS = /[\p{L}\p{N}]/gu;

/**
 * The skeleton of an ID: upper case, letters and digits only, accents dropped, look-alikes folded. `tu80-wkrytl9qumj4` and
 * `TU80WKRYTI9QUMJ4` both give `TU80WKRYT19QUMJ4`. Empty when the text has no letter or digit.
 */
export function skeletonOf(id: string): string {
  let skeleton = "";
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    if (code >= FIRST_BEYOND_ASCII) return skeletonBeyondAscii(id);
    skeleton += ASCII_SKELETON[code];
  }
  return skeleton;
}

function skeletonBeyondAscii(id: string): string {
  const upper = id.normalize("NFKD").toUpperCase().normalize("NFKD");
  return (upper.match(LETTERS_AND_DIGITS) ?? [])
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join("");
}

/** A skeleton read from its end, by whole characters; the index keeps it beside the skeleton. */
export function reverseSkeleton(skeleton: string): string {
  return Array.from(skeleton).reverse().join("");
}

/**
 * The least text greater than every text that begins with `prefix`, in code-point order as in UTF-8 byte
 * order. `prefix` must not be empty.
 */
export function prefixEnd(prefix: string): string {
  const characters = Array.from(prefix);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  const next = last === 0xd7ff ? 0xe000 : last + 1;
  return characters.join("") + String.fromCodePoint(next);
}

/** Words people say before an ID, in the languages of the shops we know of. */
const LABELS: ReadonlySet<string> = new Set(
  (
    "order orders number numbers no nr num id ids ident identifier transaction transactions tx trace " +
    "quote cart payment invoice license licence gift card account customer code reference ref fid ln " +
    "event commande numéro numero carte facture client licence objednávka objednávky číslo č faktura " +
    "licencia karta bestellung bestellnummer rechnung kunde 订单 订单号 交易 交易号 礼品卡 आदेश क्रमांक संख्या"
  ).split(" "),
);

/** A word with nothing of an ID directly after it: `order` of `order no. 5`, but not of `order-5`. */
const LEADING_WORD = /^[^\p{L}\p{N}]*([\p{L}\p{M}]+)(?![\p{L}\p{M}\p{N}\p{Pd}_/])[^\p{L}\p{N}]*/u;

const SEPARATORS = /[^\p{L}\p{N}]+/gu;

/** Longer than any ID we index (`IDENTIFIER_CHARACTERS_MAX`) with its separators: not an ID. */
const GIVEN_CHARACTERS_MAX = 1_024;

/**
 * The letters and digits of an ID as a person gave it, case kept: blanks, brackets, dashes, quotes, `#`
 * and label words before it (`Order no. `, `Transaction ID: `) are dropped. Empty when nothing is left.
 */
export function normalizeGiven(text: string): string {
  return withoutSeparators(withoutLabels(readable(text)));
}

/**
 * The readings of what a person gave, the likeliest first: without label words and, where there are any,
 * with them, since `LN 100000123` may be the ID `LN-100000123`.
 */
export function readingsOfGiven(text: string): string[] {
  const whole = withoutSeparators(readable(text));
  return [...new Set([normalizeGiven(text), whole])].filter((reading) => reading !== "");
}

function readable(text: string): string {
  return text.length <= GIVEN_CHARACTERS_MAX ? text.normalize("NFKC") : "";
}

function withoutLabels(text: string): string {
  let rest = text;
  for (let match = LEADING_WORD.exec(rest); match !== null; match = LEADING_WORD.exec(rest)) {
    const [matched, word = ""] = match;
    if (!LABELS.has(word.toLowerCase().normalize("NFC")) || matched.length === rest.length) break;
    rest = rest.slice(matched.length);
  }
  return rest;
}

function withoutSeparators(text: string): string {
  return text.replace(SEPARATORS, "");
}
