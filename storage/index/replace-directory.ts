import { existsSync, renameSync, rmSync } from "node:fs";

/** Where a rebuilt index grows. */
export function freshDirectory(directory: string): string {
  return `${directory}.rebuilding`;
}

/** Where the old one stands between two renames. */
function previousDirectory(directory: string): string {
  return `${directory}.previous`;
}

/** Puts the fresh directory in the place of the old one, which is removed. */
export function replaceDirectory(directory: string): void {
  const previous = previousDirectory(directory);
  if (existsSync(directory)) renameSync(directory, previous);
  renameSync(freshDirectory(directory), directory);
  rmSync(previous, { recursive: true, force: true });
}

/** Where the index stands now: under its own name, or between two renames under the passing one. */
export function standingDirectory(directory: string): string {
  const previous = previousDirectory(directory);
  return !existsSync(directory) && existsSync(previous) ? previous : directory;
}

/** Undoes the half of a replacement that was interrupted between its renames. */
export function restoreDirectory(directory: string): void {
  const previous = previousDirectory(directory);
  if (!existsSync(directory) && existsSync(previous)) renameSync(previous, directory);
}

/** Removes what an interrupted rebuild left; the index itself is not touched. */
export function removeFreshDirectory(directory: string): void {
  restoreDirectory(directory);
  rmSync(freshDirectory(directory), { recursive: true, force: true });
  rmSync(previousDirectory(directory), { recursive: true, force: true });
}
