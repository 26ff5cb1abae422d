import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { prefixEnd, reverseSkeleton } from "#domain/identifiers/skeleton.ts";

/**
 * Identifiers stand in an FTS5 table of their own as terms, because its merge tree takes them twice as
 * fast as two B-trees did, and its vocabulary is scanned in order just as well:
 *   f<skeleton>!<object type>!<id>   and   r<reversed skeleton>!<object type>!<id>
 * The tokenizer folds A–Z. A skeleton has no lower case, so it can be restored; type and ID mark their
 * capitals: `^` around a run of them, `\<hex>;` for what would end a term or be taken for a mark.
 * `!` sorts before every letter and digit, so terms are in the order of their skeletons.
 */
const SIDE = { forward: "f", reversed: "r" } as const;
const SEPARATOR = "!";

const PLAIN_LOWER = /^[0-9a-z._:-]*$/;
const PLAIN_UPPER = /^[A-Z][0-9A-Z._:-]*$/;
const MARKED = /[A-Z][0-9A-Z._:-]*|[!^\\\p{Cc} ]/gu;
const MARKS = /\^([^^]*)\^|\\([0-9a-f]+);/g;
const FOREIGN_TO_SKELETONS = /[^0-9A-Z\u0080-\u{10ffff}]/u;
const FIRST_BEYOND_ASCII = 0x80;
const ASCII_SKELETON = /^[0-9A-Z]*$/;
const CAPITALS = /[A-Z]+/g;
const SMALL = /[a-z]+/g;

/** All terms of the identifiers, each after a space. */
export function identifierTerms(identifiers: readonly IndexedIdentifier[]): string {
  let terms = "";
  let lastType = "";
  let markedType = "";
  for (const { objectType, id, skeleton } of identifiers) {
    if (objectType !== lastType) {
      lastType = objectType;
      markedType = markCapitals(objectType);
    }
    const rest = `${SEPARATOR}${markedType}${SEPARATOR}${markCapitals(id)}`;
    const folded = foldSkeleton(skeleton);
    terms += ` ${SIDE.forward}${folded}${rest} ${SIDE.reversed}${reverse(folded)}${rest}`;
  }
  return terms;
}

/** `reverseSkeleton`, faster for the usual ones. */
function reverse(skeleton: string): string {
  let reversed = "";
  for (let index = skeleton.length - 1; index >= 0; index -= 1) {
    if (skeleton.charCodeAt(index) >= FIRST_BEYOND_ASCII) return reverseSkeleton(skeleton);
    reversed += skeleton[index];
  }
  return reversed;
}

/** Takes a term apart; `key` is the skeleton, or the reversed skeleton on that side. */
export function parseIdentifierTerm(term: string): {
  readonly key: string;
  readonly objectType: string;
  readonly id: string;
} {
  const [key = "", objectType = "", id = ""] = term.slice(1).split(SEPARATOR);
  return {
    key: restoreSkeleton(key),
    objectType: restoreCapitals(objectType),
    id: restoreCapitals(id),
  };
}

/**
 * Terms to look through for keys from `from` (inclusive) to `to` (exclusive): a few too many where a bound
 * holds characters that no skeleton has, never too few.
 */
export function identifierTermRange(
  from: string,
  to: string,
  side: keyof typeof SIDE,
): { readonly from: string; readonly to: string } {
  const prefix = SIDE[side];
  const end = prefix + foldSkeleton(skeletonPart(to));
  return {
    from: prefix + foldSkeleton(skeletonPart(from)),
    to: FOREIGN_TO_SKELETONS.test(to) ? prefixEnd(end) : end,
  };
}

/** Begins a key: no token holds a control character, so that the two never meet. */
const KEY_MARK = "\u0001";

/**
 * Characters of a skeleton by which partitions are told apart: the fewest that most questions fix, and
 * enough that random IDs seldom share them.
 */
const KEY_CHARACTERS = 6;

const KEYED_TERM = /^[fr][0-9a-z]{6}/;
const KEYED_SKELETON = /^[0-9A-Z]{6}/;

/** The key of a term, under which a partition's filter knows it; null when it is too short for one. */
export function identifierKey(term: string): string | null {
  return KEYED_TERM.test(term) ? KEY_MARK + term.slice(0, 1 + KEY_CHARACTERS) : null;
}

/** The key that every term of a range has; null when they have none in common. */
export function identifierRangeKey(
  from: string,
  to: string,
  side: keyof typeof SIDE,
): string | null {
  if (!KEYED_SKELETON.test(from)) return null;
  const beginning = from.slice(0, KEY_CHARACTERS);
  // The beginning is ASCII, and so is its end: code units compare like code points.
  if (to > prefixEnd(beginning)) return null;
  return KEY_MARK + SIDE[side] + beginning.toLowerCase();
}

/** Every identifier once. */
export const FORWARD_TERMS = { from: SIDE.forward, to: prefixEnd(SIDE.forward) } as const;

function skeletonPart(bound: string): string {
  const foreign = bound.search(FOREIGN_TO_SKELETONS);
  return foreign < 0 ? bound : bound.slice(0, foreign);
}

/** Only A–Z, as the tokenizer does; other scripts keep their case. */
function foldSkeleton(skeleton: string): string {
  if (ASCII_SKELETON.test(skeleton)) return skeleton.toLowerCase();
  return skeleton.replace(CAPITALS, (run) => run.toLowerCase());
}

function restoreSkeleton(folded: string): string {
  return folded.replace(SMALL, (run) => run.toUpperCase());
}

function markCapitals(text: string): string {
  if (PLAIN_LOWER.test(text)) return text;
  if (PLAIN_UPPER.test(text)) return `^${text.toLowerCase()}^`;
  return text.replace(MARKED, (part) => {
    const code = part.charCodeAt(0);
    const isCapital = code >= 0x41 && code <= 0x5a;
    return isCapital ? `^${part.toLowerCase()}^` : `\\${code.toString(16)};`;
  });
}

function restoreCapitals(text: string): string {
  return text.replace(MARKS, (_all, run: string | undefined, hex: string | undefined) =>
    run === undefined ? String.fromCharCode(Number.parseInt(hex ?? "", 16)) : run.toUpperCase(),
  );
}
