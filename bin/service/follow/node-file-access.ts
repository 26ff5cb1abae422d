import { createReadStream, watch, type Stats } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import type { FileAccess, FileFacts, OpenFile } from "#ingest/follow/follow-ports.ts";

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
  stream: (path) => createReadStream(path),
  watch(directory, onChange) {
    try {
      const watcher = watch(directory, { persistent: false }, (kind, name) =>
        // A name came or went: who has it now must be looked at.
        onChange(kind === "change" ? name : null),
      );
      // The directory went away: the next look around says what there is.
      watcher.on("error", () => onChange(null));
      return () => watcher.close();
    } catch (error) {
      // The system has no watches left, or none for this file system: looking around finds changes too.
      if (error instanceof Error && "syscall" in error) return null;
      throw error;
    }
  },
};

async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path, "r");
  return {
    facts: async () => factsOf(await handle.stat()),
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

function factsOf(stats: Stats): FileFacts {
  const { dev: device, ino: inode, size, mtimeMs: modifiedMs } = stats;
  return { device, inode, size, modifiedMs, isFile: stats.isFile() };
}
