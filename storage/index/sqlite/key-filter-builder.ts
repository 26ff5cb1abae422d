import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { KeyHash } from "./key-filter.ts";
import { keyHash } from "./key-filter.ts";
import { createTermsTable } from "./schema.ts";

const SELECT_TERMS = "SELECT term FROM terms WHERE term > ? LIMIT ?";

/** Gathers the tokens of a finished partition, slice by slice: eight bytes each in memory. */
export class KeyFilterBuilder {
  readonly #select: StatementSync;
  readonly #blocks: number[] = [];
  readonly #bits: number[] = [];
  #last = "";

  constructor(database: DatabaseSync) {
    createTermsTable(database);
    this.#select = database.prepare(SELECT_TERMS);
  }

  /** Reads up to `termsMax` tokens; returns whether there are more. */
  read(termsMax: number): boolean {
    let read = 0;
    for (const row of this.#select.iterate(this.#last, termsMax)) {
      this.#last = String(row["term"]);
      const { block, bits } = keyHash(this.#last);
      this.#blocks.push(block);
      this.#bits.push(bits);
      read += 1;
    }
    return read === termsMax;
  }

  get count(): number {
    return this.#blocks.length;
  }

  get hashes(): Iterable<KeyHash> {
    return this.#blocks.map((block, index) => ({ block, bits: this.#bits[index] ?? 0 }));
  }
}
