import { constants, watch, type Stats } from "node:fs";
import { open, readdir, readlink, realpath, stat, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import type { FileAccess, FileFacts, OpenFile } from "#ingest/follow/follow-ports.ts";

/** Without the second, opening a pipe waits for its writer, and takes a thread of the pool along. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** Files of the operating system, without blocking the thread. */
export const nodeFileAccess: FileAccess = {
  async list(directory) {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.map((entry) => {
      const kind = entry.isFile()
        ? "file"
        : entry.isDirectory()
          ? "directory"
          : entry.isSymbolicLink()
            ? "link"
            : "other";
      return { name: entry.name, kind };
    });
  },
  facts: async (path) => factsOf(await stat(path)),
  realPath: (path) => realpath(path),
  open: openFile,
  watch(directory, onChange, onGone) {
    try {
      const watcher = watch(directory, { persistent: false }, (kind, name) => {
        // A name came or went: who has it now must be looked at. The directory's own is said so as well.
        if (kind === "rename" && name === basename(directory)) onGone();
        else onChange(kind === "change" ? name : null);
      });
      watcher.on("error", onGone);
      return () => watcher.close();
    } catch (error) {
      // The system has no watches left, or none for this file system: looking around finds changes too.
      if (error instanceof Error && "syscall" in error) return null;
      throw error;
    }
  },
};

async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path, OPEN_FLAGS);
  try {
    if (!(await handle.stat()).isFile()) throw new NoFile();
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    facts: async () => factsOf(await handle.stat()),
    realPath: () => realPathOf(handle, path),
    async read(position, length) {
      const bytes = Buffer.allocUnsafeSlow(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled === length ? bytes : Uint8Array.from(bytes.subarray(0, filled));
    },
    close: () => handle.close(),
  };
}

class NoFile extends Error {
  readonly code = "ENOTFILE";

  constructor() {
    super("it is a directory, a pipe, a socket or a device");
    this.name = "NoFile";
  }
}

/** Linux says where an open file lies; elsewhere its name is asked again. */
function realPathOf(handle: FileHandle, path: string): Promise<string> {
  return process.platform === "linux" ? readlink(`/proc/self/fd/${handle.fd}`) : realpath(path);
}

function factsOf(stats: Stats): FileFacts {
  const { dev: device, ino: inode, size, mtimeMs: modifiedMs } = stats;
  return { device, inode, size, modifiedMs, isFile: stats.isFile() };
}
