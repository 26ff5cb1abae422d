import { randomBytes } from "node:crypto";
import { invariant, TracewellError } from "#domain/errors.ts";
import { lineChecksum } from "./envelope.ts";
import { openLedgerReader } from "./file-ledger-reader.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { stopped, unwritable } from "./ledger-failure.ts";
import type { LedgerIdentities } from "./ledger-identities.ts";
import { acquireLedgerLock } from "./ledger-lock.ts";
import type { LedgerLock } from "./ledger-lock.ts";
import type { LedgerWriterOptions } from "./ledger-writer-options.ts";
import { LEDGER_LINE_BYTES_MAX, SEGMENT_BYTES_MAX, SEGMENT_RECORDS_MAX } from "./ledger.ts";
import type {
  CommittedGroup,
  LedgerReader,
  LedgerWriter,
  PlainDraft,
  PlainSource,
  RecordDraft,
  StageResult,
} from "./ledger.ts";
import type { MergedIdentityFile } from "./merge-identities.ts";
import { SourceNameCheck } from "./record-identity.ts";
import { RecordSearch } from "./record-search.ts";
import { type RecoveredLedger, recoverLedger } from "./recover-ledger.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { sealSegment, UNSEALED_SEGMENTS_MAX } from "./seal-segment.ts";
import { SegmentAppender } from "./segment-appender.ts";
import { segmentPaths } from "./segment-files.ts";
import { assertSource, StagedGroup } from "./staged-group.ts";

/** Beyond this a segment ends whatever waits: its offsets have 32 bits. */
const PUT_OFF_BYTES_MAX = 2 * 1024 * 1024 * 1024;

/**
 * Locks and recovers a ledger and returns its one writer. Throws `ledger-locked`, `ledger-unwritable` (the
 * message names the directory and what to do), or `ledger-corrupt` with `{file, offset, seq}`.
 */
export function openLedgerWriter(options: LedgerWriterOptions): LedgerWriter {
  const { files, directory, ledger } = options;
  using stack = new DisposableStack();
  try {
    files.makeDirectory(directory);
    const lock = (options.acquireLock ?? acquireLedgerLock)(directory, ledger);
    stack.defer(() => lock.release());
    const recovered = recoverLedger({
      files,
      directory,
      ledger,
      now: new Date(options.clock()).toISOString(),
      newIdentityKey: options.newIdentityKey ?? randomIdentityKey,
      onCut: options.onCut,
      onSurveyed: options.onSurveyed,
    });
    const writer = new FileLedgerWriter(options, recovered, lock);
    for (const segment of recovered.sealed) writer.compressIfPlain(segment);
    stack.move();
    return writer;
  } catch (error) {
    throw unwritable(error, directory);
  }
}

function randomIdentityKey(): IdentityKey {
  const bytes = randomBytes(8);
  return { low: bytes.readInt32LE(0), high: bytes.readInt32LE(4) };
}

class FileLedgerWriter implements LedgerWriter {
  readonly ledger: string;
  readonly #options: LedgerWriterOptions;
  readonly #segmentBytesMax: number;
  readonly #segmentRecordsMax: number;
  readonly #lineBytesMax: number;
  readonly #lock: LedgerLock;
  readonly #identities: LedgerIdentities;
  readonly #reader: LedgerReader;
  readonly #group = new StagedGroup();
  readonly #search: RecordSearch;
  readonly #sourceNames = new SourceNameCheck();
  #segment: SegmentAppender;
  #headSeq: number;
  #recordedAtMs: number;
  #plainSource: PlainSource | null = null;
  #failure: unknown = null;
  #state: "open" | "stopped" | "closed" = "open";

