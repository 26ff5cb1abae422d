import { dirname } from "node:path";
import type { FileLayer } from "./file-layer.ts";

/** Ending of files that are being written; what bears it is unfinished and may be removed. */
export const UNFINISHED_SUFFIX = ".tmp";

/**
 * Puts a file in place whole: written beside it, synced, renamed, and the directory synced. After a crash
 * either the old or the new content is there, never a mixture. Durable when it returns.
 */
export function replaceFile(
  files: FileLayer,
  path: string,
  chunks: Iterable<Uint8Array>,
  options: { mode?: number } = {},
): void {
  const unfinished = path + UNFINISHED_SUFFIX;
  const handle = files.openAppend(unfinished, { create: true, ...options });
  try {
    handle.truncate(0);
    for (const chunk of chunks) handle.append(chunk);
    handle.sync();
  } finally {
    handle.close();
  }
  files.rename(unfinished, path);
  files.syncDirectory(dirname(path));
}
