import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase } from "../database/shop-database.ts";
import { type Arrival, DIRECT_TRANSPORT, type EventTransport } from "./event-transport.ts";
import type { EventFile } from "./event-file.ts";
import { mergeOutboxes, type WaitingEvent } from "./merge-outboxes.ts";
import type { MoodleTrace } from "./moodle-trace.ts";

/** Rows of one outbox taken at once: one sync for many, and a fraction of a second of work. */
const BATCH_MAX = 500;

/** A disk that is full stays so for a while; events wait in the outbox meanwhile. */
const RETRY_MS = 1_000;

/** Logged rows kept in each outbox, to look at what was written last; older ones go. */
const KEPT_ROWS_MAX = 10_000;

export interface RelayOptions {
  /** Logged by time; at equal times in this order. */
  readonly outboxes: readonly ShopDatabase[];
  readonly file: EventFile;
  /** The same events also as text. */
  readonly trace?: MoodleTrace;
  readonly clock: ShopClock;
  /** Told of each failed attempt; the events wait and are tried again. */
  readonly onFailure: (error: unknown) => void;
  readonly transport?: EventTransport;
  readonly batchMax?: number;
  readonly keptRowsMax?: number;
}

/**
 * Carries events from the outboxes to the file: written, synced, then marked. A crash between these repeats
 * lines with the same bytes, and their IDs tell; none is lost. Order within an outbox is kept.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #transport: EventTransport;
  readonly #closing = new AbortController();
  #isWoken = false;
  #retry: Promise<void> | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#transport = options.transport ?? DIRECT_TRANSPORT;
  }

  /** Writes what an earlier run left, then everything that is emitted, soon after its commit. */
  start(): void {
    for (const outbox of this.#options.outboxes) outbox.onEvents = () => this.#wake();
    this.#wake();
  }

  /**
   * Writes everything that waits; returns when it is synced and marked. Throws `internal` when it cannot be
   * written; what could not stays in the outboxes. A simulation calls this at times of its own instead of
   * `start`.
   */
  flush(): void {
    const { outboxes, batchMax = BATCH_MAX } = this.#options;
    try {
      for (;;) {
        const batch = mergeOutboxes(outboxes, batchMax);
        if (batch.length === 0) return;
        this.#log(batch);
      }
    } catch (error) {
      // The batch comes again; opened anew, a trace goes on where it stopped.
      this.#options.trace?.close();
      throw error;
    }
  }

  /**
   * Writes everything that waits and closes the files; the databases stay open. Rejects like `flush`, with
   * the files closed all the same. Idempotent.
   */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    for (const outbox of this.#options.outboxes) outbox.onEvents = () => undefined;
    await this.#retry;
    try {
      this.flush();
      for (const arrival of this.#transport.finish()) this.#write([arrival]);
      this.#sync();
    } finally {
      this.#options.file.close();
      this.#options.trace?.close();
    }
  }

  /** Once for all that is committed before the process turns to something else: they share a sync. */
  #wake(): void {
    if (this.#isWoken || this.#retry !== null) return;
    this.#isWoken = true;
    setImmediate(() => {
      this.#isWoken = false;
      if (!this.#closing.signal.aborted) this.#tryFlush();
    });
  }

  #tryFlush(): void {
    try {
      this.flush();
    } catch (error) {
      this.#options.onFailure(error);
      this.#retry ??= this.#flushLater();
    }
  }

  async #flushLater(): Promise<void> {
    await this.#options.clock.sleep(RETRY_MS, this.#closing.signal);
    this.#retry = null;
    if (!this.#closing.signal.aborted) this.#tryFlush();
  }

  #log(batch: readonly WaitingEvent[]): void {
    const arrivals = batch.flatMap(({ event }) => this.#transport.carry(event));
    this.#write(arrivals);
    this.#sync();
    const last = new Map(batch.map(({ outbox, rowId }) => [outbox, rowId]));
    for (const [outbox, rowId] of last) {
      outbox.transaction(() => {
        outbox.markLogged(rowId);
        outbox.forgetLogged(this.#options.keptRowsMax ?? KEPT_ROWS_MAX);
      });
    }
  }

  /** The trace first: it goes on where it stopped, while the file would repeat its lines. */
  #write(arrivals: readonly Arrival[]): void {
    const { file, trace } = this.#options;
    trace?.write(arrivals.filter(({ repeated }) => !repeated).map(({ event }) => event));
    for (const { event } of arrivals) file.append(event);
  }

  #sync(): void {
    this.#options.trace?.sync();
    this.#options.file.sync();
  }
}
