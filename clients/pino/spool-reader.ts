import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const SEGMENT = /^\d+-([0-9a-f]{32})\.ndjson$/;
const CURSOR = "cursor.json";
const NEWLINE = 0x0a;

const MEBIBYTE = 1024 * 1024;

/** Bytes of one request: thousands of lines, sent again at little cost. A longer line goes alone. */
export const BATCH_BYTES = MEBIBYTE;

/**
 * A line longer than this goes in pieces: the service takes requests of 16 MiB, and records of 1 MiB. It keeps
 * what is longer in quarantine, so nothing of such a line is lost, and nothing waits behind it for ever.
 */
export const PIECE_BYTES_MAX = 8 * MEBIBYTE;

/** Whoever stands before the service and takes not even this is set up wrongly. */
const REQUEST_BYTES_MIN = 64 * 1024;

const cursorSchema = z.object({
  segment: z.string(),
  offset: z.int().nonnegative(),
  line: z.int().positive(),
});

/** Whole lines of one spool file, or a piece of one that is too long. */
export interface SpoolBatch {
  readonly lines: Buffer<ArrayBuffer>;
  /** Names the file wherever it lies; with the offset it makes each line recognizable. */
  readonly fingerprint: string;
  readonly offset: number;
  /** 1-based line with which the batch begins. */
  readonly line: number;
}

/** Reads the files of one directory in order. What the service has taken is remembered beside them. */
export class SpoolReader {
  readonly directory: string;
  /** Nobody writes here any more: what stands at the end without a line end is all there will be. */
  #isFinished: boolean;
  #segment: string | null = null;
  #offset = 0;
  #line = 1;
  #requestBytesMax = PIECE_BYTES_MAX;

  constructor(directory: string, isFinished: boolean) {
    this.directory = directory;
    this.#isFinished = isFinished;
    this.#restore();
  }

  /** Nothing will be added any more. */
  finish(): void {
    this.#isFinished = true;
  }

  /** Bytes that were not delivered yet. */
  waitingBytes(): number {
    const segments = this.#segments();
    const sizes = segments.map((name) => statSync(join(this.directory, name)).size);
    // The file that the cursor names may be gone: it was delivered whole.
    const delivered = segments[0] === this.#segment ? Math.min(this.#offset, sizes[0] ?? 0) : 0;
    return sizes.reduce((sum, size) => sum + size, 0) - delivered;
  }

  /** The next lines, always the same until `delivered` is called; null when there is none. */
  next(): SpoolBatch | null {
    for (;;) {
      const segments = this.#segments();
      const [segment] = segments;
      if (segment === undefined) return null;
      if (segment !== this.#segment) this.#begin(segment);
      const isFinished = this.#isFinished || segments.length > 1;
      const lines = this.#read(segment, isFinished);
      if (lines.length > 0) {
        const fingerprint = SEGMENT.exec(segment)?.[1] ?? segment;
        return { lines, fingerprint, offset: this.#offset, line: this.#line };
      }
      if (!isFinished) return null;
      rmSync(join(this.directory, segment), { force: true });
    }
  }

  /** The service has taken the batch. */
  delivered(batch: SpoolBatch): void {
    this.#offset = batch.offset + batch.lines.length;
    this.#line += lineEnds(batch.lines);
    const cursor = { segment: this.#segment, offset: this.#offset, line: this.#line };
    const file = join(this.directory, CURSOR);
    // Lost with the power, it is behind: then lines are sent twice, and the service knows them.
    writeFileSync(`${file}.new`, JSON.stringify(cursor), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  /** The batch is larger than what is taken: the next one is smaller. False when it cannot be. */
  shrink(batch: SpoolBatch): boolean {
    const smaller = Math.max(REQUEST_BYTES_MIN, Math.floor(batch.lines.length / 2));
    const isSmaller = smaller < batch.lines.length;
    if (isSmaller) this.#requestBytesMax = smaller;
    return isSmaller;
  }

  /** None where somebody has removed the directory. */
  #segments(): string[] {
    if (!existsSync(this.directory)) return [];
    return readdirSync(this.directory)
      .filter((name) => SEGMENT.test(name))
      .sort();
  }

  #begin(segment: string): void {
    this.#segment = segment;
    this.#offset = 0;
    this.#line = 1;
  }

  #restore(): void {
    const file = join(this.directory, CURSOR);
    if (!existsSync(file)) return;
    const parsed = cursorSchema.safeParse(parseJson(readFileSync(file, "utf8")));
    if (!parsed.success) return;
    this.#segment = parsed.data.segment;
    this.#offset = parsed.data.offset;
    this.#line = parsed.data.line;
  }

  /** Whole lines from the present offset, about `BATCH_BYTES` of them; a piece of one that is too long. */
  #read(segment: string, isFinished: boolean): Buffer<ArrayBuffer> {
    const descriptor = openSync(join(this.directory, segment), "r");
    try {
      const most = this.#requestBytesMax;
      for (let bytes = Math.min(BATCH_BYTES, most); ; bytes = Math.min(bytes * 2, most)) {
        const buffer = Buffer.allocUnsafe(bytes);
        const read = buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, this.#offset));
        const end = read.lastIndexOf(NEWLINE) + 1;
        if (end > 0) return read.subarray(0, end);
        if (read.length < bytes) return isFinished ? read : read.subarray(0, 0);
        if (bytes === most) return read;
      }
    } finally {
      closeSync(descriptor);
    }
  }
}

function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** Null for what is no JSON: a cursor that cannot be read is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
