import { EXIT } from "./exit-code.ts";

/** npm passes on a Ctrl-C that the terminal has sent to everybody: so soon after, it is the same one. */
const REPEATED_MS = 1_000;

/**
 * Aborted by the first SIGINT or SIGTERM, for an orderly end. Another one, later, ends the process at once:
 * somebody is tired of waiting.
 */
export function untilInterrupted(nowMs: () => number): AbortSignal {
  const interrupted = new AbortController();
  let firstMs = 0;
  const interrupt = (): void => {
    if (!interrupted.signal.aborted) {
      firstMs = nowMs();
      interrupted.abort();
    } else if (nowMs() - firstMs >= REPEATED_MS) {
      process.exit(EXIT.failed);
    }
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return interrupted.signal;
}
