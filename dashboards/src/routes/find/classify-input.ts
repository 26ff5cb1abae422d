import { bareIdentifier } from "../../identifiers/group-identifier.ts";

/** A transaction ID's length. */
const TRANSACTION_CHARACTERS = 16;

/** Below this a string of letters and digits is a word as likely as an ID. */
const IDENTIFIER_CHARACTERS_MIN = 4;

/** Somebody who spells an ID puts blanks between groups this long at most. */
const SPOKEN_GROUP_CHARACTERS_MAX = 6;

/** Whether typed text reads as an ID or as a query; the reader can overrule it. */
export function classifyInput(typed: string): "id" | "query" {
  const trimmed = typed.trim();
  if (/[:"*<>=/]|\b(?:AND|OR|NOT)\b|(?:^|\s)-\S/.test(trimmed)) return "query";
  const bare = bareIdentifier(trimmed);
  if (bare.length < IDENTIFIER_CHARACTERS_MIN) return "query";
  const hasDigit = /\d/.test(bare);
  const groups = trimmed.split(/[^A-Za-z0-9]+/).filter((group) => group !== "");
  if (groups.length === 1) {
    return hasDigit || (bare.length === TRANSACTION_CHARACTERS && bare === bare.toUpperCase())
      ? "id"
      : "query";
  }
  const isSpoken = groups.every((group) => group.length <= SPOKEN_GROUP_CHARACTERS_MAX);
  const allCarryIdCharacters = groups.every(
    (group) => /^[A-Z0-9]+$/.test(group) || /\d/.test(group),
  );
  const isWholeTransaction = bare.length === TRANSACTION_CHARACTERS && hasDigit && isSpoken;
  const isFid = /^\d{2}-\d{5,7}$/.test(trimmed);
  return isFid || isWholeTransaction || (hasDigit && isSpoken && allCarryIdCharacters)
    ? "id"
    : "query";
}
