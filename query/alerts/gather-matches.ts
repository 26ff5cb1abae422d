import type { EventAnswer } from "#query/answers/event-answer.ts";
import { OWN_SOURCE } from "#query/own-source.ts";
import type { TailReader } from "#query/api/tail/tail-reader.ts";
import type { LedgerHead } from "#query/api/ports.ts";
import { ItemCollector, recordItem } from "./alert-payload.ts";

/** The service's own word on alerts: an alert about it would call forth the next. */
function isOwnWord({ type, source }: EventAnswer): boolean {
  return source.name === OWN_SOURCE && type.startsWith("alert.");
}

export interface Matches {
  readonly items: readonly object[];
  /** Records are looked at through these, by ledger. */
  readonly seqs: Readonly<Record<string, number>>;
  /** A ledger goes on after these. */
  readonly isMore: boolean;
}

/**
 * Reads one stretch further, of the first ledger that goes on, and gives the records in it that match; those
 * that find no room are read again the next time. A ledger that came later is read from its beginning.
 */
export async function gatherMatches(options: {
  readonly reader: Pick<TailReader, "read">;
  readonly heads: readonly LedgerHead[];
  readonly seqs: Readonly<Record<string, number>>;
  readonly query: string;
}): Promise<Matches> {
  const { reader, heads, query } = options;
  const seqs = { ...options.seqs };
  const isBehind = ({ ledger, headSeq }: LedgerHead): boolean => (seqs[ledger] ?? 0) < headSeq;
  const head = heads.find(isBehind);
  if (head === undefined) return { items: [], seqs, isMore: false };
  const { ledger, headSeq } = head;
  const afterSeq = seqs[ledger] ?? 0;
  const slice = await reader.read(ledger, afterSeq, headSeq, [query]);
  const collected = new ItemCollector();
  seqs[ledger] = Math.max(slice.throughSeq, afterSeq);
  for (const { item } of slice.matches([query], afterSeq)) {
    if (isOwnWord(item.event)) continue;
    if (collected.add(recordItem(item.event))) continue;
    seqs[ledger] = item.seq - 1;
    break;
  }
  return { items: collected.items, seqs, isMore: heads.some(isBehind) };
}
