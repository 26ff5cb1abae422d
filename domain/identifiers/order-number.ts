import { refuseIdentifier } from "./refuse-identifier.ts";

/** The number of an order in its store, given when it is placed. */
export type OrderNumber = string & { readonly brand: "OrderNumber" };

/** Shops write 9 to 12 digits, some with a prefix of the store or a year. */
const ORDER_NUMBER_CHARACTERS_MAX = 64;

/** Letters and digits in groups; each separator ends a group, so matching never goes back. */
const GROUPS = /^[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*$/;
const DIGIT = /\d/;

/** Throws `invalid-identifier` unless the text, without surrounding blanks, is an order number. */
export function parseOrderNumber(text: string): OrderNumber {
  const trimmed = text.trim();
  if (isOrderNumber(trimmed)) return trimmed;
  throw refuseIdentifier(
    text,
    "an order number",
    `1 to ${ORDER_NUMBER_CHARACTERS_MAX} letters and digits with a digit among them, such as 100000123`,
  );
}

export function isOrderNumber(text: string): text is OrderNumber {
  return text.length <= ORDER_NUMBER_CHARACTERS_MAX && GROUPS.test(text) && DIGIT.test(text);
}
