/** Finds personal data and secrets inside free text: e-mail addresses, and values known from the same event. */
import { maskOf, PERSONAL_MASK, SECRET_MASK } from "./mask.ts";
import type { ProtectionKind } from "./protected-value.ts";

export interface KnownValue {
  readonly kind: ProtectionKind;
  readonly clear: string;
}

/** Values looked for in one event's text; with more, or longer ones, its text is masked whole. */
const KNOWN_VALUES_MAX = 64;
const KNOWN_VALUE_CHARACTERS_MAX = 256;

/** Shorter values would be found in every other word; a PIN has four characters, a verification value three. */
const KNOWN_VALUE_CHARACTERS_MIN = { personal: 3, secret: 4, removed: 3 } as const;

/** In fields, where single words are read by programs, a person called `Card` must not hide a method `card`. */
const KNOWN_PERSONAL_CHARACTERS_IN_FIELDS_MIN = 6;

/** Shorter ones must stand alone, or `1234` would be found in `91234`; longer ones are found inside words. */
const INSIDE_WORDS_CHARACTERS_MIN = 6;

/** So many digits of a code give it away even without its letters. */
const DIGITS_ALONE_MIN = 8;

/** The dotted domain keeps `2@EUR` out; `%40` is an `@` in a URL. Linear: a run is tried from its start only. */
const EMAIL_ADDRESS =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}[\p{L}\p{N}-]{1,62}/giu;

/** A cheap test that no e-mail address can be in the text. */
export function mayHoldEmailAddress(text: string): boolean {
  return text.includes("@") || text.includes("%40");
}

/** The known values worth looking for in fields that are not declared themselves. */
export function knownInFields(known: readonly KnownValue[]): KnownValue[] {
  return known.filter(
    ({ kind, clear }) =>
      kind !== "personal" || significant(clear).length >= KNOWN_PERSONAL_CHARACTERS_IN_FIELDS_MIN,
  );
}

/**
 * Replaces e-mail addresses and the known values, in any case and with other blanks and dashes, by their
 * masks. The returned function gives back the same string when there is nothing to replace.
 */
export function createTextMasker(known: readonly KnownValue[]): (text: string) => string {
  const finder = createFinder(known);
  return (text) => {
    if (finder === null) return text === "" ? text : PERSONAL_MASK;
    const masked = finder(text, ({ kind, clear }) =>
      kind === "removed" ? SECRET_MASK : maskOf(kind, clear),
    );
    return mayHoldEmailAddress(masked) ? masked.replace(EMAIL_ADDRESS, PERSONAL_MASK) : masked;
  };
}

/** Strikes out only what may not even be kept as ciphertext; a PIN's digits inside a card code stay. */
export function createTextEraser(known: readonly KnownValue[]): (text: string) => string {
  if (!known.some(({ kind }) => kind === "removed")) return (text) => text;
  const finder = createFinder(known);
  return (text) => {
    if (finder === null) return text === "" ? text : SECRET_MASK;
    return finder(text, ({ kind }, found) => (kind === "removed" ? SECRET_MASK : found));
  };
}

type Finder = (text: string, replace: (known: KnownValue, found: string) => string) => string;

/** Longer values come first, so that one inside another does not spoil it; null when they are too many. */
function createFinder(known: readonly KnownValue[]): Finder | null {
  const wanted = known
    .filter(({ clear, kind }) => significant(clear).length >= KNOWN_VALUE_CHARACTERS_MIN[kind])
    .toSorted((left, right) => right.clear.length - left.clear.length);
  if (wanted.length === 0) return (text) => text;
  if (wanted.length > KNOWN_VALUES_MAX) return null;
  if (wanted.some(({ clear }) => clear.length > KNOWN_VALUE_CHARACTERS_MAX)) return null;
  let pattern: RegExp | null = null;
  const mayHold = createQuickTest(wanted);
  return (text, replace) => {
    if (!mayHold(text)) return text;
    // Compiled on first use: in most events no text holds any of the values.
    pattern ??= new RegExp(wanted.map((value) => `(${patternOf(value)})`).join("|"), "giu");
    return text.replace(pattern, (found: string, ...groups: unknown[]) => {
      const value = wanted[groups.findIndex((group) => group !== undefined)];
      return value === undefined ? found : replace(value, found);
    });
  };
}

/**
 * A test that is false only where the pattern of the values finds nothing: compiling it takes a hundred times
 * as long. Texts beyond ASCII are left to the pattern, which knows what letters are alike.
 */
function createQuickTest(wanted: readonly KnownValue[]): (text: string) => boolean {
  const needles = wanted.flatMap(spellingsOf).map(compact);
  const isLikeAscii = needles.some((needle) => LIKE_ASCII.test(needle));
  return (text) => {
    if (isLikeAscii || !ASCII_ALONE.test(text)) return true;
    const searched = compact(text);
    return needles.some((needle) => searched.includes(needle));
  };
}

const ASCII_ALONE = /^[\0-\x7f]*$/;

/** Long s and the Kelvin sign: patterns that ignore case take them for s and k. */
const LIKE_ASCII = /[\u017f\u212a]/;

function compact(text: string): string {
  return text.toLowerCase().replace(/[\s\p{Pd}]+/gu, "");
}

/** The value as it is, as URLs and as JSON spell it; of a code also its digits alone. */
function spellingsOf({ kind, clear }: KnownValue): string[] {
  const trimmed = clear.trim();
  const digits = clear.replace(/\D+/gu, "");
  return [
    trimmed,
    encodeURIComponent(trimmed.toWellFormed()),
    JSON.stringify(trimmed).slice(1, -1),
    ...(isCode(kind, clear) && digits.length >= DIGITS_ALONE_MIN ? [digits] : []),
  ];
}

function isCode(kind: ProtectionKind, clear: string): boolean {
  return kind !== "personal" || !/\p{L}/u.test(clear);
}

/** Matches the value with other blanks (codes and numbers: and dashes), as JSON writes it and as a URL does. */
function patternOf(known: KnownValue): string {
  const { kind, clear } = known;
  const trimmed = clear.trim();
  const [literal = "", encoded = "", quoted = "", digits] = spellingsOf(known);
  const spellings = new Set([
    isCode(kind, clear)
      ? spaced(significant(clear))
      : escapePattern(trimmed).replace(/\s+/gu, "\\s+"),
    escapePattern(literal),
    escapePattern(encoded),
    escapePattern(quoted),
  ]);
  if (digits !== undefined) spellings.add(spaced(digits));
  const alternatives = `(?:${[...spellings].join("|")})`;
  const alone = significant(clear).length < INSIDE_WORDS_CHARACTERS_MIN;
  return alone ? `(?<![\\p{L}\\p{N}])${alternatives}(?![\\p{L}\\p{N}])` : alternatives;
}

function spaced(code: string): string {
  return Array.from(code, escapePattern).join("[\\s\\p{Pd}]{0,3}");
}

function significant(clear: string): string {
  return clear.replace(/[\s\p{Pd}]+/gu, "");
}

function escapePattern(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
