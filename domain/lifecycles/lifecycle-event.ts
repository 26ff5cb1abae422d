import { attributesOf } from "#domain/events/event-attributes.ts";
import { eventTimeMs } from "#domain/events/event-time.ts";
import type { Amount, ObjectReference, RecordedEvent } from "#domain/events/event.ts";

/** What a lifecycle looks at of one record. */
export interface LifecycleEvent {
  /** `<ledger>:<seq>`: how a finding names its evidence. */
  readonly reference: string;
  readonly ledger: string;
  readonly seq: number;
  /** The producer's or derived ID; null where the reference is the identity. */
  readonly id: string | null;
  readonly recordedAt: string;
  /** RFC 3339 UTC, three decimals. */
  readonly time: string;
  readonly timeMs: number;
  readonly type: string;
  readonly transactionId: string | null;
  readonly objects: readonly ObjectReference[];
  readonly amount: Amount | null;
  readonly reason: string | null;
  readonly outcome: string | null;
  /** As answers show them: unknown fields of the producer included, protected values still protected. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly source: string;
  /** Codes of the parser's notes. */
  readonly notes: readonly string[];
  /**
   * How much earlier it occurred than what its source had told before it, in milliseconds; null where it is
   * not late, or where nobody has looked.
   */
  readonly lateMs: number | null;
}

/** The record as a lifecycle looks at it. `lateMs` is known to the one who follows the ledger in order. */
export function lifecycleEvent(
  record: RecordedEvent,
  lateMs: number | null = null,
): LifecycleEvent {
  const { ledger, seq, recordedAt, event, source } = record;
  return {
    reference: `${ledger}:${seq}`,
    ledger,
    seq,
    id: record.id ?? null,
    recordedAt,
    time: event.time,
    timeMs: eventTimeMs(event.time),
    type: event.type,
    transactionId: event.transactionId ?? null,
    objects: event.objects ?? [],
    amount: event.amount ?? null,
    reason: event.reason ?? null,
    outcome: event.outcome ?? null,
    attributes: attributesOf(event),
    source: source.name,
    notes: (event.parseNotes ?? []).map(({ code }) => code),
    lateMs,
  };
}
