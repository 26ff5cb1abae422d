/** What may stand behind the data directory in the paths of our own files. */
const FILE_BELOW = /^(?:[/\\][\w.-]*[\w-])*/;

/**
 * A sentence for everybody: where it names the data directory or a file below, it says so in words, since
 * `/readyz` is open and a path tells about the machine. The log keeps the path.
 */
export function withoutPaths(sentence: string, dataDir: string): string {
  const [before = "", ...after] = sentence.split(dataDir);
  return [before, ...after.map((rest) => rest.replace(FILE_BELOW, ""))].join("the data directory");
}
