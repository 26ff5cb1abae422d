import { TracewellError } from "#domain/errors.ts";
import { eventSourceSchema } from "#domain/events/event.ts";
import { readRecordedEvent } from "#domain/events/recorded-event.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { GrowingBytes } from "#domain/plain-events/growing-bytes.ts";
import { PlainEventScanner } from "#domain/plain-events/plain-event-scanner.ts";
import { PlainIdentifiers } from "#domain/plain-events/plain-identifiers.ts";
import { PlainTokens } from "#domain/plain-events/plain-tokens.ts";
import { CHECKSUM_BYTES, lineChecksum, parseEnvelope } from "#storage/ledger/envelope.ts";
import type { LedgerBlock, LedgerReader } from "#storage/ledger/ledger.ts";
import { fillRecordHead, locateParts, makeRecordHead } from "#storage/ledger/record-head.ts";
import { createIndexEntry } from "./index-entry.ts";
import type { IndexableRecord, RecordHasher } from "./index-entry.ts";
import type { PackedBatch } from "./packed-batch.ts";
import { RecentIdentifiers } from "./recent-identifiers.ts";

/** Bytes of ledger lines read for one batch; 10,000 ordinary records are about 5 MiB. */
export const BATCH_BYTES_MAX = 8 * 1024 * 1024;

/** Tokens of an ordinary record; the buffer of a batch grows where they are longer. */
const TOKEN_BYTES_PER_RECORD = 256;

const NEWLINE_BYTES = 1;

/**
 * Reads a ledger on for the index. The usual events go from their bytes to tokens without being parsed; all
 * others the long way, to the same result.
 */
export class IndexBatchReader {
  readonly #reader: LedgerReader;
  readonly #hash: RecordHasher;
  readonly #recent = new RecentIdentifiers();
  readonly #plainIdentifiers = new PlainIdentifiers();
  // Names need not be clear: what needed protection is protected in the ledger, and then not plain.
  readonly #scanner = new PlainEventScanner(() => true);
  readonly #plainTokens = new PlainTokens();
  readonly #sources = new SourceNames();
  readonly #head = makeRecordHead();
  #segmentFirstSeq = -1;

  constructor(options: { readonly reader: LedgerReader; readonly hash: RecordHasher }) {
    this.#reader = options.reader;
    this.#hash = options.hash;
  }

  /** To be called when records given were not indexed after all. */
  forget(): void {
    this.#recent.forget();
    this.#plainIdentifiers.forget();
  }

  /**
   * The records from `fromSeq` on, at most `recordsMax`, as far as their segment goes. Null at the ledger's
   * head. The first one has another seq than `fromSeq` when retention removed records from there. Throws
   * `ledger-corrupt`.
   */
  read(fromSeq: number, recordsMax: number): PackedBatch | null {
    const block = this.#reader.readBlock(fromSeq, { recordsMax, bytesMax: BATCH_BYTES_MAX });
    if (block === null) return null;
    const segment = this.#reader.segmentOf(block.firstSeq);
    if (segment === null) {
      throw new TracewellError("ledger-corrupt", `No segment holds record ${block.firstSeq}.`, {
        detail: { seq: block.firstSeq },
      });
    }
    this.#enter(segment.firstSeq);
    return this.#pack(block, segment.firstSeq);
  }

  #enter(segmentFirstSeq: number): void {
    if (segmentFirstSeq === this.#segmentFirstSeq) return;
    this.#segmentFirstSeq = segmentFirstSeq;
    this.forget();
  }

  #pack({ firstSeq, bytes, ends }: LedgerBlock, segmentFirstSeq: number): PackedBatch {
    const records = ends.length;
    const timesMs = new Float64Array(records);
    const tokenEnds = new Uint32Array(records);
    const tokens = new GrowingBytes(records * TOKEN_BYTES_PER_RECORD);
    const identifiers: IndexedIdentifier[] = [];
    let start = 0;
    for (const [place, end] of ends.entries()) {
      const lineEnd = end - NEWLINE_BYTES;
      const plainMs = this.#packPlain(bytes, start, lineEnd, tokens, identifiers);
      timesMs[place] =
        plainMs ??
        this.#packParsed(bytes.subarray(start, lineEnd), firstSeq + place, tokens, identifiers);
      tokenEnds[place] = tokens.length;
      start = end;
    }
    const lastStart = ends.at(-2) ?? 0;
    return {
      ledger: this.#reader.ledger,
      segmentFirstSeq,
      firstSeq,
      records,
      timesMs,
      tokenEnds,
      tokens: tokens.bytes.subarray(0, tokens.length),
      identifiers,
      lastChecksum: lineChecksum(bytes.subarray(lastStart, start - NEWLINE_BYTES)),
    };
  }

  /** The event's time when it is a plain one; null when nothing was done. */
  #packPlain(
    bytes: Buffer,
    start: number,
    end: number,
    tokens: GrowingBytes,
    identifiers: IndexedIdentifier[],
  ): number | null {
    if (!fillRecordHead(this.#head, bytes, start, end)) return null;
    const eventEnd = end - CHECKSUM_BYTES;
    const parts = locateParts(bytes, this.#head.restAt, eventEnd);
    if (parts === null || !this.#scanner.scan(bytes, parts.eventAt, eventEnd)) return null;
    const { spans } = this.#scanner;
    const sourceName = this.#sources.nameAt(bytes, parts.sourceAt, parts.sourceEnd);
    this.#plainTokens.write(spans, eventEnd - parts.eventAt, sourceName, tokens);
    this.#plainIdentifiers.collect(spans, identifiers);
    return spans.timeMs;
  }

  #packParsed(
    line: Buffer,
    seq: number,
    tokens: GrowingBytes,
    identifiers: IndexedIdentifier[],
  ): number {
    const entry = createIndexEntry(this.#parse(line, seq), {
      hash: this.#hash,
      segmentFirstSeq: this.#segmentFirstSeq,
      recent: this.#recent,
    });
    tokens.append(Buffer.from(entry.tokens));
    for (const identifier of entry.identifiers) identifiers.push(identifier);
    return entry.timeMs;
  }

  #parse(line: Buffer, seq: number): IndexableRecord {
    const { id, sourceJson, eventJson } = parseEnvelope(line);
    try {
      const source = { name: nameIn(sourceJson) };
      return { ledger: this.#reader.ledger, seq, id, source, event: readRecordedEvent(eventJson) };
    } catch (error) {
      throw new TracewellError("ledger-corrupt", `Record ${seq} cannot be read.`, {
        cause: error,
        detail: { seq },
      });
    }
  }
}

function nameIn(sourceJson: string): string {
  return eventSourceSchema.parse(JSON.parse(sourceJson)).name;
}

/** Neighboring records mostly come from the same source, and pushed ones have the same `source` object. */
class SourceNames {
  #json: Buffer = Buffer.alloc(0);
  #name = "";

  nameAt(bytes: Buffer, start: number, end: number): string {
    if (bytes.compare(this.#json, 0, this.#json.length, start, end) !== 0) {
      this.#name = nameIn(bytes.toString("utf8", start, end));
      this.#json = Buffer.from(bytes.subarray(start, end));
    }
    return this.#name;
  }
}
