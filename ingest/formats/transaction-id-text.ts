import {
  TRANSACTION_ID_PATTERN,
  transactionIdExpression,
} from "#domain/identifiers/transaction-id.ts";

/**
 * Source of a regular expression that finds an ID inside other text. Throws `invalid-config` when the
 * pattern is no regular expression.
 */
export function transactionIdSource(pattern: string = TRANSACTION_ID_PATTERN): string {
  transactionIdExpression(pattern);
  // Written for a whole value, a pattern may carry anchors; here the ID stands inside a line.
  const source = pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
  return `(?:${source})`;
}
