import type { PlainDraft, PlainSource } from "./ledger.ts";

/** Digits of the largest seq, line or offset. */
const NUMBER_DIGITS_MAX = 16;

const INT32_END = 2 ** 31;

const SEQ_KEY = Buffer.from('{"seq":');
const ID_KEY = Buffer.from(',"id":');
const OFFSET_KEY = Buffer.from(',"offset":');
const EVENT_KEY = Buffer.from('},"event":');

/** Writes what stands before a plain record's event: the same bytes as `encodeRecordStart`. */
export class PlainRecordStart {
  /** What stands between seq and ID; the records of a group share it. */
  #group: Buffer = Buffer.alloc(0);
  #source: PlainSource | null = null;
  /** From the source's key to its first line number, or to the event. */
  #sourceStart: Buffer = Buffer.alloc(0);

  beginGroup(recordedAt: string, group: number): void {
    this.#group = Buffer.from(`,"recordedAt":"${recordedAt}","group":${group}`);
  }

  /** Prepares the source of the next records; returns how many bytes `write` takes for one at most. */
  bytesMax(source: PlainSource, idBytes: number): number {
    if (source !== this.#source) this.#prepare(source);
    const keys = SEQ_KEY.length + ID_KEY.length + OFFSET_KEY.length + EVENT_KEY.length;
    const texts = this.#group.length + this.#sourceStart.length + idBytes + 2;
    return keys + texts + 3 * NUMBER_DIGITS_MAX;
  }

  /** Position after what was written; there must be room, and the draft's source be prepared. */
  write(buffer: Buffer, at: number, seq: number, draft: PlainDraft): number {
    let end = put(buffer, at, SEQ_KEY);
    end = putNumber(buffer, end, seq);
    end = putLong(buffer, end, this.#group);
    if (draft.idEnd > draft.idAt) {
      end = put(buffer, end, ID_KEY);
      // With its quotes: text without escapes stands in JSON as it is.
      for (let from = draft.idAt - 1; from <= draft.idEnd; from += 1) {
        buffer[end] = draft.bytes[from] ?? 0;
        end += 1;
      }
    }
    end = putLong(buffer, end, this.#sourceStart);
    if (!draft.source.hasPlaces) return end;
    end = putNumber(buffer, end, draft.line);
    end = put(buffer, end, OFFSET_KEY);
    end = putNumber(buffer, end, draft.offset);
    return put(buffer, end, EVENT_KEY);
  }

  #prepare(source: PlainSource): void {
    const { json, hasPlaces } = source;
    const end = hasPlaces ? `${json.slice(0, -1)},"line":` : `${json},"event":`;
    this.#sourceStart = Buffer.from(`,"source":${end}`);
    this.#source = source;
  }
}

function put(buffer: Buffer, at: number, bytes: Buffer): number {
  for (let index = 0; index < bytes.length; index += 1) buffer[at + index] = bytes[index] ?? 0;
  return at + bytes.length;
}

/** The native copy costs as much as a loop over some thirty bytes. */
function putLong(buffer: Buffer, at: number, bytes: Buffer): number {
  buffer.set(bytes, at);
  return at + bytes.length;
}

function putNumber(buffer: Buffer, at: number, value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  let rest = value;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    // Whole numbers of 32 bits divide faster.
    const tens = rest < INT32_END ? (rest / 10) | 0 : Math.floor(rest / 10);
    buffer[place] = 48 + rest - tens * 10;
    rest = tens;
  }
  return at + digits;
}
