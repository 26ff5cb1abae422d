import { TracewellError } from "#domain/errors.ts";
import { eventSourceSchema } from "#domain/events/event.ts";
import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import { lineChecksum, parseEnvelope } from "#storage/ledger/envelope.ts";
import type { LedgerLine, LedgerReader } from "#storage/ledger/ledger.ts";
import type { IndexBatch, IndexEntry } from "./event-index.ts";
import { createIndexEntry } from "./index-entry.ts";
import type { IndexableRecord, IndexEntryContext } from "./index-entry.ts";

/** Bytes of ledger lines read for one batch; 10,000 ordinary records are about 5 MiB. */
export const BATCH_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Reads the records from `fromSeq` on, as far as their segment goes, and makes entries of them. Null at the
 * ledger's head. The first entry has another seq than `fromSeq` when retention removed records from there.
 * Throws `ledger-corrupt`.
 */
export function readIndexBatch(
  reader: LedgerReader,
  fromSeq: number,
  context: Omit<IndexEntryContext, "segmentFirstSeq"> & { readonly recordsMax: number },
): IndexBatch | null {
  const limits = { recordsMax: context.recordsMax, bytesMax: BATCH_BYTES_MAX };
  const lines = reader.readBatch(fromSeq, limits);
  const first = lines[0];
  if (first === undefined) return null;
  // Asked after reading: whatever was read behind this segment's end, the segment is sealed by now.
  const segment = reader.segmentOf(first.seq);
  if (segment === null) {
    throw new TracewellError("ledger-corrupt", `No segment holds record ${first.seq}.`, {
      detail: { seq: first.seq },
    });
  }
  const segmentFirstSeq = segment.firstSeq;
  const lastSeq = segment.sealed ? segment.lastSeq : Infinity;
  const entries: IndexEntry[] = [];
  const sources = new SourceNames();
  let last = first.line;
  for (const line of lines) {
    if (line.seq > lastSeq) break;
    last = line.line;
    const record = readRecord(reader.ledger, line, sources);
    entries.push(createIndexEntry(record, { ...context, segmentFirstSeq }));
  }
  return { ledger: reader.ledger, segmentFirstSeq, entries, lastChecksum: lineChecksum(last) };
}

function readRecord(ledger: string, line: LedgerLine, sources: SourceNames): IndexableRecord {
  const { seq } = line;
  const { id, sourceJson, eventJson } = parseEnvelope(line.line);
  try {
    const source = { name: sources.nameIn(sourceJson) };
    return { ledger, seq, id, source, event: readRecordedEvent(eventJson) };
  } catch (error) {
    throw new TracewellError("ledger-corrupt", `Record ${seq} cannot be read.`, {
      cause: error,
      detail: { seq },
    });
  }
}

/** Neighboring records mostly come from the same source, and pushed ones have the same `source` object. */
class SourceNames {
  #json = "";
  #name = "";

  nameIn(sourceJson: string): string {
    if (sourceJson !== this.#json) {
      this.#name = eventSourceSchema.parse(JSON.parse(sourceJson)).name;
      this.#json = sourceJson;
    }
    return this.#name;
  }
}
