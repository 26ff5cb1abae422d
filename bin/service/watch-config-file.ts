import { unwatchFile, watchFile } from "node:fs";

/** How often the file is looked at: soon enough for a person, and one stat costs microseconds. */
const LOOK_EVERY_MS = 500;

/** An editor writes a file in several steps; after the last one it is read. */
const SETTLING_MS = 200;

/**
 * Calls `changed` after the file was written, replaced, made or removed. It is looked at rather than
 * subscribed to: that sees editors that rename, links that are turned, and network file systems alike.
 * The answer ends it.
 */
export function watchConfigFile(file: string, changed: () => void): () => void {
  let settling: NodeJS.Timeout | undefined;
  const listener = (): void => {
    clearTimeout(settling);
    settling = setTimeout(changed, SETTLING_MS);
    settling.unref();
  };
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, listener);
  return () => {
    clearTimeout(settling);
    unwatchFile(file, listener);
  };
}
