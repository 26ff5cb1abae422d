import { invariant, TracewellError } from "#domain/errors.ts";
import { CHECKSUM_BYTES, encodeRecordStart, writeRecordEnd } from "./envelope.ts";
import type { PlainDraft, RecordDraft } from "./ledger.ts";
import { PlainRecordStart } from "./plain-record-start.ts";
import { SOURCE_EVENT_BOUNDARY } from "./record-head.ts";

/** A group is written at once and may fill a segment of its own: far above what one round of requests stages. */
export const GROUP_BYTES_MAX = 256 * 1024 * 1024;

const BUFFER_BYTES_AT_FIRST = 1024 * 1024;

/** A buffer that grew beyond this for one large group is given back afterwards. */
const BUFFER_BYTES_KEPT = 32 * 1024 * 1024;

const ENDS_AT_FIRST = 4096;
const NEWLINE = 0x0a;

/** Most bytes that one UTF-16 unit takes in UTF-8. */
const UTF8_BYTES_PER_UNIT = 3;

/**
 * The records of the open group as they will stand in the file, in one growing buffer. A record is first
 * encoded behind the others, then either accepted or forgotten.
 */
export class StagedGroup {
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES_AT_FIRST);
  #ends = new Uint32Array(ENDS_AT_FIRST);
  #records = 0;
  #bytes = 0;
  #firstSeq = 0;
  #recordedAt = "";
  #encodedEventAt = 0;
  #encodedEventEnd = 0;
  readonly #plainStart = new PlainRecordStart();

  get records(): number {
    return this.#records;
  }

  /** Bytes of the accepted records. */
  get bytes(): number {
    return this.#bytes;
  }

  get firstSeq(): number {
    return this.#firstSeq;
  }

  get recordedAt(): string {
    return this.#recordedAt;
  }

  get nextSeq(): number {
    return this.#firstSeq + this.#records;
  }

  /** Names the group and its time; all its records share both. Only while it is empty. */
  begin(firstSeq: number, recordedAt: string): void {
    invariant(this.#records === 0, "a group begins empty");
    this.#firstSeq = firstSeq;
    this.#recordedAt = recordedAt;
    this.#plainStart.beginGroup(recordedAt, firstSeq);
  }

  /**
   * Encodes a record behind the accepted ones and returns the length of its line. A record whose line is
   * longer than `lineBytesMax` can only be forgotten.
   */
  encode(draft: RecordDraft, lineBytesMax: number): number {
    const { id, sourceJson, eventJson } = draft;
    assertSource(sourceJson);
    const start = encodeRecordStart({
      seq: this.nextSeq,
      recordedAt: this.#recordedAt,
      group: this.#firstSeq,
      id,
      sourceJson,
    });
    const units = start.length + eventJson.length + CHECKSUM_BYTES;
    if (units > lineBytesMax) return measure(start, eventJson);
    this.#reserve(units * UTF8_BYTES_PER_UNIT + 1);
    const lineAt = this.#bytes;
    const eventAt = lineAt + this.#buffer.write(start, lineAt, "utf8");
    const eventEnd = eventAt + this.#writeEvent(eventJson, eventAt);
    invariant(eventEnd > eventAt, "an event is not empty");
    this.#buffer[eventEnd] = NEWLINE;
    invariant(this.#buffer.indexOf(NEWLINE, lineAt) === eventEnd, "a draft contains no newline");
    this.#encodedEventAt = eventAt;
    this.#encodedEventEnd = eventEnd;
    return eventEnd - lineAt + CHECKSUM_BYTES;
  }

  /** The same for a plain record, whose source was checked. */
  encodePlain(draft: PlainDraft, lineBytesMax: number): number {
    const { bytes, eventAt, eventEnd, idAt, idEnd } = draft;
    const startBytesMax = this.#plainStart.bytesMax(draft.source, idEnd - idAt);
    const eventBytes = eventEnd - eventAt;
    if (eventBytes + CHECKSUM_BYTES > lineBytesMax) return eventBytes + CHECKSUM_BYTES;
    this.#reserve(startBytesMax + eventBytes + CHECKSUM_BYTES + 1);
    const lineAt = this.#bytes;
    const start = this.#plainStart.write(this.#buffer, lineAt, this.nextSeq, draft);
    bytes.copy(this.#buffer, start, eventAt, eventEnd);
    this.#encodedEventAt = start;
    this.#encodedEventEnd = start + eventBytes;
    return start + eventBytes - lineAt + CHECKSUM_BYTES;
  }

  /** Whether the encoded record's event is the same as the bytes `start` to `end` of another line. */
  encodedEventEquals(line: Buffer, start: number, end: number): boolean {
    const { length } = line.subarray(start, end);
    if (length !== this.#encodedEventEnd - this.#encodedEventAt) return false;
    return (
      line.compare(this.#buffer, this.#encodedEventAt, this.#encodedEventEnd, start, end) === 0
    );
  }

  /** Takes the encoded record into the group and returns its seq. */
  accept(): number {
    const end = writeRecordEnd(this.#buffer, this.#bytes, this.#encodedEventEnd);
    if (end > GROUP_BYTES_MAX) {
      throw new TracewellError("overloaded", `A group may hold ${GROUP_BYTES_MAX} bytes: commit.`, {
        detail: { groupBytesMax: GROUP_BYTES_MAX },
      });
    }
    if (this.#records === this.#ends.length) this.#growEnds();
    this.#ends[this.#records] = end;
    this.#bytes = end;
    this.#records += 1;
    return this.#firstSeq + this.#records - 1;
  }

  /** The line of an accepted record, without its newline. */
  line(seq: number): Buffer {
    const index = seq - this.#firstSeq;
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    return this.#buffer.subarray(start, (this.#ends[index] ?? 0) - 1);
  }

  /** All accepted lines, and where each ends. Valid until the group is cleared. */
  content(): { lines: Buffer; ends: Uint32Array } {
    return {
      lines: this.#buffer.subarray(0, this.#bytes),
      ends: this.#ends.subarray(0, this.#records),
    };
  }

  clear(): void {
    this.#records = 0;
    this.#bytes = 0;
    if (this.#buffer.length > BUFFER_BYTES_KEPT) {
      this.#buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES_AT_FIRST);
    }
  }

  #writeEvent(event: Uint8Array | string, position: number): number {
    if (typeof event === "string") return this.#buffer.write(event, position, "utf8");
    this.#buffer.set(event, position);
    return event.length;
  }

  #reserve(bytes: number): void {
    const needed = this.#bytes + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#bytes);
    this.#buffer = larger;
  }

  #growEnds(): void {
    const larger = new Uint32Array(this.#ends.length * 2);
    larger.set(this.#ends);
    this.#ends = larger;
  }
}

function measure(start: string, event: Uint8Array | string): number {
  const eventBytes = typeof event === "string" ? Buffer.byteLength(event) : event.length;
  return Buffer.byteLength(start) + eventBytes + CHECKSUM_BYTES;
}

/** What every reader relies on. */
export function assertSource(sourceJson: string): void {
  invariant(
    sourceJson.startsWith("{") &&
      sourceJson.endsWith("}") &&
      !sourceJson.includes(SOURCE_EVENT_BOUNDARY),
    "a source is a JSON object without a nested event",
  );
}
