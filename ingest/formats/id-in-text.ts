import type {
  TransactionIdExpression,
  TransactionIdPattern,
} from "#ingest/formats/transaction-id-pattern.ts";

/** Finds the transaction that free text names, in brackets or as `tx=…`. */
export class TransactionIdFinder {
  readonly #bracketed: TransactionIdExpression;
  readonly #named: TransactionIdExpression;

  constructor(pattern: TransactionIdPattern) {
    this.#bracketed = pattern.within("\\[", "\\]");
    this.#named = pattern.within(
      `\\b(?:tx|txid|transaction|transaction[_-]?id)["']?\\s*[=:]\\s*["']?`,
      // The engine of configured patterns has no lookahead; what ends an ID begins no other name.
      "(?:[^\\p{L}\\p{N}]|$)",
      "i",
    );
  }

  /**
   * The ID, when the text names exactly one. A bracket alone must hold both letters and digits: sixteen
   * capitals may be a word, and sixteen digits a card number or a time.
   */
  find(text: string): string | null {
    const ids = new Set<string>();
    for (const match of this.#named.matchAll(text)) this.#add(ids, match[1]);
    for (const match of this.#bracketed.matchAll(text)) {
      const id = match[1];
      if (id !== undefined && /\d/.test(id) && /\p{L}/u.test(id)) ids.add(id);
    }
    const [only] = ids;
    return only !== undefined && ids.size === 1 ? only : null;
  }

  #add(ids: Set<string>, id: string | undefined): void {
    if (id !== undefined) ids.add(id);
  }
}
