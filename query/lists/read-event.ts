import { TracewellError } from "#domain/errors.ts";
import { catalogNotes } from "#domain/events/catalog-notes.ts";
import { presentEvent } from "#domain/events/present-event.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { isEventReference, parseEventReference } from "#domain/identifiers/event-reference.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { parseRecord } from "#storage/ledger/read-records.ts";
import type { DescribedEvent } from "../answers/event-detail.ts";
import type { ContextAnswer } from "../answers/query-answers.ts";
import { coverageOf } from "../coverage.ts";
import type { QueryRequest } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { type RecordPlace, readRecord } from "../reading/read-records.ts";

/** Neighbors on one side of a record: several screens full; who wants more pages through a list. */
export const CONTEXT_RECORDS_MAX = 500;

/** Bytes read at once for neighbors: `CONTEXT_RECORDS_MAX` records of ordinary size. */
const CONTEXT_BYTES_MAX = 1024 * 1024;

function placeOf(reference: string): RecordPlace {
  if (isEventReference(reference)) return parseEventReference(reference);
  throw new TracewellError(
    "invalid-parameter",
    `\`${reference.slice(0, 64)}\` is not a reference: write \`<ledger>:<seq>\` such as main:42, or the seq alone.`,
  );
}

function notFound(sources: QuerySources, { ledger, seq }: RecordPlace): TracewellError {
  const reader = sources.ledgers.get(ledger);
  const why =
    reader === undefined
      ? `there is no ledger ${ledger} here`
      : seq > reader.headSeq
        ? `ledger ${ledger} ends at ${reader.headSeq}`
        : `retention removed it from ledger ${ledger}`;
  return new TracewellError("not-found", `There is no record ${ledger}:${seq}: ${why}.`, {
    detail: { ledger, seq },
  });
}

function recordAt(sources: QuerySources, place: RecordPlace): RecordedEvent {
  const record = readRecord(sources.ledgers, place);
  if (record === null) throw notFound(sources, place);
  return record;
}

/** One record, and how it differs from the catalog. Throws `not-found`, `invalid-parameter`. */
export function readEvent(
  sources: QuerySources,
  request: QueryRequest & { readonly reference: string },
): DescribedEvent {
  advanceLedgers(sources.ledgers, request.facts);
  const record = recordAt(sources, placeOf(request.reference));
  return { ...presentEvent(record), catalogNotes: catalogNotes(record.event) };
}

function readStretch(
  reader: LedgerReader | undefined,
  fromSeq: number,
  toSeq: number,
): RecordedEvent[] {
  const records: RecordedEvent[] = [];
  if (reader === undefined) return records;
  let next = Math.max(1, fromSeq);
  while (next <= toSeq) {
    const lines = reader.readBatch(next, {
      recordsMax: toSeq - next + 1,
      bytesMax: CONTEXT_BYTES_MAX,
    });
    for (const { seq, line } of lines) {
      if (seq <= toSeq) records.push(parseRecord(reader.ledger, line));
      next = seq + 1;
    }
    if (lines.length === 0) break;
  }
  return records;
}

function checkCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= CONTEXT_RECORDS_MAX) return;
  throw new TracewellError(
    "invalid-parameter",
    `\`${name}\` is ${count}; it must be a whole number from 0 to ${CONTEXT_RECORDS_MAX}.`,
  );
}

/** A record among its neighbors in the ledger. Needs no index: the ledger itself is read. */
export function readContext(
  sources: QuerySources,
  request: QueryRequest & {
    readonly reference: string;
    readonly before: number;
    readonly after: number;
  },
): ContextAnswer {
  const { facts, before, after } = request;
  checkCount("before", before);
  checkCount("after", after);
  advanceLedgers(sources.ledgers, facts);
  const place = placeOf(request.reference);
  const record = recordAt(sources, place);
  const reader = sources.ledgers.get(place.ledger);
  const heads = Object.fromEntries(facts.heads.map(({ ledger, headSeq }) => [ledger, headSeq]));
  return {
    before: readStretch(reader, place.seq - before, place.seq - 1).map(presentEvent),
    event: presentEvent(record),
    after: readStretch(reader, place.seq + 1, place.seq + after).map(presentEvent),
    coverage: coverageOf(facts, heads),
  };
}
