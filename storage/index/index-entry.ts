import { TracewellError } from "#domain/errors.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import type { ProtectedRecord } from "#domain/protection/protection-context.ts";
import { eventIdentifiers, eventTokens } from "#domain/tokens/event-tokens.ts";
import type { TokenContext } from "#domain/tokens/event-tokens.ts";
import type { IndexEntry } from "./event-index.ts";
import type { RecentIdentifiers } from "./recent-identifiers.ts";

/** What the index needs of a record; a `RecordedEvent` is one. */
export interface IndexableRecord extends ProtectedRecord {
  readonly seq: number;
  readonly event: AuditEvent;
}

/** Gives for a record the keyed hash under which each of its protected values is found. */
export type RecordHasher = (record: ProtectedRecord) => TokenContext["hash"];

export interface IndexEntryContext {
  readonly hash: RecordHasher;
  /** First seq of the segment that holds the record. */
  readonly segmentFirstSeq: number;
  readonly recent: RecentIdentifiers;
}

/** What the index keeps of a record. Throws `ledger-corrupt` when the event's time is none. */
export function createIndexEntry(record: IndexableRecord, context: IndexEntryContext): IndexEntry {
  const { seq, event } = record;
  const timeMs = Date.parse(event.time);
  if (Number.isNaN(timeMs)) {
    throw new TracewellError("ledger-corrupt", `Record ${seq} has no valid time.`, {
      detail: { seq },
    });
  }
  const { hash, recent, segmentFirstSeq } = context;
  recent.enter(segmentFirstSeq);
  return {
    seq,
    timeMs,
    tokens: eventTokens(event, { sourceName: record.source.name, hash: hash(record) }),
    identifiers: eventIdentifiers(event, (objectType, id) => recent.isKnown(objectType, id)),
  };
}
