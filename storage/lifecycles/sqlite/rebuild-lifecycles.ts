import { setImmediate } from "node:timers/promises";
import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import type { RebuildProgress, RebuildReport } from "#storage/index/rebuild-index.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { lifecycleBasis } from "../lifecycle-basis.ts";
import { LifecycleCarrier, SET_BACK_MS_MAX } from "../lifecycle-carrier.ts";
import type { LifecycleBasis, LifecycleWriter } from "../lifecycle-store.ts";
import { carryTold } from "./carry-told.ts";
import {
  createDatabaseFile,
  openDatabaseFile,
  removeDatabaseFile,
  replaceDatabaseFile,
} from "./database-file.ts";
import { digestLifecycles } from "./digest-lifecycles.ts";
import { inspectView, type StandingView } from "./inspect-view.ts";
import { openLifecycleWriter } from "./open-lifecycle-writer.ts";

/** Records of one transaction; as the follower takes them. */
const TRANSACTION_RECORDS = 10_000;

export interface RebuildLifecyclesOptions {
  /** The view; nothing may be writing to it. Readers notice the replacement. */
  readonly file: string;
  /** Told its head. */
  readonly ledger: LedgerReader;
  readonly deadlines: Deadlines;
  /** Epoch milliseconds: when deadlines are judged. */
  readonly nowMs: () => number;
  /** Milliseconds from any origin, never decreasing. */
  readonly now: () => number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes the view of lifecycles anew from the ledger beside the old one, compares both as they were judged
 * when the old one was left, and puts the new one in its place, with what was told of findings. When it is
 * interrupted or fails, the old view stays as it was. Throws what the ledger and SQLite give, and the
 * signal's reason.
 */
export async function rebuildLifecycles(options: RebuildLifecyclesOptions): Promise<RebuildReport> {
  const fresh = `${options.file}.rebuilding`;
  removeDatabaseFile(fresh);
  try {
    const report = await new Rebuild(options, fresh).run();
    replaceDatabaseFile(options.file, fresh);
    return report;
  } catch (error) {
    removeDatabaseFile(fresh);
    throw error;
  }
}

class Rebuild {
  readonly #options: RebuildLifecyclesOptions;
  readonly #fresh: string;
  readonly #startedMs: number;
  readonly #recordsTotal: number;
  #records = 0;
  #nextSeq = 1;

  constructor(options: RebuildLifecyclesOptions, fresh: string) {
    this.#options = options;
    this.#fresh = fresh;
    this.#startedMs = options.now();
    const { ledger } = options;
    const firstSeq = ledger.segments()[0]?.firstSeq ?? 1;
    this.#recordsTotal = Math.max(ledger.headSeq - firstSeq + 1, 0);
  }

  async run(): Promise<RebuildReport> {
    const { deadlines, ledger } = this.#options;
    const basis = lifecycleBasis(deadlines);
    this.#report("checking");
    const old = this.#inspect(basis);
    createDatabaseFile(this.#fresh, basis);
    this.#carryTold();
    const writer = openLifecycleWriter({ file: this.#fresh, basis });
    try {
      const overlap = Math.min(old?.throughSeq ?? 0, ledger.headSeq);
      await this.#follow(writer, overlap, () => old?.judgedMs ?? 0);
      const compared = old === null || old.digest === null ? null : this.#digest();
      const carrier = await this.#follow(writer, ledger.headSeq, this.#options.nowMs);
      await this.#finish(carrier);
      const digestAfter = compared ?? this.#digest();
      return {
        records: this.#records,
        seconds: (this.#options.now() - this.#startedMs) / 1_000,
        digestBefore: old?.digest ?? null,
        digestAfter,
        equal: old?.digest === digestAfter,
        recordsBeyondLedger: Math.max((old?.throughSeq ?? 0) - ledger.headSeq, 0),
      };
    } finally {
      await writer.close();
    }
  }

  /** What was judged in a time that has not come cannot be judged again by the clock, nor compared. */
  #inspect(basis: LifecycleBasis): StandingView | null {
    const { file, nowMs } = this.#options;
    const old = inspectView(file, basis);
    if (old === null || old.judgedMs - nowMs() <= SET_BACK_MS_MAX) return old;
    return { ...old, judgedMs: nowMs(), digest: null };
  }

  #carryTold(): void {
    const database = openDatabaseFile(this.#fresh, "write");
    try {
      carryTold(database, this.#options.file);
    } finally {
      database.close();
    }
  }

  #digest(): string {
    this.#report("checking");
    const database = openDatabaseFile(this.#fresh, "read");
    try {
      return digestLifecycles(database);
    } finally {
      database.close();
    }
  }

  /** Carries the records through `throughSeq`. */
  async #follow(
    writer: LifecycleWriter,
    throughSeq: number,
    nowMs: () => number,
  ): Promise<LifecycleCarrier> {
    const { ledger, deadlines } = this.#options;
    const carrier = new LifecycleCarrier({ reader: ledger, writer, deadlines, nowMs });
    while (this.#nextSeq <= throughSeq) {
      const fromSeq = this.#nextSeq;
      const recordsMax = Math.min(TRANSACTION_RECORDS, throughSeq - fromSeq + 1);
      const piece = carrier.next(fromSeq, recordsMax);
      if (piece === null) break;
      // Nothing is told before everything was looked at.
      await carrier.carry(piece, { fromSeq, isAtHead: () => false });
      this.#records += piece.records.length;
      this.#nextSeq = piece.firstSeq + piece.records.length;
      this.#report("indexing");
      await this.#pause();
    }
    return carrier;
  }

  /** Judges what time has changed since, and tells what is really new. */
  async #finish(carrier: LifecycleCarrier): Promise<void> {
    if (this.#records === 0) return;
    while (await carrier.tidy(this.#nextSeq - 1)) await this.#pause();
  }

  async #pause(): Promise<void> {
    await setImmediate();
    this.#options.signal?.throwIfAborted();
  }

  #report(phase: RebuildProgress["phase"]): void {
    const seconds = Math.max((this.#options.now() - this.#startedMs) / 1_000, 0.001);
    const recordsPerSecond = this.#records / seconds;
    this.#options.onProgress?.({
      phase,
      records: this.#records,
      recordsTotal: this.#recordsTotal,
      recordsPerSecond,
      remainingSeconds:
        this.#records === 0 ? null : (this.#recordsTotal - this.#records) / recordsPerSecond,
    });
  }
}
