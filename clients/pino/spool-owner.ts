import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { join } from "node:path";

/**
 * A spool holds a directory for each process that writes to it, so that no two write to one file:
 *   <started, epoch ms>-<random>/owner.sock   answers as long as the process lives, whatever became of its pid
 *   <started, epoch ms>-<random>/<number>-<random>.ndjson
 * What a dead process left behind is moved, by one atomic rename, into the directory of the process that
 * found it first, and delivered before its own.
 */
const OWNER_SOCKET = "owner.sock";
const ORPHANS = "orphans";

/** Of the files with lines; there are others of the cursor. */
export const SPOOL_FILE_ENDING = ".ndjson";

/** Nothing else in the spool is touched: it may be a directory in which other things lie. */
const OWNED = /^\d{13}-[0-9a-f]{8}$/;
const UNFINISHED = /^\.new-(\d{13})-[0-9a-f]{8}$/;

/** A directory that is being made takes milliseconds; one this old was left by a process that died in between. */
const UNFINISHED_MS_MAX = 60_000;

/** Longest path of a socket that every system takes. */
const SOCKET_PATH_BYTES_MAX = 103;

/** Only the user whose application logs may read what it logged. */
const DIRECTORY_MODE = 0o700;

export interface SpoolOwner {
  /** The process's own directory. */
  readonly directory: string;
  /**
   * Directories of dead processes, oldest first, now in `directory`. Empty where none is left. What cannot be
   * taken, because it belongs to another user, stays where it is; `onLeft` is told of it in one sentence.
   */
  adoptOrphans(onLeft: (sentence: string) => void): Promise<string[]>;
  /** Gives the directory up; removes it when nothing is left in it. */
  close(): Promise<void>;
}

/** Makes a directory of its own in the spool. */
export async function ownSpoolDirectory(spool: string): Promise<SpoolOwner> {
  mkdirSync(spool, { recursive: true, mode: DIRECTORY_MODE });
  const startedMs = String(Date.now()).padStart(13, "0");
  const name = `${startedMs}-${randomUUID().slice(0, 8)}`;
  const directory = join(spool, name);
  const unfinished = join(spool, `.new-${name}`);
  const socket = join(unfinished, OWNER_SOCKET);
  if (Buffer.byteLength(socket) > SOCKET_PATH_BYTES_MAX) {
    throw new TypeError(
      `tracewell/pino: the path of the spool ${spool} is too long; name a shorter one.`,
    );
  }
  mkdirSync(unfinished, { mode: DIRECTORY_MODE });
  const server = await listen(socket);
  // Only now others can see it, and it answers.
  renameSync(unfinished, directory);
  return {
    directory,
    adoptOrphans: (onLeft) => adoptOrphans(spool, name, onLeft),
    close: () => giveUp(server, directory),
  };
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(path, () => {
      // The process must not live on for it.
      server.unref();
      resolve(server);
    });
  });
}

async function giveUp(server: Server, directory: string): Promise<void> {
  removeDelivered(directory);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A path that is only a socket any more says nothing.
  rmSync(join(directory, OWNER_SOCKET), { force: true });
}

/** Removes a directory in which no lines are left. */
export function removeDelivered(directory: string): void {
  if (!holdsLines(directory)) rmSync(directory, { recursive: true, force: true });
}

function holdsLines(directory: string): boolean {
  if (!existsSync(directory)) return false;
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).some((name) =>
    name.endsWith(SPOOL_FILE_ENDING),
  );
}

async function adoptOrphans(
  spool: string,
  ownName: string,
  onLeft: (sentence: string) => void,
): Promise<string[]> {
  const orphans = join(spool, ownName, ORPHANS);
  for (const name of readdirSync(spool).sort()) {
    const startedMs = UNFINISHED.exec(name)?.[1];
    const path = join(spool, name);
    if (startedMs !== undefined) {
      if (Date.now() - Number(startedMs) > UNFINISHED_MS_MAX)
        rmSync(path, { recursive: true, force: true });
    } else if (OWNED.test(name) && name !== ownName && (await isDead(join(path, OWNER_SOCKET)))) {
      mkdirSync(orphans, { recursive: true, mode: DIRECTORY_MODE });
      try {
        renameSync(path, join(orphans, name));
      } catch (error) {
        // Where it is gone, another process was first.
        if (codeOf(error) !== "ENOENT") onLeft(`what lies in ${path} is left: ${String(error)}`);
      }
    }
  }
  return existsSync(orphans) ? spoolDirectories(orphans) : [];
}

/**
 * Oldest first. What a dead process had adopted itself is put beside its own: else each start that finds the
 * service away would lie one deeper than the last, until no path reaches the first any more.
 */
function spoolDirectories(orphans: string): string[] {
  const names = readdirSync(orphans).filter((name) => OWNED.test(name));
  for (const name of names) {
    const adopted = join(orphans, name, ORPHANS);
    if (!existsSync(adopted)) continue;
    for (const older of readdirSync(adopted).filter((inner) => OWNED.test(inner))) {
      renameSync(join(adopted, older), join(orphans, older));
      // Seen by this same loop: it may have adopted some as well.
      names.push(older);
    }
  }
  return names.sort().map((name) => join(orphans, name));
}

/** Only a socket that is missing, or that nobody listens at, says so: whatever else happens, it may live. */
function isDead(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", (error) => {
      const code = codeOf(error);
      resolve(code === "ECONNREFUSED" || code === "ENOENT");
    });
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
