import type { Letter } from "../mail/letter.ts";

/** What became of a document that was to be loaded into the main database. */
export interface LoadAnswer {
  /** `already`: it was there before, and nothing changed. */
  readonly outcome: "loaded" | "already" | "refused";
  /** Why it was refused, in plain words. */
  readonly reason?: string;
  /** Where in the document: a path of tags, or line and column. */
  readonly place?: string;
}

/** The answer with the letters that go out once it is committed. */
export interface TakenDocument extends LoadAnswer {
  readonly letters: readonly Letter[];
}
