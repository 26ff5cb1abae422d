import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { FacetTotals, KeyHash } from "./key-filter.ts";
import { keyHash } from "./key-filter.ts";
import { identifierKey } from "./identifier-terms.ts";
import { createTermsTables } from "./schema.ts";

const SELECT_TERMS = "SELECT term, doc FROM terms WHERE term > ? LIMIT ?";
const SELECT_IDENTIFIERS = "SELECT term FROM identifier_terms WHERE term > ? LIMIT ?";

/** Of these the records of each value are counted: type, source, outcome, level. */
const COUNTED_PREFIXES: readonly string[] = ["y:", "s:", "u:", "l:"];

/** A field of more values is counted anew for each question. */
const COUNTED_VALUES_MAX = 1_000;

/** Gathers what a finished partition can be asked for, slice by slice: eight bytes a key in memory. */
export class KeyFilterBuilder {
  readonly #selectTerms: StatementSync;
  readonly #selectIdentifiers: StatementSync;
  readonly #blocks: number[] = [];
  readonly #bits: number[] = [];
  readonly #totals = new Map(COUNTED_PREFIXES.map((prefix) => [prefix, new Map<string, number>()]));
  #hasTokens = false;
  #last = "";
  #lastKey = "";

  constructor(database: DatabaseSync) {
    createTermsTables(database);
    this.#selectTerms = database.prepare(SELECT_TERMS);
    this.#selectIdentifiers = database.prepare(SELECT_IDENTIFIERS);
  }

  /** Reads up to `termsMax` tokens, then identifiers; returns whether there are more. */
  read(termsMax: number): boolean {
    if (this.#hasTokens) return this.#readIdentifiers(termsMax);
    let read = 0;
    for (const row of this.#selectTerms.iterate(this.#last, termsMax)) {
      this.#last = String(row["term"]);
      this.#add(this.#last);
      this.#count(this.#last, Number(row["doc"]));
      read += 1;
    }
    if (read < termsMax) {
      this.#hasTokens = true;
      this.#last = "";
    }
    return true;
  }

  /** They come in order, so that equal beginnings are neighbors. */
  #readIdentifiers(termsMax: number): boolean {
    let read = 0;
    for (const row of this.#selectIdentifiers.iterate(this.#last, termsMax)) {
      this.#last = String(row["term"]);
      const key = identifierKey(this.#last);
      if (key !== null && key !== this.#lastKey) this.#add(key);
      this.#lastKey = key ?? "";
      read += 1;
    }
    return read === termsMax;
  }

  #add(key: string): void {
    const { block, bits } = keyHash(key);
    this.#blocks.push(block);
    this.#bits.push(bits);
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
