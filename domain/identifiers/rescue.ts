import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import {
  prefixEnd,
  readingsOfGiven,
  reverseSkeleton,
  SKELETON_ALPHABET,
  skeletonOf,
} from "./skeleton.ts";

/** Which IDs to look at: skeletons (or reversed ones) from `from` up to, not including, `to`. */
export interface RescueScan {
  /** The kind of mistake it looks for, in words; several scans share one. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly reversed: boolean;
}

/** Shorter texts are not corrected: nearly every short ID is one edit from another. */
export const RESCUE_CHARACTERS_MIN = 4;

/** Least characters that are taken for the beginning of an ID. */
export const PREFIX_CHARACTERS_MIN = 6;

/**
 * Most scans `rescueScans` gives. Every one-edit variant of 32 characters takes 720 point scans; longer
 * texts are looked up by halves.
 */
export const RESCUE_SCANS_MAX = 768;

/**
 * Rows worth reading of one scan: halves of random IDs share theirs with a handful of others. A scan by
 * halves that gives as many was not selective: `everyEditScans` then finds what it cut off.
 */
export const RESCUE_SCAN_ROWS_MAX = 200;

/** Up to here every variant is tried with every character; beyond, letters are found by ranges. */
const FULL_ALPHABET_CHARACTERS_MAX = 7;

/** Up to here every one-edit variant is tried, within `RESCUE_SCANS_MAX`. */
const EVERY_EDIT_CHARACTERS_MAX = 32;

/** A half identifies a random ID among ten millions from five characters of 29. */
const HALVES_CHARACTERS_MIN = 10;

/** With fewer letters a half may be a run of sequential numbers, shared by millions. */
const HALF_LETTERS_MIN = 3;

const DIGITS = "0123456789";

/** Digits sort before letters, so the letters of a range begin here. */
const FIRST_LETTER = "A";

/** Sorts before every character of a skeleton. */
const BEFORE_ALL = "!";

const AS_GIVEN = "as given, or with look-alike characters";
const BEGINNING = "begins with what was given";
const ONE_EDIT = "one character wrong, missing, too many, or two swapped";

/**
 * The index scans that together cover every ID which is what was given, but for separators, case,
 * look-alikes and at most one wrong, missing, extra or swapped character, or which begins with it.
 * What they find must pass `scoreCandidate`. None when nothing of an ID is left of the text.
 *
 * A long random ID keeps one of its halves through one edit, so two ranges cover all edits. Halves of
 * short or sequential IDs are shared by too many: for those, every variant is looked up by itself.
 */
export function rescueScans(given: string): RescueScan[] {
  const [reading, ...others] = readingsOfGiven(given).map(skeletonOf);
  if (reading === undefined || isTooLong(reading)) return [];
  const scans = [reading, ...others.filter((other) => !isTooLong(other))].map((skeleton) =>
    pointScan(AS_GIVEN, skeleton),
  );
  const length = Array.from(reading).length;
  if (length >= PREFIX_CHARACTERS_MIN) scans.push(prefixScan(BEGINNING, reading));
  if (length < RESCUE_CHARACTERS_MIN) return scans;
  return distinct([...scans, ...(keepsAHalf(reading) ? halfScans(reading) : editScans(reading))]);
}

/**
 * A scan for every one-edit variant by itself: what to run when a scan by halves found too many. Empty
 * where `rescueScans` gave these scans already, and for texts too short or too long for them.
 */
export function everyEditScans(given: string): RescueScan[] {
  const [reading] = readingsOfGiven(given).map(skeletonOf);
  if (reading === undefined || !keepsAHalf(reading)) return [];
  return Array.from(reading).length > EVERY_EDIT_CHARACTERS_MAX ? [] : distinct(editScans(reading));
}

function isTooLong(skeleton: string): boolean {
  return skeleton.length > IDENTIFIER_CHARACTERS_MAX;
}

function pointScan(what: string, skeleton: string): RescueScan {
  return { what, from: skeleton, to: skeleton + BEFORE_ALL, reversed: false };
}

function prefixScan(what: string, prefix: string): RescueScan {
  return { what, from: prefix, to: prefixEnd(prefix), reversed: false };
}

/**
 * IDs that go on after `prefix` with a letter other than `own`, which the text itself has there: its
 * neighbors would be too many, and an ID with that letter twice is found one place on.
 */
function letterScansAfter(
  prefix: string,
  own: string | undefined,
  reversed: boolean,
): RescueScan[] {
  const [first, end] = [prefix + FIRST_LETTER, prefixEnd(prefix)];
  const ranges =
    own === undefined || own < FIRST_LETTER
      ? [{ from: first, to: end }]
      : [
          { from: first, to: prefix + own },
          { from: prefixEnd(prefix + own), to: end },
        ];
  return ranges
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ what: ONE_EDIT, from, to, reversed }));
}

