import { stat, statSync, type BigIntStats } from "node:fs";

/** How often the file is looked at: soon enough for a person, and one stat costs microseconds. */
const LOOK_EVERY_MS = 500;

/** An editor writes a file in several steps; after the last one it is read. */
const SETTLING_MS = 200;

/**
 * Calls `changed` after the file was written, replaced, made or removed since this call. It is looked at
 * rather than subscribed to: that sees editors that rename, links that are turned, and network file systems
 * alike. The answer ends it.
 */
export function watchConfigFile(file: string, changed: () => void): () => void {
  let last = stampOf(statSync(file, { bigint: true, throwIfNoEntry: false }));
  let settling: NodeJS.Timeout | undefined;
  let isEnded = false;
  const look = (): void =>
    stat(file, { bigint: true }, (error, facts) => {
      const stamp = stampOf(error === null ? facts : undefined);
      if (isEnded || stamp === last) return;
      last = stamp;
      clearTimeout(settling);
      settling = setTimeout(changed, SETTLING_MS).unref();
    });
  const looking = setInterval(look, LOOK_EVERY_MS).unref();
  return () => {
    isEnded = true;
    clearInterval(looking);
    clearTimeout(settling);
  };
}

/** Other for every other file and content; empty where there is none. */
function stampOf(facts: BigIntStats | undefined): string {
  if (facts === undefined) return "";
  const { dev, ino, size, mtimeNs, ctimeNs } = facts;
  return [dev, ino, size, mtimeNs, ctimeNs].join(":");
}
