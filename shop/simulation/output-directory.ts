import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ShopError } from "../errors.ts";

/** What a simulation leaves. */
export const OUTPUT_FILES = {
  events: "events.ndjson",
  /** One of each store: `moodle-trace-europe.txt` and so on. */
  trace: "moodle-trace.txt",
  answerKey: "answer-key.ndjson",
  summary: "summary.json",
} as const;

const NAMES: ReadonlySet<string> = new Set(Object.values(OUTPUT_FILES));
const STORE_TRACE = /^moodle-trace-[a-z0-9_]+\.txt$/;

/**
 * Makes the directory, empty of an earlier simulation when `replace` is set. Throws `invalid-request`, and
 * changes nothing, when it is no directory, holds anything else, or holds a simulation that is to be kept.
 */
export function prepareOutput(directory: string, { replace }: { replace: boolean }): void {
  if (existsSync(directory)) {
    if (!statSync(directory).isDirectory()) {
      throw new ShopError("invalid-request", `${directory} is not a directory.`);
    }
    const found = readdirSync(directory).sort();
    const other = found.find((name) => !NAMES.has(name) && !STORE_TRACE.test(name));
    if (other !== undefined) {
      throw new ShopError(
        "invalid-request",
        `${directory} holds ${other}, which is of no simulation; choose a directory of its own.`,
      );
    }
    if (found.length > 0 && !replace) {
      throw new ShopError(
        "invalid-request",
        `${directory} holds an earlier simulation; add --force to replace it.`,
      );
    }
    for (const name of found) rmSync(join(directory, name));
  }
  mkdirSync(directory, { recursive: true });
}
