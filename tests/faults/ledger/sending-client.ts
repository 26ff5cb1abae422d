import { TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import type { CutTail } from "#storage/ledger/cut-tail.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerWriter, RecordDraft } from "#storage/ledger/ledger.ts";
import { sealSegment } from "#storage/ledger/seal-segment.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import { randomInteger } from "../../storage/files/seeded-random.ts";

export const DIRECTORY = "/data/ledgers/main";

const SEGMENT_BYTES_MAX = 6000;
const PADDING_MAX = 900;
/** Longer than a page, so that one record can be torn in the middle. */
const LARGE_PADDING = 9000;

function draftOf(number: number, random: () => number): RecordDraft {
  const length = random() < 0.05 ? LARGE_PADDING : randomInteger(random, 0, PADDING_MAX);
  const draft = {
    sourceName: "api",
    sourceJson: '{"name":"api","format":"events"}',
    eventJson: JSON.stringify({ number, padding: "x".repeat(length) }),
  };
  return random() < 0.8 ? { ...draft, id: `e${number}` } : draft;
}

/** Segments stay plain, are compressed by the writer, or by another thread while it goes on. */
export type Sealing = "plain" | "compressed" | "beside";

/**
 * Sends records as a careful producer would: in order, each until it was acknowledged; records without an
 * id are sent once. Knows which seq was acknowledged for which event, whatever happens to the ledger.
 */
export class SendingClient {
  /** Segments that wait for a sealer; a new process is asked again for what was not sealed. */
  readonly #unsealed: SealRequest[] = [];
  readonly #sealing: Sealing;
  readonly cuts: CutTail[] = [];
  /** Event text by acknowledged seq. */
  readonly #acknowledged = new Map<number, string>();
  readonly #random: () => number;
  #unanswered: RecordDraft[] = [];
  #nextNumber = 1;
  #nowMs = 1_770_000_000_000;

  constructor(random: () => number, sealing: Sealing = "plain") {
    this.#random = random;
    this.#sealing = sealing;
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  open(files: FileLayer): LedgerWriter {
    this.#unsealed.length = 0;
    return openLedgerWriter({
      compressSegments: this.#sealing !== "plain",
      ...(this.#sealing === "beside" && {
        requestSealing: (request: SealRequest) => this.#unsealed.push(request),
      }),
      files,
      directory: DIRECTORY,
      ledger: "main",
      // The clock goes back now and then.
      clock: () => (this.#nowMs += randomInteger(this.#random, -500, 1000)),
      segmentBytesMax: SEGMENT_BYTES_MAX,
      onCut: (cut) => this.cuts.push(cut),
      acquireLock: () => ({ release: () => undefined }),
      newIdentityKey: () => ({ low: 1, high: 2 }),
    });
  }

  /** One request: some records new, some sent again; acknowledged when the commit returned. */
  send(writer: LedgerWriter): void {
    const count = randomInteger(this.#random, 1, 6);
    while (this.#unanswered.length < count) {
      this.#unanswered.push(draftOf(this.#nextNumber, this.#random));
      this.#nextNumber += 1;
    }
    const batch = this.#unanswered;
    const seqs = batch.map((draft) => {
      const result = writer.stage(draft);
      if (result.status === "staged" || result.status === "duplicate") return result.seq;
      throw new Error(`unexpected ${result.status} for ${JSON.stringify(draft).slice(0, 80)}`);
    });
    // Whoever has no id cannot ask again: it is forgotten unless this commit acknowledges it.
    this.#unanswered = batch.filter((draft) => draft.id !== undefined);
    writer.commit();
    this.#unanswered = [];
    for (const [index, draft] of batch.entries()) {
      this.#acknowledge(seqs[index] ?? 0, String(draft.eventJson));
    }
  }

  /** Does what another thread would do meanwhile, now and then. What the files refuse is left for later. */
  sealOne(files: FileLayer, writer: LedgerWriter): void {
    const request = this.#unsealed[0];
    if (request === undefined || this.#random() < 0.3) return;
    try {
      sealSegment(files, request);
      writer.segmentSealed(request.firstSeq);
    } catch (error) {
      if (error instanceof Error && "code" in error && "path" in error) return;
      throw error;
    }
    this.#unsealed.shift();
  }

  /** Every acknowledged record stands where it was, nothing is there twice, nothing is missing between. */
  assertKept(files: FileLayer, headSeq: number): void {
    const reader = openLedgerReader({ files, directory: DIRECTORY, ledger: "main" });
    reader.advance(headSeq);
    const seen = new Set<string>();
    let recordedAt = "";
    let seq = 1;
    for (;;) {
      const lines = reader.readBatch(seq, { recordsMax: 100, bytesMax: 100_000 });
      if (lines.length === 0) break;
      for (const { seq: found, line } of lines) {
        const envelope = parseEnvelope(line);
        const expected = this.#acknowledged.get(seq);
        if (found !== seq) throw new Error(`seq ${found} stands where ${seq} should`);
        if (expected !== undefined && expected !== envelope.eventJson) {
          throw new Error(`seq ${seq} is not what was acknowledged`);
        }
        if (seen.has(envelope.eventJson)) throw new Error(`seq ${seq} is there twice`);
        if (envelope.recordedAt < recordedAt) throw new Error(`seq ${seq} goes back in time`);
        seen.add(envelope.eventJson);
        recordedAt = envelope.recordedAt;
        seq += 1;
      }
    }
    reader.close();
    const missing = [...this.#acknowledged.keys()].filter((acknowledged) => acknowledged >= seq);
    if (missing.length > 0) throw new Error(`acknowledged and lost: ${missing.join(", ")}`);
  }

  #acknowledge(seq: number, event: string): void {
    const before = this.#acknowledged.get(seq);
    if (before !== undefined && before !== event) throw new Error(`seq ${seq} given twice`);
    this.#acknowledged.set(seq, event);
  }
}

/** Whether an error is one that the ledger promises when files fail. */
export function isLedgerFailure(error: unknown): error is TracewellError {
  if (!(error instanceof TracewellError)) return false;
  const { code, cause } = error;
  // A record that cannot be read is no reason to stop writing, but it is not called sound either.
  const unreadable = code === "ledger-corrupt" && cause instanceof Error && "path" in cause;
  return unreadable || code === "ledger-stopped" || code === "ledger-unwritable";
}
