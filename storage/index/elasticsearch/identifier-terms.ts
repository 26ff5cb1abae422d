import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { reverseSkeleton } from "#domain/identifiers/skeleton.ts";

/**
 * An identifier as a term: `<skeleton or reversed skeleton>\0<object type>\0<ID>`. The separator sorts before
 * every character, so terms are in the order that the port wants: by skeleton, object type, ID. In the type
 * it becomes `\1 0`, and `\1` becomes `\1 1`, which keeps the order; the ID stands last and needs nothing.
 */
const SEPARATOR = "\u0000";
const MARK = "\u0001";
const MARKED = new Map([
  [SEPARATOR, `${MARK}0`],
  [MARK, `${MARK}1`],
]);
const UNMARKED = new Map([...MARKED].map(([character, marked]) => [marked, character] as const));
// oxlint can read no control characters in a literal pattern.
const NEEDS_MARK = new RegExp(`[${SEPARATOR}${MARK}]`, "g");
const HAS_MARK = new RegExp(`${MARK}[01]`, "g");

/** The same identifier for both directions of a scan. */
export function identifierTerms({ objectType, id, skeleton }: IndexedIdentifier): {
  readonly forward: string;
  readonly reversed: string;
} {
  const type = objectType.replace(NEEDS_MARK, (character) => MARKED.get(character) ?? character);
  const rest = `${SEPARATOR}${type}${SEPARATOR}${id}`;
  return { forward: skeleton + rest, reversed: reverseSkeleton(skeleton) + rest };
}

/** Takes a term apart; `reversed` says which of both it is. */
export function parseIdentifierTerm(term: string, reversed: boolean): IndexedIdentifier {
  const typeStart = term.indexOf(SEPARATOR) + 1;
  const idStart = term.indexOf(SEPARATOR, typeStart) + 1;
  const key = term.slice(0, typeStart - 1);
  return {
    objectType: term
      .slice(typeStart, idStart - 1)
      .replace(HAS_MARK, (marked) => UNMARKED.get(marked) ?? marked),
    id: term.slice(idStart),
    skeleton: reversed ? reverseSkeleton(key) : key,
  };
}
