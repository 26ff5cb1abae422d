import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import { formatCount } from "../progress.ts";
import type { Column } from "../table.ts";

/** Quarantined records that are told of one input; the list of the quarantine has them all. */
const QUARANTINED_TOLD_MAX = 20;

/** Shorter than this, a rate says nothing. */
const RATE_SECONDS_MIN = 1;

/** What became of one input. */
export interface IngestResult {
  readonly input: string;
  readonly source: string;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly seconds: number;
  /** Bytes of an unfinished last record of a file, which was not read. */
  readonly unreadBytes: number;
  /** IDs of quarantine items, the first ones. */
  readonly quarantine: readonly string[];
}

export const RESULT_COLUMNS: readonly Column<IngestResult>[] = [
  { title: "input", value: ({ input }) => input },
  { title: "source", value: ({ source }) => source },
  { title: "accepted", value: ({ accepted }) => String(accepted) },
  { title: "already there", value: ({ duplicate }) => String(duplicate) },
  { title: "quarantined", value: ({ quarantined }) => String(quarantined) },
  { title: "seconds", value: ({ seconds }) => seconds.toFixed(3) },
];

/** Adds up the answers of one input. */
export class IngestReport {
  readonly #input: string;
  readonly #quarantine: string[] = [];
  #accepted = 0;
  #duplicate = 0;
  #quarantined = 0;
  #firstSeq: number | null = null;
  #lastSeq: number | null = null;

  constructor(input: string) {
    this.#input = input;
  }

  /** Records that are in the ledger by now. */
  get taken(): number {
    return this.#accepted + this.#duplicate;
  }

  /** Gives what a person should be told, a line each. */
  add(answer: IngestAnswer): string[] {
    this.#accepted += answer.accepted;
    this.#duplicate += answer.duplicate;
    this.#quarantined += answer.quarantined;
    this.#firstSeq ??= answer.firstSeq;
    this.#lastSeq = answer.lastSeq ?? this.#lastSeq;
    const lines: string[] = [];
    for (const { status, id = "?", error } of answer.items) {
      if (status !== "quarantined" || this.#quarantine.length >= QUARANTINED_TOLD_MAX) continue;
      this.#quarantine.push(id);
      const line = error?.position?.line;
      const place = typeof line === "number" ? `${this.#input}:${line}` : this.#input;
      lines.push(`${place}: quarantined as ${id}: ${error?.message ?? ""}`);
    }
    return lines;
  }

  result(source: string, elapsedMs: number, unreadBytes: number): IngestResult {
    return {
      input: this.#input,
      source,
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      quarantined: this.#quarantined,
      firstSeq: this.#firstSeq,
      lastSeq: this.#lastSeq,
      seconds: elapsedMs / 1000,
      unreadBytes,
      quarantine: [...this.#quarantine],
    };
  }
}

export function describeResult(result: IngestResult): string {
  const { input, source, accepted, duplicate, quarantined, seconds } = result;
  const rate = formatCount((accepted + duplicate) / seconds);
  const speed = seconds < RATE_SECONDS_MIN ? "" : `, ${seconds.toFixed(1)} s, ${rate} records/s`;
  return `${input}: ${accepted} accepted, ${duplicate} already there, ${quarantined} quarantined (source ${source}${speed})`;
}

export function describeUnread(unreadBytes: number): string {
  return `the last ${unreadBytes} bytes hold an unfinished record; they are read once the file goes on, or with --final`;
}
