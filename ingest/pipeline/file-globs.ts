import picomatch from "picomatch";

/** Globs of one source: each is matched against every file seen; shops have a few per source. */
export const GLOBS_MAX = 64;

/** The longest path that Linux opens. */
export const GLOB_CHARACTERS_MAX = 4096;

/** `..` as a step of its own, also inside braces. */
const STEP_UP = /(?:^|[/,{(|])\.\.(?:[/,})|]|$)/;

/** How globs are read wherever they are: `*` and `**` pass over names that begin with a dot. */
const GLOB_OPTIONS = { strictBrackets: true, nonegate: true } as const;

/** What is wrong with a glob of files to follow, to stand behind its place; null where nothing is. */
export function globProblem(glob: string): string | null {
  const problem = excludedGlobProblem(glob);
  if (problem !== null || fixedPartOf(glob) !== "/") return problem;
  return "must name a directory before the first wildcard, or the whole machine would be read";
}

/** The same for a glob of files to leave out: it may begin anywhere. */
export function excludedGlobProblem(glob: string): string | null {
  if (glob === "") return "must not be empty";
  if (glob.length > GLOB_CHARACTERS_MAX) {
    return `must have at most ${GLOB_CHARACTERS_MAX} characters`;
  }
  if (glob.includes("\0")) return "must not hold a zero byte";
  if (!glob.startsWith("/")) return "must be an absolute path, such as /var/log/shop/*.log";
  if (STEP_UP.test(glob)) return "must not go up by .. ; write the path it leads to";
  try {
    picomatch.makeRe(glob, GLOB_OPTIONS);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `cannot be read as a glob: ${why.replace(/\.$/, "")}`;
  }
  return null;
}

/** The path before the first wildcard: of `/var/log/shop/*.log` it is `/var/log/shop`. */
export function fixedPartOf(glob: string): string {
  const { base, isGlob } = picomatch.scan(glob);
  const path = isGlob ? base : glob;
  return path === "" ? "/" : path;
}

/** Whether an absolute path is meant by any of the globs. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) => picomatch(glob, GLOB_OPTIONS));
  return (path) => matchers.some((matches) => matches(path));
}
