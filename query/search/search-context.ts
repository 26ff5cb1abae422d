import type { Token } from "#storage/index/event-index.ts";

/** What a query's meaning depends on beside its words. */
export interface SearchContext {
  /** Now, epoch milliseconds: resolves `now-1h`. */
  readonly nowMs: number;
  /** The keyed hash under which the clear value of a protected field is found. */
  readonly searchHash: (path: string, clear: string) => string;
  /**
   * Whether any record in sight may carry this marker token (`n:…`): records with more words or attributes
   * than have tokens must be looked at one by one. Always true is safe, only slower.
   */
  readonly present: (marker: Token) => boolean;
  /** Types of objects in sight that carry this ID, beyond those that are fields of the language. */
  readonly objectTypes: (id: string) => readonly string[];
}
