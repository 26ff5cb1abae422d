/**
 * Columns that are never written. Exports write one name in several ways (`finAccountPin`, `FIN_ACCOUNT_PIN`,
 * `fin_account_pin`): letters and digits count, whatever their case.
 */
export class OmittedColumns {
  /** As the mapping writes them, for messages. */
  readonly names: string;
  readonly #plain: ReadonlySet<string>;

  constructor(names: readonly string[] = []) {
    this.names = names.join(", ");
    this.#plain = new Set(names.map(plain));
  }

  get isEmpty(): boolean {
    return this.#plain.size === 0;
  }

  has(column: string): boolean {
    return !this.isEmpty && this.#plain.has(plain(column));
  }

  /** Content of a record that cannot be taken apart: it may hold an omitted column anywhere. */
  keepable(content: Buffer): Buffer {
    if (this.isEmpty) return content;
    return Buffer.from(`(${content.length} bytes withheld: they may hold ${this.names})`);
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
