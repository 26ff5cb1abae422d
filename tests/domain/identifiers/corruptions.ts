import * as fc from "fast-check";

/** Single mistakes of people with IDs, for property tests. `place` and `choice` are any naturals. */

const DIGITS = "0123456789";
const LETTERS_AND_DIGITS = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${DIGITS}`;
const LOOK_ALIKES = ["O0", "IL1l", "B8", "S5", "Z2", "G6"];

const stringOf = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength, maxLength });

/** Transaction IDs, order numbers, foreign IDs, prefixed numbers, UUIDs, card codes and line items. */
export const anyId: fc.Arbitrary<string> = fc.oneof(
  stringOf(LETTERS_AND_DIGITS, 16, 16),
  stringOf(LETTERS_AND_DIGITS, 6, 40),
  stringOf(DIGITS, 6, 20),
  stringOf(DIGITS, 9, 9).map((digits) => `LN-${digits}`),
  fc
    .tuple(stringOf("123456789", 1, 1), stringOf(DIGITS, 1, 1), stringOf(DIGITS, 5, 7))
    .map(([x, y, z]) => `${x}${y}-${z}`),
  fc.uuid(),
  stringOf(DIGITS, 4, 4).map((year) => `INV-2026-${year}-A`),
);

/** Places of letters and digits: a mistake in a separator is none. */
function placeIn(id: string, place: number, leaveOut = 0): number {
  const places = Array.from(id, (_, index) => index).filter((index) =>
    /[a-z0-9]/i.test(id[index] ?? ""),
  );
  return places[place % (places.length - leaveOut)] ?? 0;
}

function pick(characters: string, choice: number): string {
  return characters[choice % characters.length] ?? "";
}

export const corruptions = {
  wrong(id: string, place: number, choice: number): string {
    const at = placeIn(id, place);
    return id.slice(0, at) + pick(LETTERS_AND_DIGITS, choice) + id.slice(at + 1);
  },
  missing(id: string, place: number): string {
    const at = placeIn(id, place);
    return id.slice(0, at) + id.slice(at + 1);
  },
  "too many"(id: string, place: number, choice: number): string {
    const at = place % (id.length + 1);
    return id.slice(0, at) + pick(LETTERS_AND_DIGITS, choice) + id.slice(at);
  },
  swapped(id: string, place: number): string {
    const characters = Array.from(id.replaceAll(/[^A-Z0-9]/gi, ""));
    const at = place % (characters.length - 1);
    const [left = "", right = ""] = characters.splice(at, 2);
    characters.splice(at, 0, right, left);
    return characters.join("");
  },
} as const;

/** Some characters replaced by their look-alikes, chosen by the bits of `seed`. */
export function misread(id: string, seed: number): string {
  return Array.from(id, (character, place) => {
    const group = LOOK_ALIKES.find((characters) => characters.includes(character));
    if (group === undefined || ((seed >> (place % 31)) & 1) === 0) return character;
    return pick(group, seed % 7);
  }).join("");
}

/** The ID as people write it down: grouped, labelled, bracketed, in any case. */
export function dressed(id: string, seed: number): string {
  const before = ["", "Order no. ", "ID: ", "  [", "#", "“", "Transaction ", "objednávka č. "];
  const after = ["", " ", "]", "”", ".", "\n"];
  const separator = pick(" -_–", seed);
  const grouped = Array.from(id)
    .map((character, place) =>
      place % 4 === 3 && seed % 3 === 0 ? character + separator : character,
    )
    .join("");
  const cased = seed % 2 === 0 ? grouped : grouped.toLowerCase();
  return `${before[seed % before.length]}${cased}${after[seed % after.length]}`;
}
