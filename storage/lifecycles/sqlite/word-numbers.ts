import type { DatabaseSync, StatementSync } from "node:sqlite";
import { numberIn, textIn } from "./row-values.ts";

/** Words held in memory: types of events, of which even a careless producer makes up few. */
const WORDS_KEPT_MAX = 10_000;

/** Numbers for words that repeat in every row, such as the types of steps. */
export class WordNumbers {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #known = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT id FROM words WHERE word = ?");
    this.#insert = database.prepare("INSERT INTO words (word) VALUES (?)");
  }

  /** Within a transaction. */
  numberOf(word: string): number {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const row = this.#find.get(word);
    const id =
      row === undefined ? Number(this.#insert.run(word).lastInsertRowid) : numberIn(row, "id");
    if (this.#known.size >= WORDS_KEPT_MAX) this.#known.clear();
    this.#known.set(word, id);
    return id;
  }

  /** After a transaction that was undone. */
  forget(): void {
    this.#known.clear();
  }
}

/** All words by number. */
export function readWords(database: DatabaseSync): Map<number, string> {
  const rows = database.prepare("SELECT id, word FROM words").all();
  return new Map(rows.map((row) => [numberIn(row, "id"), textIn(row, "word")]));
}
