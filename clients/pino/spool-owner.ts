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

const UNFINISHED = /^\.new-(\d+)-/;

/** A directory that is being made takes milliseconds; one this old was left by a process that died in between. */
const UNFINISHED_MS_MAX = 60_000;

/** Longest path of a socket that every system takes. */
const SOCKET_PATH_BYTES_MAX = 103;

/** Only the user whose application logs may read what it logged. */
const DIRECTORY_MODE = 0o700;

export interface SpoolOwner {
  /** The process's own directory. */
  readonly directory: string;
  /** Directories of dead processes, oldest first, now in `directory`. Empty where none is left. */
  adoptOrphans(): Promise<string[]>;
  /** Gives the directory up; removes it when nothing is left in it. */
  close(): Promise<void>;
}

/** Makes a directory of its own in the spool. */
export async function ownSpoolDirectory(spool: string): Promise<SpoolOwner> {
  mkdirSync(spool, { recursive: true, mode: DIRECTORY_MODE });
  const name = `${Date.now()}-${randomUUID().slice(0, 8)}`;
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
    adoptOrphans: () => adoptOrphans(spool, name),
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
  if (!holdsLines(directory)) rmSync(directory, { recursive: true, force: true });
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A path that is only a socket any more says nothing.
  rmSync(join(directory, OWNER_SOCKET), { force: true });
}

function holdsLines(directory: string): boolean {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).some((name) =>
    name.endsWith(SPOOL_FILE_ENDING),
  );
}

async function adoptOrphans(spool: string, ownName: string): Promise<string[]> {
  const orphans = join(spool, ownName, ORPHANS);
  for (const name of readdirSync(spool).sort()) {
    const startedMs = UNFINISHED.exec(name)?.[1];
    const path = join(spool, name);
    if (startedMs !== undefined) {
      if (Date.now() - Number(startedMs) > UNFINISHED_MS_MAX)
        rmSync(path, { recursive: true, force: true });
    } else if (name !== ownName && !(await answers(join(path, OWNER_SOCKET)))) {
      mkdirSync(orphans, { recursive: true, mode: DIRECTORY_MODE });
      renameUnlessGone(path, join(orphans, name));
    }
  }
  return existsSync(orphans) ? spoolDirectories(orphans) : [];
}

/** What a dead process had adopted itself is older than its own. */
function spoolDirectories(directory: string): string[] {
  const found: string[] = [];
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    const inner = join(path, ORPHANS);
    if (existsSync(inner)) found.push(...spoolDirectories(inner));
    found.push(path);
  }
  return found;
}

function renameUnlessGone(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process was first.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
