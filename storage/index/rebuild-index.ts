import { setImmediate } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import type { EventIndexReader, EventIndexWriter } from "./event-index.ts";
import type { RecordHasher } from "./index-entry.ts";
import { TRANSACTION_RECORDS } from "./next-batch.ts";
import { IndexBatchReader } from "./read-index-batch.ts";
import { freshDirectory, removeFreshDirectory, replaceDirectory } from "./replace-directory.ts";

/** Pages tidied between two looks at the signal: some tens of milliseconds. */
const COMPACT_PAGES = 1_000;

export interface RebuildProgress {
  readonly phase: "checking" | "indexing" | "compacting";
  readonly records: number;
  readonly recordsTotal: number;
  readonly recordsPerSecond: number;
  /** Null before there is a rate. */
  readonly remainingSeconds: number | null;
}

export interface RebuildReport {
  readonly records: number;
  readonly seconds: number;
  /** Digest of the old index; null when it was absent or could not be read. */
  readonly digestBefore: string | null;
  /** Digest of the new index when it held what the old one did; of all of it when there was no old one. */
  readonly digestAfter: string;
  readonly equal: boolean;
  /** Records that the old index held behind the end of the ledgers: those the ledgers have lost. */
  readonly recordsBeyondLedger: number;
}

export interface RebuildOptions {
  /** The index; nothing may be writing to it. Readers notice the replacement. */
  readonly directory: string;
  /** All ledgers the index covers, each told its head. */
  readonly ledgers: readonly LedgerReader[];
  readonly hash: RecordHasher;
  readonly openReader: (options: { readonly directory: string }) => EventIndexReader;
  readonly openWriter: (options: { readonly directory: string }) => EventIndexWriter;
  /** Milliseconds from any origin, never decreasing. */
  readonly now: () => number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes the index anew from the ledgers beside the old one, compares both where they overlap, and puts the
 * new one in its place. When it is interrupted or fails, the old index stays as it was. Throws what the
 * ledgers and the adapter throw, and the signal's reason.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<RebuildReport> {
  removeFreshDirectory(options.directory);
  try {
    const report = await new Rebuild(options).run();
    replaceDirectory(options.directory);
    return report;
  } catch (error) {
    removeFreshDirectory(options.directory);
    throw error;
  }
}

interface OldIndex {
  readonly digest: string | null;
  readonly throughSeq: ReadonlyMap<string, number>;
}

class Rebuild {
  readonly #options: RebuildOptions;
  readonly #recordsTotal: number;
  readonly #startedMs: number;
  #records = 0;
  #indexingMs = 0;

  constructor(options: RebuildOptions) {
    this.#options = options;
    this.#startedMs = options.now();
    this.#recordsTotal = options.ledgers.reduce((sum, ledger) => sum + recordsIn(ledger), 0);
  }

  async run(): Promise<RebuildReport> {
    this.#report("checking");
    const old = await this.#readOld();
    const directory = freshDirectory(this.#options.directory);
    await using writer = closing(this.#options.openWriter({ directory }));
    for (const ledger of this.#options.ledgers) {
      const { ledger: name, headSeq } = ledger;
      const throughSeq = old.digest === null ? headSeq : (old.throughSeq.get(name) ?? 0);
      await this.#index(writer.value, ledger, throughSeq);
    }
    this.#report("checking");
    const digestAfter = await this.#digestOf(directory);
    for (const ledger of this.#options.ledgers) {
      await this.#index(writer.value, ledger, ledger.headSeq);
    }
    this.#report("compacting");
    while (await writer.value.compact(COMPACT_PAGES)) await this.#pause();
    return {
      records: this.#records,
      seconds: this.#seconds(),
      digestBefore: old.digest,
      digestAfter,
      equal: old.digest === digestAfter,
      recordsBeyondLedger: this.#recordsBeyond(old),
    };
  }

  /** A damaged old index is the best reason to rebuild, not a reason to fail. */
  async #readOld(): Promise<OldIndex> {
    const { directory, openReader } = this.#options;
    await using reader = closing(openReader({ directory }));
    try {
      const watermarks = await reader.value.watermarks();
      const through = watermarks.map(({ ledger, throughSeq }) => [ledger, throughSeq] as const);
      const digest = watermarks.length === 0 ? null : await reader.value.digest();
      return { digest, throughSeq: new Map(through) };
    } catch (error) {
      if (!(error instanceof TracewellError) || error.code !== "index-unavailable") throw error;
      return { digest: null, throughSeq: new Map() };
    }
  }

  #recordsBeyond({ throughSeq }: OldIndex): number {
    const beyond = this.#options.ledgers.map(({ ledger, headSeq }) =>
      Math.max((throughSeq.get(ledger) ?? 0) - headSeq, 0),
    );
    return beyond.reduce((sum, records) => sum + records, 0);
  }

  async #digestOf(directory: string): Promise<string> {
    await using reader = closing(this.#options.openReader({ directory }));
    return await reader.value.digest();
  }

  async #index(writer: EventIndexWriter, ledger: LedgerReader, throughSeq: number): Promise<void> {
    const batches = new IndexBatchReader({ reader: ledger, hash: this.#options.hash });
    const firstKept = ledger.segments()[0]?.firstSeq ?? 1;
    for (;;) {
      const startedMs = this.#options.now();
      const fromSeq = Math.max((await writer.watermark(ledger.ledger)) + 1, firstKept);
      if (fromSeq > throughSeq) return;
      const recordsMax = Math.min(TRANSACTION_RECORDS, throughSeq - fromSeq + 1);
      const batch = batches.read(fromSeq, recordsMax);
      if (batch === null) return;
      await writer.index(batch);
      this.#records += batch.records;
      this.#indexingMs += this.#options.now() - startedMs;
      this.#report("indexing");
      await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    await setImmediate();
    this.#options.signal?.throwIfAborted();
  }

  #seconds(): number {
    return (this.#options.now() - this.#startedMs) / 1_000;
  }

  #report(phase: RebuildProgress["phase"]): void {
    const recordsPerSecond = (this.#records * 1_000) / Math.max(this.#indexingMs, 1);
    const left = this.#recordsTotal - this.#records;
    this.#options.onProgress?.({
      phase,
      records: this.#records,
      recordsTotal: this.#recordsTotal,
      recordsPerSecond,
      remainingSeconds: this.#records === 0 ? null : left / recordsPerSecond,
    });
  }
}

function recordsIn(ledger: LedgerReader): number {
  const first = ledger.segments()[0]?.firstSeq ?? 1;
  return Math.max(ledger.headSeq - first + 1, 0);
}

function closing<Value extends { close(): Promise<void> }>(
  value: Value,
): AsyncDisposable & { readonly value: Value } {
  return { value, [Symbol.asyncDispose]: () => value.close() };
}
