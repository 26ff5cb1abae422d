import { writeSync } from "node:fs";
import { Deliverer } from "./deliverer.ts";
import type { ParsedOptions } from "./options.ts";
import { ownSpoolDirectory, removeDelivered, type SpoolOwner } from "./spool-owner.ts";
import { SpoolReader } from "./spool-reader.ts";
import { type DroppedLines, SpoolWriter } from "./spool-writer.ts";

const STANDARD_ERROR = 2;

/** Lines may be dropped and taken in turn, thousands of times a second; the console hears of it so often. */
const SAID_MS = 60_000;

/** Takes lines into the spool, and delivers the spool to the service in the background. */
export class Spooler {
  readonly #owner: SpoolOwner;
  readonly #writer: SpoolWriter;
  readonly #reader: SpoolReader;
  readonly #deliverer: Deliverer;
  readonly #closeMsMax: number;
  readonly #running: Promise<void>;
  #saidMs = Number.NEGATIVE_INFINITY;

  private constructor(owner: SpoolOwner, orphans: readonly SpoolReader[], options: ParsedOptions) {
    const { url, token, source, spoolBytesMax, closeMsMax, fsync } = options;
    this.#owner = owner;
    this.#closeMsMax = closeMsMax;
    this.#reader = new SpoolReader(owner.directory, false);
    this.#writer = new SpoolWriter({ directory: owner.directory, bytesMax: spoolBytesMax, fsync });
    for (const orphan of orphans) this.#writer.changeBytes(orphan.waitingBytes());
    this.#deliverer = new Deliverer(
      {
        url,
        token,
        source,
        onState: say,
        onDelivered: (bytes) => {
          this.#writer.changeBytes(-bytes);
          this.#reportDropped();
        },
        onEmptied: ({ directory }) => removeDelivered(directory),
        // Files that somebody removed take no room any more.
        onIdle: () => this.#writer.changeBytes(this.#reader.waitingBytes() - this.#writer.bytes),
      },
      orphans,
      this.#reader,
    );
    this.#running = this.#deliverer.run();
  }

  /** Begins with what dead processes left in the spool. */
  static async start(options: ParsedOptions): Promise<Spooler> {
    const owner = await ownSpoolDirectory(options.spool);
    const orphans = await owner.adoptOrphans(say);
    return new Spooler(owner, orphans.flatMap(readerOf), options);
  }

  /**
   * Whole lines with their line ends; they are in the spool when it returns. Where it is full or cannot be
   * written, they are dropped, counted, and told of: an application does not stand still for its log.
   */
  append(lines: Uint8Array): void {
    if (!this.#writer.append(lines)) {
      this.#sayDropped();
      return;
    }
    if (this.#writer.dropped?.cause instanceof Error) this.#reportDropped();
    this.#deliverer.wake();
  }

  /**
   * Waits a while for the service; what it has not taken stays in the spool for the next start, as do lines
   * that come afterwards.
   */
  async close(): Promise<void> {
    this.#reportDropped();
    this.#writer.close();
    this.#reader.finish();
    await this.#deliverer.settle(this.#closeMsMax);
    this.#deliverer.end();
    await this.#running;
    try {
      await this.#owner.close();
    } catch (error) {
      // An application that ends must not fail for it: the next start finds the directory.
      say(`the spool's directory cannot be given up: ${String(error)}`);
    }
  }

  #sayDropped(): void {
    const now = performance.now();
    if (now - this.#saidMs < SAID_MS) return;
    this.#saidMs = now;
    const cause = this.#writer.dropped?.cause ?? null;
    say(
      cause === null
        ? "the spool is full: new lines are dropped until the service takes records again."
        : `the spool cannot be written: new lines are dropped (${cause.message}).`,
    );
  }

  /** Once there is room again, a record says what is missing and from when to when. */
  #reportDropped(): void {
    const isWritten = this.#writer.reportDropped((dropped) =>
      Buffer.from(`${JSON.stringify(droppedEvent(dropped))}\n`),
    );
    if (isWritten) this.#deliverer.wake();
  }
}

/** None where it cannot be read: it stays for another start, and what others left is delivered. */
function readerOf(directory: string): SpoolReader[] {
  try {
    const reader = new SpoolReader(directory, true);
    reader.waitingBytes();
    return [reader];
  } catch (error) {
    say(`what lies in ${directory} is left: ${String(error)}`);
    return [];
  }
}

function droppedEvent({ lines, cause, firstMs, lastMs }: DroppedLines): Record<string, unknown> {
  const why = cause === null ? "the spool was full" : "the spool could not be written";
  return {
    type: "warning.recorded",
    time: new Date(lastMs).toISOString(),
    level: "warn",
    unattributed: "lines of the application's log",
    message: `${lines} lines were dropped because ${why}`,
    attributes: {
      component: "tracewell/pino",
      droppedLines: lines,
      droppedFrom: new Date(firstMs).toISOString(),
      droppedTo: new Date(lastMs).toISOString(),
      ...(cause !== null && { cause: cause.message }),
    },
  };
}

/** Written at once: what a worker hands to its stream is lost when the application ends. */
function say(sentence: string): void {
  try {
    writeSync(STANDARD_ERROR, `tracewell/pino: ${sentence}\n`);
  } catch {
    // Nobody reads it: a standard error that is closed or full must not end the application.
  }
}
