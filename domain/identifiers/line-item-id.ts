import { refuseIdentifier } from "./refuse-identifier.ts";

/**
 * What joins the two documents of an order (LineItemID). Text, never a number: 13297323620002339 is more
 * than a JavaScript number can tell apart.
 */
export type LineItemId = string & { readonly brand: "LineItemId" };

/** The known ones have 17 digits; a 64-bit number has 20 at most, some shops use text. */
const LINE_ITEM_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Throws `invalid-identifier` unless the text, without surrounding blanks, is a line item ID. A number is
 * refused: beyond 2^53 it has lost digits already.
 */
export function parseLineItemId(value: unknown): LineItemId {
  const trimmed = typeof value === "string" ? value.trim() : "";
  if (isLineItemId(trimmed)) return trimmed;
  throw refuseIdentifier(
    String(value),
    "a line item ID",
    typeof value === "number"
      ? "text, since a number may have lost digits"
      : "text of 1 to 64 letters, digits, `-` or `_`, such as 13297323620002339",
  );
}

export function isLineItemId(text: string): text is LineItemId {
  return LINE_ITEM_ID.test(text);
}
