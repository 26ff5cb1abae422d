import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { basename, dirname, join } from "node:path";

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

/** Where Linux names what a process has open. */
const OPEN_FILES = "/proc/self/fd";

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
  mkdirSync(unfinished, { mode: DIRECTORY_MODE });
  const server = await withSocketPath(unfinished, listen);
  // Only now others can see it, and it answers.
  renameSync(unfinished, directory);
  return {
    directory,
    adoptOrphans: (onLeft) => adoptOrphans(spool, name, onLeft),
    close: () => giveUp(server, directory),
  };
}

/** The path of a directory's socket; by way of the open directory where it would be too long for one. */
async function withSocketPath<Result>(
  directory: string,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const path = join(directory, OWNER_SOCKET);
  if (Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX) return use(path);
  if (!existsSync(OPEN_FILES)) {
    throw new TypeError(
      `tracewell/pino: the path of the spool ${dirname(directory)} is too long; name a shorter one.`,
    );
  }
  const descriptor = openSync(directory, "r");
  try {
    return await use(join(OPEN_FILES, String(descriptor), OWNER_SOCKET));
  } finally {
    closeSync(descriptor);
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    // Afterwards it may fail to accept somebody, who then takes it to be alive: nothing to end for.
    server.on("error", reject);
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
    const startedMs = Number(UNFINISHED.exec(name)?.[1] ?? Number.NaN);
    const path = join(spool, name);
    try {
      if (Date.now() - startedMs > UNFINISHED_MS_MAX) {
        rmSync(path, { recursive: true, force: true });
      } else if (OWNED.test(name) && name !== ownName && (await withSocketPath(path, isDead))) {
        adopt(path, orphans);
      }
    } catch (error) {
      // Where it is gone, another process was first.
      if (codeOf(error) !== "ENOENT") onLeft(`what lies in ${path} is left: ${String(error)}`);
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

function adopt(directory: string, orphans: string): void {
  mkdirSync(orphans, { recursive: true, mode: DIRECTORY_MODE });
  renameSync(directory, join(orphans, basename(directory)));
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
