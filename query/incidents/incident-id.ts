import { randomInt } from "node:crypto";

/** No letters or digits that are mistaken for each other on the phone: 0/O, 1/I/L. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** 8 of 31: among ten thousand incidents two meet with a chance below one in ten thousand. */
const CHARACTERS = 8;

/** `INC-K7QM3XPT` */
export function newIncidentId(): string {
  const characters = Array.from({ length: CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `INC-${characters.join("")}`;
}
