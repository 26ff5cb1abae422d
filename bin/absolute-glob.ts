import { resolve } from "node:path";

/**
 * A glob as it is meant in a directory. Steps up at its beginning are taken; behind a wildcard they mean
 * nothing, and stay to be refused, as does an empty glob.
 */
export function absoluteGlob(glob: string, directory: string): string {
  if (glob === "" || glob.startsWith("/")) return glob;
  const [, up = "", rest = ""] = /^((?:\.{1,2}\/)*)(.*)$/s.exec(glob) ?? [];
  const from = resolve(directory, up);
  return from === "/" ? `/${rest}` : `${from}/${rest}`;
}
