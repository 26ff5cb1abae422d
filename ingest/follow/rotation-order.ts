import type { FollowedFile } from "./followed-file.ts";

/** What rotation puts behind a name: numbers and dates, and the ending of a compressed file. */
const ROTATION_SUFFIX = /(?:[.-]\d[\dT:_.-]*)?(?:\.(?:gz|zst))?$/;

/** The name that a file had, or would have, before any rotation. */
export function nameBeforeRotation(path: string): string {
  return path.replace(ROTATION_SUFFIX, "");
}

function isRotated(path: string): number {
  return Number(nameBeforeRotation(path) !== path);
}

/** Whether a file was rotated away and another has its name before that: then nobody writes it any more. */
export function hasLaterFile(
  path: string,
  files: ReadonlyMap<string, { readonly size: number }>,
): boolean {
  const name = nameBeforeRotation(path);
  return name !== path && (files.get(name)?.size ?? 0) > 0;
}

/** The time alone cannot tell files that were written within one tick of the system's clock. */
export function inOrderOfWriting(
  [leftPath, left]: readonly [string, Pick<FollowedFile, "modifiedMs">],
  [rightPath, right]: readonly [string, Pick<FollowedFile, "modifiedMs">],
): number {
  return left.modifiedMs - right.modifiedMs || isRotated(rightPath) - isRotated(leftPath);
}

/**
 * The file that was written before one, where nobody saw the rotation: of those with the same name before any
 * rotation the one that was written last before it. Null where there is none.
 */
function writtenBefore(
  file: Pick<FollowedFile, "path" | "modifiedMs">,
  others: Iterable<FollowedFile>,
): FollowedFile | null {
  const name = nameBeforeRotation(file.path);
  let found: FollowedFile | null = null;
  for (const other of others) {
    if (other === file || other.modifiedMs > file.modifiedMs) continue;
    if (other.modifiedMs <= (found?.modifiedMs ?? 0)) continue;
    if (nameBeforeRotation(other.path) === name) found = other;
  }
  return found;
}

/**
 * Gives a file that was just found its place behind the one before it, which is the answer, or null. `displaced`
 * had its name until now.
 */
export function standInLine(
  file: FollowedFile,
  isNew: boolean,
  displaced: FollowedFile | undefined,
  others: readonly FollowedFile[],
): FollowedFile | null {
  const likely = isNew ? writtenBefore(file, others) : null;
  // One that has lost its name a moment ago may have been written after all that have one.
  const isLater = (displaced?.modifiedMs ?? 0) >= (likely?.modifiedMs ?? 0);
  const before = (isLater ? (displaced ?? likely) : likely) ?? null;
  if (isNew) standBetween(file, before, others);
  if (before === null || before === file || before.isFinished) return null;
  file.predecessor = before;
  file.isPredecessorLikely = before !== displaced;
  before.hasSuccessor = true;
  return before;
}

/** A file found late may belong between two that were found before it: the later one waits for it then. */
function standBetween(
  file: FollowedFile,
  before: FollowedFile | null,
  others: Iterable<FollowedFile>,
): void {
  for (const next of others) {
    const isNext = next !== file && next.predecessor !== null && next.predecessor === before;
    if (!isNext || next.modifiedMs < file.modifiedMs) continue;
    next.predecessor = file;
    next.isPredecessorLikely = true;
    file.hasSuccessor = true;
  }
}
