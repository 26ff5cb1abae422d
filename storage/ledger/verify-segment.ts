import type { FileLayer } from "#storage/files/file-layer.ts";
import { verifyChecksum } from "./envelope.ts";
import { FrameDamage, FramedContent } from "./framed-content.ts";
import { OFFSET_BYTES } from "./offsets-file.ts";
import { RECORD_PROBLEMS } from "./record-check.ts";
import type { RecordCheck, RecordProblem } from "./record-check.ts";
import { fillRecordHead } from "./record-head.ts";
import { readIdentity } from "./record-identity.ts";
import { scanLines } from "./scan-lines.ts";
import { openSegmentContent } from "./segment-content.ts";
import type { SegmentContent } from "./segment-content.ts";
import { segmentPaths } from "./segment-files.ts";
import type { SegmentPaths } from "./segment-files.ts";
import { HEADER_BYTES_MAX, readHeader } from "./segment-header.ts";
import { mergedIdentities, ownIdentities } from "./verify-identities.ts";
import type { SegmentIdentities } from "./verify-identities.ts";
import type { MergedDigest } from "./verify-merged.ts";
import type { LedgerFinding, LedgerFindingCode } from "./ledger-finding.ts";

/** Bytes checked between two turns of the event loop: some 20 ms. */
const STEP_BYTES = 8 * 1024 * 1024;

export interface VerifiedSegment {
  readonly files: FileLayer;
  readonly directory: string;
  readonly ledger: string;
  readonly firstSeq: number;
  /** Null for the open segment. */
  readonly nextFirstSeq: number | null;
  /** Whether a running service may still be about to seal it. */
  readonly mayWait: boolean;
  /** What a merged identities file says of it; see `MergedVerification.digestOf`. */
  readonly merged: MergedDigest | "damaged" | null;
}

/** Checks one segment step by step, and the files derived from it against it. */
export class SegmentVerification implements Disposable {
  readonly #place: VerifiedSegment;
  readonly #paths: SegmentPaths;
  readonly #check: RecordCheck;
  readonly #report: (finding: LedgerFinding) => void;
  readonly #lines: SegmentContent;
  readonly #offsets: Buffer | null;
  readonly #identities: SegmentIdentities | null;
  #position = 0;
  #fileBytes = 0;
  #records = 0;
  #lost = false;
  #damaged = false;
  #offsetsReported = false;
  #identitiesReported = false;

  constructor(
    place: VerifiedSegment,
    check: RecordCheck,
    report: (finding: LedgerFinding) => void,
  ) {
    this.#place = place;
    this.#paths = segmentPaths(place.directory, place.firstSeq);
    this.#check = check;
    this.#report = report;
    this.#lines = openSegmentContent(place.files, this.#paths);
    this.#position = this.#checkHeader();
    this.#offsets = this.#readOffsets();
    this.#identities = null;
    if (place.nextFirstSeq !== null) this.#identities = this.#readIdentities();
  }

  /** Bytes checked so far. */
  get bytes(): number {
    return this.#position;
  }

  /** Sound records so far. */
  get records(): number {
    return this.#records;
  }

  get endsUnfinished(): boolean {
    return this.#position < this.#fileBytes;
  }

  /** Checks the next few MiB; false at the end of the file. */
  advance(): boolean {
    const stopAt = this.#position + STEP_BYTES;
    if (this.#lines instanceof FramedContent) return this.#advanceFrames(this.#lines, stopAt);
    let more = false;
    const scanned = scanLines(this.#lines, this.#position, (buffer, start, end, offset) => {
      more = offset >= stopAt;
      if (!more) this.#checkLine(buffer, start, end, offset);
      return !more;
    });
    this.#position = scanned.end;
    this.#fileBytes = scanned.fileBytes;
    return more;
  }

  /** Frame by frame, since one that is damaged does not concern the others. */
  #advanceFrames(content: FramedContent, stopAt: number): boolean {
    this.#fileBytes = content.size();
    while (this.#position < Math.min(stopAt, this.#fileBytes)) {
      const { frame, offset } = content.placeOf(this.#position);
      const next = content.nextFrameAt(this.#position);
      let isWhole = false;
      try {
        const scanned = scanLines(
          content,
          this.#position,
          (buffer, start, end, lineAt) => {
            this.#checkLine(buffer, start, end, lineAt);
            return true;
          },
          next,
        );
        isWhole = scanned.end === next;
      } catch (error) {
        if (!(error instanceof FrameDamage)) throw error;
      }
      if (!isWhole) this.#rejectFrame(frame, offset);
      this.#position = next;
    }
    return this.#position < this.#fileBytes;
  }

  #rejectFrame(frame: number, offset: number): void {
    const seq = this.#check.expectedSeq;
    this.#find("frame", offset, seq, `Frame ${frame}, where seq ${seq} should stand, is damaged.`);
    this.#lost = true;
    this.#damaged = true;
  }

