import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** The name of a new file survives a power cut from here on; syncing the file alone need not say so. */
export function syncDirectoryOf(path: string): void {
  const descriptor = openSync(dirname(path), "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
