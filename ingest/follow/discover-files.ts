import { dirname, join } from "node:path";
import { fixedPartOf, globMatcher } from "#ingest/pipeline/file-globs.ts";
import type { FileAccess, FileFacts } from "./follow-ports.ts";

/** Entries looked at for one source: more are a tree that nobody meant, and would take seconds. */
const ENTRIES_SEEN_MAX = 200_000;

/** Questions to the file system at once: it answers in a pool of four threads. */
const QUESTIONS_AT_ONCE = 32;

/** Absolute globs. */
export interface FollowedGlobs {
  readonly paths: readonly string[];
  readonly exclude?: readonly string[];
}

export interface Discovered {
  /** By path, ascending. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Directories in which followed files are or may come. */
  readonly directories: ReadonlySet<string>;
  /** What could not be looked at, each a sentence. */
  readonly problems: readonly string[];
  /** The globs mean a tree with more entries than are looked at. */
  readonly isCut: boolean;
}

/**
 * The files that a source's globs mean now. Links to files are followed, links to directories are not entered
 * (so there are no loops). What may not be read is told, and the rest goes on.
 */
export async function discoverFiles(
  { files: { paths, exclude = [] } }: { readonly files: FollowedGlobs },
  access: Pick<FileAccess, "list" | "facts" | "realPath">,
  allows: (realPath: string) => boolean,
): Promise<Discovered> {
  const isExcluded = globMatcher(exclude);
  const isMeant = globMatcher(paths);
  const found = new Set<string>();
  const directories = new Set<string>();
  const problems: string[] = [];
  let seen = 0;
  let isCut = false;

  const waiting = new Map<string, number>();
  for (const glob of paths) {
    const fixed = fixedPartOf(glob);
    if (fixed === glob) {
      if (!isExcluded(glob)) found.add(glob);
      directories.add(await nearestDirectory(dirname(glob), access));
    } else waiting.set(fixed, Math.max(waiting.get(fixed) ?? 0, depthOf(glob)));
  }
  for (const [directory, depth] of waiting) {
    waiting.delete(directory);
    let entries;
    try {
      entries = await access.list(directory);
    } catch (error) {
      if (codeOf(error) === "ENOENT") directories.add(await nearestDirectory(directory, access));
      else problems.push(describe(directory, error));
      continue;
    }
    directories.add(directory);
    for (const { name, kind } of entries) {
      seen += 1;
      const path = join(directory, name);
      if (kind === "directory") {
        if (path.split("/").length < depth) waiting.set(path, depth);
      } else if (kind !== "other" && isMeant(path) && !isExcluded(path)) found.add(path);
    }
    if (seen > ENTRIES_SEEN_MAX) {
      isCut = true;
      problems.push(`The globs look through more than ${ENTRIES_SEEN_MAX} entries; narrow them.`);
      break;
    }
  }
  const files = await factsOf([...found].toSorted(), access, allows, problems);
  return { files, directories, problems, isCut };
}

/** In bounded batches; what is gone meanwhile, or may not be followed, is left out. */
async function factsOf(
  paths: readonly string[],
  access: Pick<FileAccess, "facts" | "realPath">,
  allows: (realPath: string) => boolean,
  problems: string[],
): Promise<Map<string, FileFacts>> {
  const files = new Map<string, FileFacts>();
  for (let start = 0; start < paths.length; start += QUESTIONS_AT_ONCE) {
    const some = paths.slice(start, start + QUESTIONS_AT_ONCE);
    const facts = await Promise.all(
      some.map(async (path) => {
        try {
          const [known, real] = await Promise.all([access.facts(path), access.realPath(path)]);
          if (!known.isFile) return null;
          if (allows(real)) return known;
          problems.push(`${path} leads to a place that may not be followed.`);
        } catch (error) {
          if (codeOf(error) !== "ENOENT") problems.push(describe(path, error));
        }
        return null;
      }),
    );
    some.forEach((path, at) => {
      const known = facts[at];
      if (known !== null && known !== undefined) files.set(path, known);
    });
  }
  return files;
}

/** The directory, or where the first step towards it will be made. */
async function nearestDirectory(
  directory: string,
  access: Pick<FileAccess, "facts">,
): Promise<string> {
  for (let at = directory; at !== dirname(at); at = dirname(at)) {
    try {
      await access.facts(at);
      return at;
    } catch {
      // Whatever the reason is, it is told where the files are looked for.
    }
  }
  return "/";
}

/** Steps of the deepest path that a glob means. */
function depthOf(glob: string): number {
  return /\*\*|[({]/.test(glob) ? Number.POSITIVE_INFINITY : glob.split("/").length;
}

export function describe(path: string, error: unknown): string {
  const code = codeOf(error);
  if (code === "EACCES" || code === "EPERM") return `${path} may not be read by this user.`;
  return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}
