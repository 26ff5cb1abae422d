import { refuseIdentifier } from "./refuse-identifier.ts";

/** The ID of one visit, from the selection of a product on. */
export type TransactionId = string & { readonly brand: "TransactionId" };

/** Inferred from the one shop known; configurable per source. */
export const TRANSACTION_ID_PATTERN = "[A-Z0-9]{16}";

const DEFAULT_EXPRESSION = new RegExp(`^(?:${TRANSACTION_ID_PATTERN})$`, "u");

/** Throws `invalid-identifier` unless the text, without surrounding blanks, is a transaction ID. */
export function parseTransactionId(text: string, expression = DEFAULT_EXPRESSION): TransactionId {
  const trimmed = text.trim();
  if (isTransactionId(trimmed, expression)) return trimmed;
  const expected =
    expression === DEFAULT_EXPRESSION
      ? "16 characters A–Z or 0–9, such as TU80WKRYTI9QUMJ4"
      : `a text that matches ${expression.source}`;
  throw refuseIdentifier(text, "a transaction ID", expected);
}

export function isTransactionId(
  text: string,
  expression = DEFAULT_EXPRESSION,
): text is TransactionId {
  return expression.test(text);
}
