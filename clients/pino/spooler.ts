import { writeSync } from "node:fs";
import { Deliverer } from "./deliverer.ts";
import type { ParsedOptions } from "./options.ts";
import { ownSpoolDirectory, type SpoolOwner } from "./spool-owner.ts";
import { SpoolReader } from "./spool-reader.ts";
import { type DroppedLines, SpoolWriter } from "./spool-writer.ts";

const STANDARD_ERROR = 2;

/** Takes lines into the spool, and delivers the spool to the service in the background. */
export class Spooler {
  readonly #owner: SpoolOwner;
  readonly #writer: SpoolWriter;
  readonly #reader: SpoolReader;
  readonly #deliverer: Deliverer;
  readonly #closeMsMax: number;
  readonly #running: Promise<void>;
  #isFull = false;

  private constructor(owner: SpoolOwner, orphans: readonly SpoolReader[], options: ParsedOptions) {
    const { url, token, source, spoolBytesMax, closeMsMax, fsync } = options;
    this.#owner = owner;
    this.#closeMsMax = closeMsMax;
    this.#reader = new SpoolReader(owner.directory, false);
    const readers = [...orphans, this.#reader];
    this.#writer = new SpoolWriter({ directory: owner.directory, bytesMax: spoolBytesMax, fsync });
    for (const reader of readers) this.#writer.changeBytes(reader.waitingBytes());
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
      },
      readers,
    );
    this.#running = this.#deliverer.run();
    // What fails here is a fault of ours or of the disk; the lines are in the spool.
    this.#running.catch((error: unknown) => say(`delivery ended: ${String(error)}`));
  }

  /** Begins with what dead processes left in the spool. */
  static async start(options: ParsedOptions): Promise<Spooler> {
    const owner = await ownSpoolDirectory(options.spool);
    const orphans = await owner.adoptOrphans();
    const readers = orphans.map((directory) => new SpoolReader(directory, true));
    return new Spooler(owner, readers, options);
  }

  /** Whole lines with their line ends; they are in the spool when it returns. */
  append(lines: Uint8Array): void {
    const hasRoom = this.#writer.append(lines);
    if (!hasRoom && !this.#isFull) {
      say("the spool is full: new lines are dropped until the service takes records again.");
    }
    this.#isFull = !hasRoom;
    if (hasRoom) this.#deliverer.wake();
  }

  /** Waits a while for the service; what it has not taken stays in the spool for the next start. */
  async close(): Promise<void> {
    this.#writer.close();
    this.#reader.finish();
    this.#deliverer.wake();
    await this.#deliverer.settle(this.#closeMsMax);
    this.#deliverer.end();
    await this.#running;
    await this.#owner.close();
  }

  /** Once there is room again, a record says what is missing and from when to when. */
  #reportDropped(): void {
    const dropped = this.#writer.takeDropped();
    if (dropped === null) return;
    this.#writer.append(Buffer.from(`${JSON.stringify(droppedEvent(dropped))}\n`));
    this.#isFull = false;
    this.#deliverer.wake();
  }
}

function droppedEvent({ lines, firstMs, lastMs }: DroppedLines): Record<string, unknown> {
  return {
    type: "warning.recorded",
    time: new Date(lastMs).toISOString(),
    level: "warn",
    unattributed: "lines of the application's log",
    message: `${lines} lines were dropped because the spool was full`,
    attributes: {
      component: "tracewell/pino",
      droppedLines: lines,
      droppedFrom: new Date(firstMs).toISOString(),
      droppedTo: new Date(lastMs).toISOString(),
    },
  };
}

/** Written at once: what a worker hands to its stream is lost when the application ends. */
function say(sentence: string): void {
  writeSync(STANDARD_ERROR, `tracewell/pino: ${sentence}\n`);
}
