import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_DEADLINES, type Deadlines } from "#domain/lifecycles/deadlines.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import type { Timer } from "#storage/index/retry-delays.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerReader, LedgerWriter } from "#storage/ledger/ledger.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import { LifecycleFollower } from "#storage/lifecycles/lifecycle-follower.ts";
import type { LifecycleReader, LifecycleWriter } from "#storage/lifecycles/lifecycle-store.ts";
import { openLifecycleReader } from "#storage/lifecycles/sqlite/open-lifecycle-reader.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";

/** An event as a producer writes it; of its fields these are looked at here. */
export interface ToldEvent {
  readonly id?: string;
  readonly type: string;
  readonly time: string;
}

/** A ledger, and views of it in files of their own. */
export class LifecycleStage implements AsyncDisposable {
  readonly root: string;
  readonly ledgerDirectory: string;
  readonly ledger: LedgerWriter;
  readonly deadlines: Deadlines;
  /** The time of judgment, and of recording. */
  nowMs: number;
  readonly #closing: (() => unknown)[] = [];
  #views = 0;

  private constructor(
    root: string,
    options: { nowMs: number; segmentBytesMax?: number; deadlines?: Deadlines },
  ) {
    this.root = root;
    this.nowMs = options.nowMs;
    this.deadlines = options.deadlines ?? DEFAULT_DEADLINES;
    this.ledgerDirectory = join(root, "ledgers", "main");
    this.ledger = openLedgerWriter({
      files: nodeFiles,
      directory: this.ledgerDirectory,
      ledger: "main",
      clock: () => this.nowMs,
      ...(options.segmentBytesMax !== undefined && { segmentBytesMax: options.segmentBytesMax }),
    });
    this.#closing.push(() => this.ledger.close());
  }

  static async open(options: {
    readonly nowMs: number;
    readonly segmentBytesMax?: number;
    readonly deadlines?: Deadlines;
  }): Promise<LifecycleStage> {
    return new LifecycleStage(await mkdtemp(join(tmpdir(), "tracewell-lives-")), options);
  }

  /** Records events of one source in groups; returns the head. */
  append(events: readonly ToldEvent[], source = "shop", groupRecords = 1_000): number {
    for (const [index, event] of events.entries()) {
      this.ledger.stage({
        ...(event.id !== undefined && { id: event.id }),
        sourceName: source,
        sourceJson: JSON.stringify({ name: source }),
        eventJson: JSON.stringify(event),
      });
      if (index % groupRecords === groupRecords - 1) this.ledger.commit();
    }
    this.ledger.commit();
    return this.ledger.headSeq;
  }

  newFile(): string {
    this.#views += 1;
    return join(this.root, `view-${this.#views}`, "lifecycles.sqlite");
  }

  openLedger(): LedgerReader {
    const reader = openLedgerReader({
      files: nodeFiles,
      directory: this.ledgerDirectory,
      ledger: "main",
    });
    this.#closing.push(() => reader.close());
    return reader;
  }

  openWriter(file: string): LifecycleWriter {
    const writer = openLifecycleWriter({ file, basis: lifecycleBasis(this.deadlines) });
    this.#closing.push(() => writer.close());
    return writer;
  }

  openReader(file: string): LifecycleReader {
    const reader = openLifecycleReader({ file });
    this.#closing.push(() => reader.close());
    return reader;
  }

  follower(writer: LifecycleWriter, timer?: Timer): LifecycleFollower {
    const follower = new LifecycleFollower({
      name: "lifecycles",
      reader: this.openLedger(),
      writer,
      deadlines: this.deadlines,
      nowMs: () => this.nowMs,
      // No look by itself unless a test asks for it.
      timer: timer ?? (() => () => {}),
    });
    this.#closing.push(() => follower.close());
    return follower;
  }

  /** Follows through the ledger's head and closes; the view is then in `file`. */
  async follow(file: string): Promise<void> {
    const writer = this.openWriter(file);
    const follower = this.follower(writer);
    await follower.open();
    await follower.catchUp(this.ledger.headSeq);
    await follower.close();
    await writer.close();
  }

  async digestOf(file: string): Promise<string> {
    const reader = this.openReader(file);
    try {
      return await reader.digest();
    } finally {
      await reader.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
    await rm(this.root, { recursive: true });
  }
}