  /** Judges what can only be judged at the end. */
  finish(): void {
    const { nextFirstSeq } = this.#place;
    if (this.endsUnfinished) {
      const message =
        nextFirstSeq === null
          ? "The last line has no end; the next start of the service cuts it."
          : "Bytes follow the last record of a sealed segment.";
      this.#find("torn-tail", this.#position, this.#check.expectedSeq, message);
    }
    if (nextFirstSeq === null) return;
    const expected = (nextFirstSeq - this.#place.firstSeq + 1) * OFFSET_BYTES;
    if (this.#offsets !== null && this.#offsets.length !== expected) this.#rejectOffsets(0);
    // A damaged record cannot be counted, and was reported already.
    if (!this.#damaged && this.#identities?.fits() === false) this.#rejectIdentities();
  }

  [Symbol.dispose](): void {
    this.#lines.close();
  }

  #checkHeader(): number {
    const { ledger, firstSeq } = this.#place;
    const file = this.#lines.path;
    let bytes: Buffer = Buffer.alloc(0);
    let message = "The segment does not begin with a header of this ledger.";
    try {
      bytes = this.#lines.read(0, HEADER_BYTES_MAX);
      const header = readHeader(bytes, { ledger, firstSeq, file });
      if (header !== null) return header.bytes;
    } catch (error) {
      // The frame is found damaged when the lines are read.
      if (error instanceof FrameDamage) return 0;
      message = error instanceof Error ? error.message : message;
    }
    this.#find("header", 0, firstSeq, message);
    return bytes.indexOf(10) + 1;
  }

  #checkLine(buffer: Buffer, start: number, end: number, offset: number): void {
    const check = this.#check;
    if (this.#lost) this.#resume(buffer, start, end);
    const expectedSeq = check.expectedSeq;
    let problem = check.accept(buffer, start, end);
    if (problem !== null) {
      if (!this.#lost) this.#find(problem, offset, expectedSeq, describe(problem, expectedSeq));
      problem = this.#goOn(problem, buffer, start, end);
    }
    this.#lost = problem !== null;
    this.#damaged ||= this.#lost;
    if (problem !== null) return;
    this.#records += 1;
    this.#checkOffset(check.head.seq, offset, offset + end - start + 1);
    this.#checkIdentity(buffer, end);
  }

  /** Behind a damaged stretch the next sound record tells how much is missing. */
  #resume(buffer: Buffer, start: number, end: number): void {
    const { head, expectedSeq } = this.#check;
    const sound = fillRecordHead(head, buffer, start, end) && verifyChecksum(buffer, start, end);
    if (sound && head.seq > expectedSeq) this.#check.resume(head.seq, head.group);
  }

  /** A record that is sound in itself is still counted and followed. */
  #goOn(problem: RecordProblem, buffer: Buffer, start: number, end: number): RecordProblem | null {
    const { seq, group } = this.#check.head;
    if (problem === "shape" || problem === "checksum" || seq < this.#check.expectedSeq) {
      return problem;
    }
    this.#check.resume(seq, group);
    const again = this.#check.accept(buffer, start, end);
    if (again !== null) this.#check.resume(seq + 1, group);
    return null;
  }

  #readOffsets(): Buffer | null {
    const { files } = this.#place;
    const path = this.#paths.offsets;
    if (files.exists(path)) {
      const handle = files.openRead(path);
      try {
        return handle.read(0, handle.size());
      } finally {
        handle.close();
      }
    }
    this.#rejectOffsets(0);
    return null;
  }

  /** A running writer may be ahead of what was read here: only what both know is compared. */
  #checkOffset(seq: number, start: number, end: number): void {
    const at = (seq - this.#place.firstSeq) * OFFSET_BYTES;
    if (this.#offsets === null || at + 2 * OFFSET_BYTES > this.#offsets.length) return;
    const fits =
      this.#offsets.readUInt32LE(at) === start &&
      this.#offsets.readUInt32LE(at + OFFSET_BYTES) === end;
    if (!fits) this.#rejectOffsets(at);
  }

  #rejectOffsets(offset: number): void {
    if (this.#offsetsReported) return;
    this.#offsetsReported = true;
    const message = "The offsets do not fit the segment; the next start of the service mends them.";
    this.#report({ code: "offsets", file: this.#paths.offsets, offset, message });
  }

  #readIdentities(): SegmentIdentities | null {
    const { files, firstSeq, nextFirstSeq, merged, mayWait } = this.#place;
    if (merged === "damaged") return null;
    if (merged !== null) return mergedIdentities(merged);
    const path = this.#paths.identities;
    if (mayWait && !files.exists(path)) return null;
    const own = ownIdentities(files, path, (nextFirstSeq ?? firstSeq) - firstSeq);
    if (own === null) this.#rejectIdentities();
    return own;
  }

  #checkIdentity(buffer: Buffer, end: number): void {
    if (this.#identities === null) return;
    const identity = readIdentity(buffer, this.#check.head.restAt, end);
    if (identity === null) return;
    const index = this.#check.head.seq - this.#place.firstSeq;
    if (!this.#identities.accept(identity, index)) this.#rejectIdentities();
  }

  #rejectIdentities(): void {
    if (this.#identitiesReported) return;
    this.#identitiesReported = true;
    const message =
      "The identities do not fit the segment: delete the file, and the next start makes it again.";
    const file = this.#identities?.file ?? this.#paths.identities;
    this.#report({ code: "identities", file, offset: 0, message });
  }

  #find(code: LedgerFindingCode, offset: number, seq: number, message: string): void {
    this.#report({ code, file: this.#lines.path, offset, seq, message });
  }
}

function describe(problem: RecordProblem, seq: number): string {
  return `The line where seq ${seq} should stand ${RECORD_PROBLEMS[problem]}.`;
}
