/** Finds the transaction that free text names, in brackets or as `tx=…`. */
export class TransactionIdFinder {
  readonly #bracketed: RegExp;
  readonly #named: RegExp;

  constructor(idSource: string) {
    this.#bracketed = new RegExp(`\\[(${idSource})\\]`, "gu");
    this.#named = new RegExp(
      `\\b(?:tx|txid|transaction|transaction[_-]?id)["']?\\s*[=:]\\s*["']?(${idSource})(?![\\p{L}\\p{N}])`,
      "giu",
    );
  }

  /**
   * The ID, when the text names exactly one. A bracket alone must hold both letters and digits: sixteen
   * capitals may be a word, and sixteen digits a card number or a time.
   */
  find(text: string): string | null {
    const ids = new Set<string>();
    for (const match of text.matchAll(this.#named)) this.#add(ids, match[1]);
    for (const match of text.matchAll(this.#bracketed)) {
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
