import { readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { dirname, join } from "node:path";
import { fixedPartOf, globMatcher } from "#ingest/pipeline/file-globs.ts";

/** Entries looked at for one glob: more are a tree that nobody meant, and would take seconds. */
const ENTRIES_SEEN_MAX = 200_000;

export interface MatchedFiles {
  /** Ascending. */
  readonly files: readonly string[];
  /** The tree has more entries than are looked at. */
  readonly isCut: boolean;
}

/**
 * The files that an absolute glob means now. Directories that are links are not entered, nor such that this
 * user may not read.
 */
export function matchedFiles(
  glob: string,
  exclude: readonly string[],
  allows: (realPath: string) => boolean,
): MatchedFiles {
  const isMeant = globMatcher([glob]);
  const isExcluded = globMatcher(exclude);
  const fixed = fixedPartOf(glob);
  const files: string[] = [];
  // A glob without wildcards is the file itself.
  const waiting = fixed === glob ? [] : [fixed];
  if (fixed === glob && isFile(glob) && !isExcluded(glob)) files.push(glob);
  let seen = 0;
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    for (const entry of entriesOf(directory)) {
      seen += 1;
      if (seen > ENTRIES_SEEN_MAX) return { files: files.toSorted(), isCut: true };
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (!isBeyond(glob, path)) waiting.push(path);
      } else if (isMeant(path) && !isExcluded(path) && isFile(path)) files.push(path);
    }
  }
  return { files: files.filter((path) => allows(realpathSync(path))).toSorted(), isCut: false };
}

/** Whether files in a directory lie deeper than the glob reaches. */
function isBeyond(glob: string, directory: string): boolean {
  if (/\*\*|[({]/.test(glob)) return false;
  return directory.split("/").length > dirname(glob).split("/").length;
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** Gone meanwhile, or not for this user. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
