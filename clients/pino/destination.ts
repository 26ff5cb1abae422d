import { parseOptions, type TracewellOptions } from "./options.ts";
import { Spooler } from "./spooler.ts";

/** Where pino writes: `pino({}, await tracewellDestination({ url, token, source }))`. */
export interface TracewellDestination {
  /**
   * The line is in the spool when it returns. Where the spool is full or cannot be written, it is dropped,
   * counted, and told of. After `close` it waits for the next start.
   */
  write(line: string): void;
  /** Waits at most `closeMsMax` for the service; what it has not taken stays in the spool for the next start. */
  close(): Promise<void>;
}

/**
 * The synchronous mode: a line is in the operating system's hands before `info()` returns, so it survives the
 * application being killed at any moment, and with `fsync` a power cut. The service gets it in order and once,
 * now or after the next start. Costs a write call for each line.
 */
export async function tracewellDestination(
  options: TracewellOptions,
): Promise<TracewellDestination> {
  const spooler = await Spooler.start(parseOptions(options));
  return {
    write: (line) => spooler.append(Buffer.from(line.endsWith("\n") ? line : `${line}\n`)),
    close: () => spooler.close(),
  };
}
