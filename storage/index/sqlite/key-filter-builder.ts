import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { FacetTotals, KeyHash } from "./key-filter.ts";
import { keyHash } from "./key-filter.ts";
import { createTermsTable } from "./schema.ts";

const SELECT_TERMS = "SELECT term, doc FROM terms WHERE term > ? LIMIT ?";

/** Of these the records of each value are counted: type, source, outcome, level. */
const COUNTED_PREFIXES: readonly string[] = ["y:", "s:", "u:", "l:"];

/** A field of more values is counted anew for each question. */
const COUNTED_VALUES_MAX = 1_000;

/** Gathers the tokens of a finished partition, slice by slice: eight bytes each in memory. */
export class KeyFilterBuilder {
  readonly #select: StatementSync;
  readonly #blocks: number[] = [];
  readonly #bits: number[] = [];
  readonly #totals = new Map(COUNTED_PREFIXES.map((prefix) => [prefix, new Map<string, number>()]));
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
      this.#count(this.#last, Number(row["doc"]));
      read += 1;
    }
    return read === termsMax;
  }

  #count(token: string, records: number): void {
    const prefix = token.slice(0, 2);
    const values = this.#totals.get(prefix);
    if (values !== undefined && values.size <= COUNTED_VALUES_MAX) {
      values.set(token.slice(prefix.length), records);
    }
  }

  get totals(): FacetTotals {
    const complete = [...this.#totals].filter(([, values]) => values.size <= COUNTED_VALUES_MAX);
    return Object.fromEntries(complete.map(([prefix, values]) => [prefix, [...values]]));
  }

  get count(): number {
    return this.#blocks.length;
  }

  get hashes(): Iterable<KeyHash> {
    return this.#blocks.map((block, index) => ({ block, bits: this.#bits[index] ?? 0 }));
  }
}
