import { Writable } from "node:stream";
import { parseOptions, type TracewellOptions } from "./options.ts";
import { Spooler } from "./spooler.ts";
import { WholeLines } from "./whole-lines.ts";

export type { TracewellOptions } from "./options.ts";
export { tracewellDestination, type TracewellDestination } from "./destination.ts";

/**
 * A pino transport: `pino({ transport: { target: "tracewell/pino", options: { url, token, source } } })`. It
 * runs in pino's worker thread, writes each line to the spool, and delivers the spool to the service in order
 * and once. A line that `info()` returned for stands in memory until the worker has written it, milliseconds
 * later: it is lost when the application is killed before. `tracewellDestination` closes that.
 * Rejects with a TypeError that names every bad option.
 */
export async function tracewellTransport(options: TracewellOptions): Promise<Writable> {
  const spooler = await Spooler.start(parseOptions(options));
  const lines = new WholeLines();
  return new Writable({
    // Strings are encoded by the stream. An error here would end the application.
    write(chunk: Buffer, _encoding, done) {
      spooler.append(lines.push(chunk));
      done();
    },
    final(done) {
      spooler.append(lines.end());
      void end(spooler, done);
    },
  });
}

async function end(spooler: Spooler, done: (error?: Error | null) => void): Promise<void> {
  try {
    await spooler.close();
    done();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

// pino takes the default export of a transport's module.
export default tracewellTransport;