/**
 * True when one edit leaves a half that few IDs share. The character between the halves belongs to
 * neither, so that swapping two neighbors never touches both.
 */
function keepsAHalf(skeleton: string): boolean {
  const characters = Array.from(skeleton);
  if (characters.length > EVERY_EDIT_CHARACTERS_MAX) return true;
  if (characters.length < HALVES_CHARACTERS_MIN) return false;
  return halvesOf(characters).every(
    (half) => half.filter((character) => character >= FIRST_LETTER).length >= HALF_LETTERS_MIN,
  );
}

function halvesOf(characters: readonly string[]): [string[], string[]] {
  const middle = Math.floor(characters.length / 2);
  return [characters.slice(0, middle), characters.slice(middle + 1)];
}

function halfScans(skeleton: string): RescueScan[] {
  const [first, last] = halvesOf(Array.from(skeleton)).map((half) => half.join(""));
  return [
    prefixScan(ONE_EDIT, first ?? ""),
    { ...prefixScan(ONE_EDIT, reverseSkeleton(last ?? "")), reversed: true },
  ];
}

/** Every skeleton one edit away, as points; in longer texts letters in place of a character as ranges. */
function editScans(skeleton: string): RescueScan[] {
  const characters = Array.from(skeleton);
  const short = characters.length <= FULL_ALPHABET_CHARACTERS_MAX;
  const points = variantsOf(characters, short ? SKELETON_ALPHABET : DIGITS);
  const scans = Array.from(points, (variant) => pointScan(ONE_EDIT, variant));
  return short ? scans : [...scans, ...letterScans(characters)];
}

function variantsOf(characters: readonly string[], alphabet: string): Set<string> {
  const variants = new Set<string>();
  for (let place = 0; place <= characters.length; place += 1) {
    const before = characters.slice(0, place).join("");
    const [here = "", next = "", ...rest] = characters.slice(place);
    const after = rest.join("");
    for (const other of alphabet) {
      variants.add(before + other + here + next + after);
      if (here !== "") variants.add(before + other + next + after);
    }
    if (here !== "") variants.add(before + next + after);
    if (next !== "") variants.add(before + next + here + after);
  }
  variants.delete(characters.join(""));
  return variants;
}

/**
 * IDs that have a letter where the text has another character or none. A letter in the second half
 * follows a beginning of the text; one in the first half precedes an end of it.
 */
function letterScans(characters: readonly string[]): RescueScan[] {
  const middle = Math.ceil(characters.length / 2);
  const scans: RescueScan[] = [];
  for (let place = middle; place <= characters.length; place += 1) {
    const beginning = characters.slice(0, place).join("");
    scans.push(...letterScansAfter(beginning, characters[place], false));
  }
  for (let place = 0; place <= middle; place += 1) {
    const ending = characters.slice(place).toReversed().join("");
    scans.push(...letterScansAfter(ending, characters[place - 1], true));
  }
  return scans;
}

function distinct(scans: readonly RescueScan[]): RescueScan[] {
  const seen = new Map<string, RescueScan>();
  for (const scan of scans) {
    const key = `${scan.reversed ? "<" : ">"}${scan.from} ${scan.to}`;
    if (!seen.has(key)) seen.set(key, scan);
  }
  return [...seen.values()];
}
