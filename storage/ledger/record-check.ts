import { verifyChecksum } from "./envelope.ts";
import { fillRecordHead, makeRecordHead, RECORDED_AT_LENGTH } from "./record-head.ts";
import type { RecordHead } from "./record-head.ts";

/** Why a line cannot be the next record. */
export type RecordProblem = "shape" | "checksum" | "seq" | "group" | "recordedAt";

/** One sentence part for each problem, to follow the name of a file and an offset. */
export const RECORD_PROBLEMS: Readonly<Record<RecordProblem, string>> = {
  shape: "is no record of a ledger",
  checksum: "does not match its checksum",
  seq: "does not continue the numbering",
  group: "does not belong to the group it names",
  recordedAt: "is dated before the record ahead of it",
};

/**
 * Follows the records of a ledger one by one and says whether each may come next: checksum, seq without
 * holes, group (the current one, or one that begins here), recordedAt that never decreases.
 */
export class RecordCheck {
  readonly head: RecordHead = makeRecordHead();
  readonly #recordedAt = Buffer.alloc(RECORDED_AT_LENGTH);
  #expectedSeq: number;
  #group = 0;
  /** Records were left out: the time of the one before is not known, only that it was not later. */
  #followsGap = false;

  /** `recordedAt` is that of the record before, when there is one. */
  constructor(firstSeq: number, recordedAt: string | null) {
    this.#expectedSeq = firstSeq;
    if (recordedAt !== null) this.#recordedAt.write(recordedAt, "latin1");
  }

  get expectedSeq(): number {
    return this.#expectedSeq;
  }

  /** Group of the last record that passed; 0 before the first. */
  get group(): number {
    return this.#group;
  }

  /** Of the last record that passed; null before the first of a new ledger. */
  get recordedAt(): string | null {
    return this.#recordedAt[0] === 0 ? null : this.#recordedAt.toString("latin1");
  }

  /** Null when the line at `start` to `end` (newline excluded) is the next record; `head` then describes it. */
  accept(buffer: Buffer, start: number, end: number): RecordProblem | null {
    if (!fillRecordHead(this.head, buffer, start, end)) return "shape";
    if (!verifyChecksum(buffer, start, end)) return "checksum";
    const { seq, group } = this.head;
    if (seq !== this.#expectedSeq) return "seq";
    if (group !== this.#group && group !== seq) return "group";
    const order = this.#compareRecordedAt(buffer);
    if (order < 0 || (order > 0 && group !== seq && !this.#followsGap)) return "recordedAt";
    if (order > 0) {
      buffer.copy(
        this.#recordedAt,
        0,
        this.head.recordedAtAt,
        this.head.recordedAtAt + RECORDED_AT_LENGTH,
      );
    }
    this.#group = group;
    this.#expectedSeq = seq + 1;
    this.#followsGap = false;
    return null;
  }

  /** Goes on behind records that were not shown to it; `group` is that of the record before, if known. */
  resume(expectedSeq: number, group: number): void {
    this.#expectedSeq = expectedSeq;
    this.#group = group;
    this.#followsGap = true;
  }

  #compareRecordedAt(buffer: Buffer): number {
    for (let index = 0; index < RECORDED_AT_LENGTH; index += 1) {
      const difference =
        (buffer[this.head.recordedAtAt + index] ?? 0) - (this.#recordedAt[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}
