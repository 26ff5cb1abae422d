import { refuseIdentifier } from "./refuse-identifier.ts";

/** The ID of an order in the web database and the main database alike (FID). */
export type ForeignId = string & { readonly brand: "ForeignId" };

/** `xy-zzzzzzz`: x 1 to 9, y 0 to 9, five to seven digits after the hyphen. */
const FOREIGN_ID = /^[1-9][0-9]-[0-9]{5,7}$/;

/** Throws `invalid-identifier` unless the text, without surrounding blanks, is a foreign ID. */
export function parseForeignId(text: string): ForeignId {
  const trimmed = text.trim();
  if (isForeignId(trimmed)) return trimmed;
  throw refuseIdentifier(
    text,
    "a foreign ID",
    "two digits of which the first is no zero, a hyphen and five to seven digits, such as 38-211449",
  );
}

export function isForeignId(text: string): text is ForeignId {
  return FOREIGN_ID.test(text);
}
