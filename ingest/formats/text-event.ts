import { EVENT_SCHEMA_VERSION, type ParseNote } from "#domain/events/event.ts";
import { isoTime } from "#ingest/formats/source-time.ts";
import { sourceText } from "#ingest/formats/source-text.ts";

/** What a text format read in one record. */
export interface TextEventDraft {
  readonly type: string;
  readonly timeMs: number;
  /** The record's transaction, or in one phrase why it has none. */
  readonly transaction: { readonly id: string } | { readonly unattributed: string };
  readonly message: string;
  readonly level?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly notes: readonly ParseNote[];
  /** All bytes of the record. */
  readonly bytes: Buffer;
}

/** The schema allows 256 characters. */
const UNATTRIBUTED_CHARACTERS_MAX = 250;

/** The event of a text record, its source text verbatim beside what was read from it. */
export function textEvent(draft: TextEventDraft): Record<string, unknown> {
  const { fields, notes: textNotes } = sourceText(draft.bytes);
  const notes = [...draft.notes, ...textNotes];
  const hasAttributes = Object.keys(draft.attributes ?? {}).length > 0;
  return {
    type: draft.type,
    time: isoTime(draft.timeMs),
    ...attribution(draft.transaction),
    ...(draft.message !== "" && { message: draft.message }),
    ...(draft.level !== undefined && { level: draft.level }),
    ...(hasAttributes && { attributes: draft.attributes }),
    ...(notes.length > 0 && { parseNotes: notes }),
    ...fields,
    schemaVersion: EVENT_SCHEMA_VERSION,
  };
}

function attribution(transaction: TextEventDraft["transaction"]): Record<string, unknown> {
  if ("unattributed" in transaction) {
    return { unattributed: transaction.unattributed.slice(0, UNATTRIBUTED_CHARACTERS_MAX) };
  }
  const { id } = transaction;
  return { transactionId: id, objects: [{ type: "transaction", id }] };
}
