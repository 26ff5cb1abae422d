import { TracewellError } from "#domain/errors.ts";

/** Transaction IDs as the shop writes them: 16 × A–Z 0–9. Inferred from its one example, so configurable. */
export const TRANSACTION_ID_PATTERN_DEFAULT = "[A-Z0-9]{16}";

/** Source of a regular expression for an ID inside other text. Throws `invalid-parameter` when it is none. */
export function transactionIdSource(pattern: string = TRANSACTION_ID_PATTERN_DEFAULT): string {
  // Written for a whole value, a pattern may carry anchors; here the ID stands inside a line.
  const source = pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
  try {
    return `(?:${new RegExp(source, "u").source})`;
  } catch (error) {
    throw new TracewellError(
      "invalid-parameter",
      `The transaction ID pattern "${pattern}" is no regular expression.`,
      { cause: error, detail: { parameter: "transactionIdPattern", value: pattern } },
    );
  }
}
