import { skeletonOf } from "./skeleton.ts";

/** One letter or digit of an ID: how it is written, what it is confused with, and its place as written. */
export interface IdentifierCharacter {
  readonly shown: string;
  readonly skeleton: string;
  readonly index: number;
}

/** What turns the ID into what was given. Places count the letters and digits of the ID from 0. */
export type Edit =
  | { readonly kind: "none" }
  | { readonly kind: "wrong"; readonly place: number; readonly given: string }
  | { readonly kind: "swapped"; readonly place: number }
  | { readonly kind: "missing"; readonly place: number }
  /** `place` is where in the given text the needless character stands. */
  | { readonly kind: "extra"; readonly place: number; readonly given: string }
  /** The given text ends before the ID does, at `place`. */
  | { readonly kind: "truncated"; readonly place: number };

type Characters = readonly IdentifierCharacter[];

/** Letters and digits of a text; `index` counts UTF-16 code units of the text. */
export function charactersOf(text: string): IdentifierCharacter[] {
  const found: IdentifierCharacter[] = [];
  let index = 0;
  for (const shown of text) {
    for (const skeleton of skeletonOf(shown)) found.push({ shown, skeleton, index });
    index += shown.length;
  }
  return found;
}

/**
 * The one edit, at most, that turns `id` into `given`, look-alikes counting as equal; null when it takes
 * more. Where several places explain a missing or needless character, the one that leaves the fewest
 * look-alikes is meant, then the last. `prefixMin` is the least length taken for a beginning.
 */
export function findEdit(given: Characters, id: Characters, prefixMin: number): Edit | null {
  const start = sharedStart(given, id);
  const end = sharedEnd(given, id);
  switch (given.length - id.length) {
    case 0:
      return findReplacement(given, id, start, end);
    case 1: {
      const place = likeliestPlace(id.length - end, start, (at) =>
        lookAlikesWithout(id, given, at),
      );
      const extra = place === null ? undefined : given[place];
      return place === null || extra === undefined
        ? null
        : { kind: "extra", place, given: extra.shown };
    }
    case -1: {
      const place = likeliestPlace(given.length - end, start, (at) =>
        lookAlikesWithout(given, id, at),
      );
      if (place !== null) return { kind: "missing", place };
    }
  }
  const isPrefix = given.length < id.length && start === given.length && start >= prefixMin;
  return isPrefix ? { kind: "truncated", place: start } : null;
}

/** True when the characters differ in more than case although their skeletons are equal. */
export function isLookAlike(given: IdentifierCharacter, id: IdentifierCharacter): boolean {
  return given.skeleton === id.skeleton && given.shown.toUpperCase() !== id.shown.toUpperCase();
}

function findReplacement(
  given: Characters,
  id: Characters,
  start: number,
  end: number,
): Edit | null {
  const wrong = given[start];
  if (wrong === undefined) return { kind: "none" };
  if (start + end === id.length - 1) return { kind: "wrong", place: start, given: wrong.shown };
  const swapped =
    start + end === id.length - 2 &&
    wrong.skeleton === id[start + 1]?.skeleton &&
    given[start + 1]?.skeleton === id[start]?.skeleton;
  return swapped ? { kind: "swapped", place: start } : null;
}

/** The place from `first` to `last` of least cost, the last of equals; null when there is none. */
function likeliestPlace(
  first: number,
  last: number,
  costOf: (place: number) => number,
): number | null {
  let likeliest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let place = Math.max(first, 0); place <= last; place += 1) {
    const cost = costOf(place);
    if (cost <= least) [likeliest, least] = [place, cost];
  }
  return likeliest;
}

/** Look-alikes between `shorter` and `longer` without its character at `place`. */
function lookAlikesWithout(shorter: Characters, longer: Characters, place: number): number {
  let count = 0;
  shorter.forEach((character, at) => {
    const other = longer[at < place ? at : at + 1];
    if (other !== undefined && isLookAlike(character, other)) count += 1;
  });
  return count;
}

function sharedStart(left: Characters, right: Characters): number {
  const most = Math.min(left.length, right.length);
  let shared = 0;
  while (shared < most && left[shared]?.skeleton === right[shared]?.skeleton) shared += 1;
  return shared;
}

function sharedEnd(left: Characters, right: Characters): number {
  const most = Math.min(left.length, right.length);
  let shared = 0;
  while (shared < most && left.at(-1 - shared)?.skeleton === right.at(-1 - shared)?.skeleton) {
    shared += 1;
  }
  return shared;
}
