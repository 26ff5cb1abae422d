/** NATO alphabet and plain digit words, for reading an ID back on the phone. */
const WORDS: Readonly<Record<string, string>> = {
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
  "0": "zero",
  "1": "one",
  "2": "two",
  "3": "three",
  "4": "four",
  "5": "five",
  "6": "six",
  "7": "seven",
  "8": "eight",
  "9": "nine",
  "-": "dash",
};

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
    word: WORDS[character.toUpperCase()] ?? character,
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
