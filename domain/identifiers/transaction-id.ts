import { TracewellError } from "#domain/errors.ts";
import { refuseIdentifier } from "./refuse-identifier.ts";

/** The ID of one visit, from the selection of a product on. */
export type TransactionId = string & { readonly brand: "TransactionId" };

/** Inferred from the one shop known; configurable per source. */
export const TRANSACTION_ID_PATTERN = "[A-Z0-9]{16}";

/**
 * A configured pattern as an expression that must match the whole ID. Throws `invalid-config` where it is
 * no regular expression, or also matches nothing at all.
 */
export function transactionIdExpression(pattern: string = TRANSACTION_ID_PATTERN): RegExp {
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${pattern})$`, "u");
  } catch (cause) {
    const message = `\`${pattern}\` is not a pattern of transaction IDs: expected a regular expression such as ${TRANSACTION_ID_PATTERN}.`;
    throw new TracewellError("invalid-config", message, { cause });
  }
  if (!expression.test("")) return expression;
  throw new TracewellError(
    "invalid-config",
    `The pattern \`${pattern}\` of transaction IDs also matches an empty one.`,
  );
}

const DEFAULT_EXPRESSION = transactionIdExpression();

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
