import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import pino, { type Logger } from "pino";
import { ShopError } from "../errors.ts";
import type { LoggedEvent } from "../events/shop-event.ts";
import { isMovedAway } from "./moved-away.ts";
import { syncDirectoryOf } from "./sync-directory.ts";

/** Events carry what the declared secret attributes allow: only the shop's own user reads the file. */
const FILE_MODE = 0o600;

/** Looked through at once for the last line end. */
const TAIL_BYTES = 64 * 1024;

const NEWLINE = 0x0a;

/** Levels of events, with pino's numbers; `warning` is what events call pino's `warn`. */
const LEVELS = { info: 30, warning: 40, error: 50 } as const;
type Level = keyof typeof LEVELS;

interface OpenEventFile {
  readonly descriptor: number;
  readonly logger: Logger<Level, true>;
  failure: Error | null;
}

/**
 * The append-only file of events, one JSON object a line, as Tracewell reads with the format `events`. Lines
 * are written through pino's synchronous destination: an asynchronous one holds them in memory, where
 * kill -9 takes them. The same event always gives the same bytes.
 */
export class EventFile {
  readonly path: string;
  readonly #durable: boolean;
  #open: OpenEventFile | null = null;

  /** Opened at the first event. Not `durable`: never synced, for a simulation. */
  constructor(path: string, { durable = true }: { durable?: boolean } = {}) {
    this.path = path;
    this.#durable = durable;
  }

  /**
   * Writes one line. Throws `internal` when it could not be written whole; nothing of it is then in the
   * file once the next one is written.
   */
  append(event: LoggedEvent): void {
    const open = (this.#open ??= openEventFile(this.path, this.#durable));
    const { level = "info", ...fields } = event;
    open.logger[level](fields);
    if (open.failure !== null) throw this.#failed(open.failure);
  }

  /**
   * What was written survives a power cut from here on. Throws `internal` when that is not sure. Where the file
   * was renamed or removed, what comes next begins a new one.
   */
  sync(): void {
    if (this.#open === null || !this.#durable) return;
    try {
      fdatasyncSync(this.#open.descriptor);
      if (isMovedAway(this.path, this.#open.descriptor)) this.close();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Idempotent; another event opens it again. */
  close(): void {
    if (this.#open === null) return;
    const { descriptor } = this.#open;
    this.#open = null;
    closeSync(descriptor);
  }

  /** Its destination still holds the rest of a line: it is given up, and the file opened anew. */
  #failed(cause: unknown): ShopError {
    this.close();
    return new ShopError("internal", `Events cannot be written to ${this.path}.`, { cause });
  }
}

function openEventFile(path: string, durable: boolean): OpenEventFile {
  const descriptor = openWhole(path, durable);
  // Without a buffer each line is written at once; `flushSync` would try a full disk again for ever.
  const destination = pino.destination({ fd: descriptor, sync: true, minLength: 0 });
  const logger = pino(
    {
      customLevels: LEVELS,
      useOnlyCustomLevels: true,
      level: "info",
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const open: OpenEventFile = { descriptor, logger, failure: null };
  destination.on("error", (error: Error) => {
    open.failure = error;
  });
  return open;
}

function openWhole(path: string, durable: boolean): number {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, "a+", FILE_MODE);
    cutTornLine(descriptor);
    if (durable) syncDirectoryOf(path);
    return descriptor;
  } catch (cause) {
    if (descriptor !== null) closeSync(descriptor);
    throw new ShopError("internal", `The events file ${path} cannot be opened.`, { cause });
  }
}

/**
 * Cuts what a crash or a full disk left after the last line end. Its event is still in the outbox and is
 * written again whole. Who follows the file takes whole lines only, so nobody has read what goes; closing
 * it with a line end instead would give each of them a damaged record.
 */
function cutTornLine(descriptor: number): void {
  const size = fstatSync(descriptor).size;
  const buffer = Buffer.alloc(TAIL_BYTES);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - TAIL_BYTES);
    const read = readSync(descriptor, buffer, 0, end - start, start);
    const newline = buffer.subarray(0, read).lastIndexOf(NEWLINE);
    if (newline !== -1) {
      if (start + newline + 1 < size) ftruncateSync(descriptor, start + newline + 1);
      return;
    }
    end = start;
  }
  if (size > 0) ftruncateSync(descriptor, 0);
}
