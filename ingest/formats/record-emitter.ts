import type { Decoded, DecodeOptions, RecordPosition } from "#ingest/formats/format.ts";
import type { QuarantineReason } from "#storage/quarantine/quarantine-store.ts";

/** Where a record begins in the input. */
export interface RecordStart {
  readonly offset: number;
  readonly line: number;
}

/** Facts of an event made of a row; see `Decoded`. */
export interface MappedOrigin {
  readonly derivedId?: string;
  readonly mapping?: string;
  readonly sourceText: Uint8Array;
  readonly continuation?: string;
}

/** Longest part of an input that a message quotes. */
const EXCERPT_CHARACTERS_MAX = 60;

/** Numbers the records of one input and gives each its position and derived identity. */
export class RecordEmitter {
  readonly #file: string | undefined;
  readonly #fingerprint: string | undefined;
  #index = 0;

  constructor(options: DecodeOptions) {
    this.#file = options.file;
    this.#fingerprint = options.fingerprint;
  }

  /** Counts records that were read past the decoder. */
  pass(records: number): void {
    this.#index += records;
  }

  /** An event decoded from text, or, with `verbatim`, one that the producer wrote as JSON of ours. */
  event(start: RecordStart, event: Record<string, unknown>, verbatim?: Uint8Array): Decoded {
    const position = this.#position(start);
    if (this.#fingerprint === undefined) {
      return verbatim === undefined
        ? { kind: "event", event, position }
        : { kind: "event", verbatim, event, position };
    }
    // Only a file's content can be read twice; a pushed body without fingerprint has no lasting offsets.
    const derivedId = `${this.#fingerprint}:${start.offset}`;
    return verbatim === undefined
      ? { kind: "event", event, position, derivedId }
      : { kind: "event", verbatim, event, position, derivedId };
  }

  /** An event made of a row. Without an ID of its own, or one that `origin` gives, its place is its identity. */
  mapped(start: RecordStart, event: Record<string, unknown>, origin: MappedOrigin): Decoded {
    const position = this.#position(start);
    const isPlaced = origin.derivedId === undefined && this.#fingerprint !== undefined;
    const placed = isPlaced ? { derivedId: `${this.#fingerprint}:${start.offset}` } : {};
    return { kind: "event", event, position, ...placed, ...origin };
  }

  /** `continuation` is what a new decoder needs to read the content alone. */
  bad(
    start: RecordStart,
    reason: QuarantineReason,
    message: string,
    content: Uint8Array,
    continuation?: string,
  ): Decoded {
    const position = this.#position(start);
    return continuation === undefined
      ? { kind: "bad", reason, message, content, position }
      : { kind: "bad", reason, message, content, position, continuation };
  }

  #position(start: RecordStart): RecordPosition {
    const { offset, line } = start;
    const index = this.#index++;
    return this.#file === undefined
      ? { line, offset, index }
      : { file: this.#file, line, offset, index };
  }
}

/** The beginning of a text for a message, in quotes and without line ends. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= EXCERPT_CHARACTERS_MAX
    ? `"${line}"`
    : `"${line.slice(0, EXCERPT_CHARACTERS_MAX)}…"`;
}
