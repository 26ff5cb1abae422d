import { InvalidArgumentError } from "commander";

/** Reads a whole number of at least `smallest` and at most `largest`. */
export function wholeNumber(smallest: number, largest = Number.MAX_SAFE_INTEGER) {
  const range =
    largest === Number.MAX_SAFE_INTEGER
      ? `of at least ${smallest}`
      : `from ${smallest} to ${largest}`;
  return (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= smallest && number <= largest) return number;
    throw new InvalidArgumentError(`Write a whole number ${range}.`);
  };
}

/** A place in the ledger: `main:42`, or `42` for ledger main. */
export function readReference(text: string): string {
  const trimmed = text.trim();
  if (/^([^:\s]{1,128}:)?[1-9]\d{0,15}$/.test(trimmed)) return trimmed;
  throw new InvalidArgumentError(
    "Write the place of the record as it stands in the column `record`: main:42, or 42.",
  );
}

/** Address of a service, without a path. */
export function readServiceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw new InvalidArgumentError("Write an address such as http://127.0.0.1:7411.");
}

/** Words given apart are read as one text, as people say them. */
export function joinWords(words: readonly string[]): string {
  return words.join(" ").trim();
}
