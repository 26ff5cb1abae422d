import type { IndexEntry } from "../event-index.ts";
import { identifierTerms } from "./identifier-terms.ts";
import { storedToken } from "./stored-token.ts";

/** A record as Elasticsearch holds it; see `mapping.ts`. */
export interface RecordDocument {
  readonly ledger: string;
  readonly seq: number;
  readonly timeMs: number;
  readonly tokens: readonly string[];
  readonly identifiers?: {
    readonly forward: readonly string[];
    readonly reversed: readonly string[];
  };
}

/** The same record has the same ID however often it is sent. */
export function recordId(ledger: string, seq: number): string {
  return `${ledger}:${seq}`;
}

export function recordDocument(ledger: string, entry: IndexEntry): RecordDocument {
  const { seq, timeMs } = entry;
  const tokens = entry.tokens === "" ? [] : entry.tokens.split(" ").map(storedToken);
  if (entry.identifiers.length === 0) return { ledger, seq, timeMs, tokens };
  const terms = entry.identifiers.map(identifierTerms);
  const identifiers = {
    forward: terms.map(({ forward }) => forward),
    reversed: terms.map(({ reversed }) => reversed),
  };
  return { ledger, seq, timeMs, tokens, identifiers };
}
