import { fstatSync, statSync } from "node:fs";

/**
 * Whether the open file has this name no more: a shop that runs for long has its files rotated by renaming
 * them, and goes on in a new one. Throws the system's error.
 */
export function isMovedAway(path: string, descriptor: number): boolean {
  const named = statSync(path, { throwIfNoEntry: false });
  const open = fstatSync(descriptor);
  return named === undefined || named.ino !== open.ino || named.dev !== open.dev;
}
