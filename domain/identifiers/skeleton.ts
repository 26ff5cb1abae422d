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
 * The skeleton of an ID: upper case, letters and digits only, look-alikes folded. `tu80-wkrytl9qumj4` and
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
  const upper = id.normalize("NFKC").toUpperCase().normalize("NFKC");
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