  constructor(options: LedgerWriterOptions, recovered: RecoveredLedger, lock: LedgerLock) {
    this.ledger = options.ledger;
    this.#options = options;
    this.#segmentBytesMax = options.segmentBytesMax ?? SEGMENT_BYTES_MAX;
    this.#segmentRecordsMax = options.segmentRecordsMax ?? SEGMENT_RECORDS_MAX;
    this.#lineBytesMax = options.lineBytesMax ?? LEDGER_LINE_BYTES_MAX;
    this.#lock = lock;
    this.#segment = recovered.segment;
    this.#identities = recovered.identities;
    this.#headSeq = recovered.lastSeq;
    this.#recordedAtMs = recovered.recordedAt === null ? 0 : Date.parse(recovered.recordedAt);
    this.#reader = openLedgerReader(options);
    this.#reader.advance(this.#headSeq);
    this.#search = new RecordSearch({
      identities: this.#identities,
      reader: this.#reader,
      group: this.#group,
    });
  }

  get headSeq(): number {
    return this.#headSeq;
  }

  get stagedBytes(): number {
    return this.#group.bytes;
  }

  stage(draft: RecordDraft): StageResult {
    this.#assertOpen();
    const { id, sourceName } = draft;
    this.#sourceNames.assert(draft.sourceJson, sourceName);
    this.#beginGroup();
    const bytes = this.#group.encode(draft, this.#lineBytesMax);
    if (bytes > this.#lineBytesMax) return { status: "too-long", bytes };
    if (id === undefined) return { status: "staged", seq: this.#group.accept() };
    let found: number;
    try {
      found = this.#search.find({ sourceName, id });
    } catch (error) {
      throw this.#failedSearch(error);
    }
    if (found === 0) return { status: "staged", seq: this.#acceptSought() };
    return { status: this.#search.foundIsSame ? "duplicate" : "conflict", seq: found };
  }

  stagePlain(draft: PlainDraft): number {
    this.#assertOpen();
    if (draft.source !== this.#plainSource) this.#checkPlainSource(draft.source);
    this.#beginGroup();
    if (this.#group.encodePlain(draft, this.#lineBytesMax) > this.#lineBytesMax) return 0;
    if (draft.idEnd === draft.idAt) return this.#group.accept();
    let found: number;
    try {
      found = this.#search.findPlain(draft);
    } catch (error) {
      throw this.#failedSearch(error);
    }
    if (found === 0) return this.#acceptSought();
    return this.#search.foundIsSame ? -found : 0;
  }

  commit(): CommittedGroup | null {
    this.#assertOpen();
    const group = this.#group;
    if (group.records === 0) return null;
    try {
      this.#rollIfFull();
      const { lines, ends } = group.content();
      this.#segment.append(lines, ends);
    } catch (error) {
      throw this.#stop(error);
    }
    const { firstSeq, recordedAt } = group;
    const lastSeq = group.nextSeq - 1;
    const lastChecksum = lineChecksum(group.line(lastSeq));
    group.clear();
    this.#headSeq = lastSeq;
    this.#reader.advance(lastSeq);
    const segmentFirstSeq = this.#segment.firstSeq;
    return { firstSeq, lastSeq, recordedAt, segmentFirstSeq, lastChecksum };
  }

  /** What is staged and not committed is forgotten: nobody was told that it is kept. */
  close(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const stack = new DisposableStack();
    stack.defer(() => this.#lock.release());
    stack.defer(() => this.#segment.close());
    stack.defer(() => this.#identities.close());
    stack.defer(() => this.#reader.close());
    try {
      stack.dispose();
    } catch (error) {
      throw stopped(error, this.#options.directory);
    }
  }

  segmentSealed(firstSeq: number): void {
    this.#assertOpen();
    this.#identities.sealed(firstSeq);
  }

  identitiesMerged(merged: MergedIdentityFile): void {
    this.#assertOpen();
    this.#identities.merged(merged);
  }

  forgetBefore(seq: number): void {
    this.#assertOpen();
    this.#identities.forgetBefore(seq);
  }

  /** For segments that an earlier process has left. */
  compressIfPlain(segment: SealedSegment): void {
    const { files, directory, compressSegments = false } = this.#options;
    if (!compressSegments) return;
    if (files.exists(segmentPaths(directory, segment.firstSeq).segment)) this.#seal(segment);
  }

  #assertOpen(): void {
    if (this.#state === "open") return;
    if (this.#state === "stopped") throw stopped(this.#failure, this.#options.directory);
    throw new TracewellError("closed", `The writer of ledger "${this.ledger}" is closed.`);
  }

  #stop(error: unknown): TracewellError {
    this.#state = "stopped";
    this.#failure = error;
    return stopped(error, this.#options.directory);
  }

  #nextRecordedAt(): string {
    const now = this.#options.clock();
    invariant(Number.isFinite(now), "the clock tells milliseconds");
    this.#recordedAtMs = Math.max(this.#recordedAtMs, Math.floor(now));
    return new Date(this.#recordedAtMs).toISOString();
  }

  /** A record that cannot be read concerns its own identity alone. Anything else failed in writing. */
  #failedSearch(error: unknown): TracewellError {
    return error instanceof TracewellError ? error : this.#stop(error);
  }

  #beginGroup(): void {
    if (this.#group.records > 0) return;
    this.#group.begin(this.#headSeq + 1, this.#nextRecordedAt());
  }

  #acceptSought(): number {
    const seq = this.#group.accept();
    this.#identities.addSought(seq);
    return seq;
  }

  #checkPlainSource(source: PlainSource): void {
    assertSource(source.json);
    this.#sourceNames.assert(source.json, source.name);
    this.#plainSource = source;
  }

  #rollIfFull(): void {
    const bytes = this.#segment.bytes + this.#group.bytes;
    const hasTooMany = this.#segment.records + this.#group.records > this.#segmentRecordsMax;
    if (this.#segment.records === 0 || (!hasTooMany && bytes <= this.#segmentBytesMax)) return;
    // The next one would have to wait too, with its identities in memory.
    const isBehind = this.#identities.waiting >= UNSEALED_SEGMENTS_MAX;
    if (isBehind && !hasTooMany && bytes <= PUT_OFF_BYTES_MAX) return;
    const { files, directory } = this.#options;
    const left = this.#segment;
    const { ledger } = this;
    this.#segment = SegmentAppender.create(
      files,
      { directory, ledger, firstSeq: this.#headSeq + 1 },
      this.#group.recordedAt,
    );
    left.close();
    const segment = { directory, ledger, firstSeq: left.firstSeq, lastSeq: this.#headSeq };
    this.#identities.leave(segment);
    this.#seal(segment);
  }

  #seal(segment: SealedSegment): void {
    const { files, compressSegments = false, requestSealing } = this.#options;
    const request = { ...segment, key: this.#identities.key, compress: compressSegments };
    if (requestSealing !== undefined) {
      requestSealing(request);
      return;
    }
    sealSegment(files, request);
    this.#identities.sealed(segment.firstSeq);
  }
}
