import { text } from "../messages/current.ts";

/** NATO alphabet, for reading an ID back on the phone; digits and the dash are said in the reader's language. */
const LETTERS: Readonly<Record<string, string>> = {
  A: "Alfa",
  B: "Bravo",
  C: "Charlie",
  D: "Delta",
  E: "Echo",
  F: "Foxtrot",
  G: "Golf",
  H: "Hotel",
  I: "India",
  J: "Juliett",
  K: "Kilo",
  L: "Lima",
  M: "Mike",
  N: "November",
  O: "Oscar",
  P: "Papa",
  Q: "Quebec",
  R: "Romeo",
  S: "Sierra",
  T: "Tango",
  U: "Uniform",
  V: "Victor",
  W: "Whiskey",
  X: "X-ray",
  Y: "Yankee",
  Z: "Zulu",
};

function wordOf(character: string): string {
  const { digits, dash } = text.find.spoken;
  if (character === "-") return dash;
  return digits[Number.parseInt(character, 10)] ?? LETTERS[character.toUpperCase()] ?? character;
}

export interface SpelledCharacter {
  readonly character: string;
  readonly word: string;
  /** 0-based place in the ID. */
  readonly place: number;
}

/** Each character with its word; characters without one stand for themselves. */
export function spellIdentifier(id: string): SpelledCharacter[] {
  return Array.from(id, (character, place) => ({
    character,
    word: wordOf(character),
    place,
  }));
}

/** For a speech voice: groups apart by a pause. */
export function spokenIdentifier(id: string): string {
  return spellIdentifier(id)
    .map(({ word, place }) => (place > 0 && place % 4 === 0 ? `, ${word}` : word))
    .join(" ")
    .replaceAll(" , ", ", ");
}
