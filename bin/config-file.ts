import { readFileSync } from "node:fs";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { isMissing } from "./real-path.ts";

/** Largest file that is read: ten thousand sources with their settings take a third of it. */
const CONFIG_CHARACTERS_MAX = 8 * 1024 * 1024;

/** The file of settings beside those of flags and environment. */
export const CONFIG_FILE = "tracewell.config.json";

export interface FileContent {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The list of sources as it stands there; undefined where there is none. */
  readonly sources: unknown;
  readonly isThere: boolean;
}

/** Throws `invalid-config` where it cannot be read; a file that nobody named may be missing. */
export function readConfigFile(path: string, isNamed: boolean): FileContent {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if (!isNamed && isMissing(cause)) return { settings: {}, sources: undefined, isThere: false };
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw badFile(`The configuration file ${path} cannot be read${why}.`, cause);
  }
  if (text.length > CONFIG_CHARACTERS_MAX) {
    throw badFile(
      `The configuration file ${path} has more than ${CONFIG_CHARACTERS_MAX} characters.`,
      null,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    // The rest of the message may show a piece of the file, and with it a secret.
    const place = /\(line \d+ column \d+\)/.exec(String(cause))?.[0];
    const where = place === undefined ? "" : ` ${place}`;
    throw badFile(`The configuration file ${path} does not hold a JSON object${where}.`, cause);
  }
  const object = z.record(z.string(), z.unknown()).safeParse(content);
  if (!object.success) {
    throw badFile(`The configuration file ${path} does not hold a JSON object.`, object.error);
  }
  const { sources, ...settings } = object.data;
  return { settings, sources, isThere: true };
}

function badFile(message: string, cause: unknown): TracewellError {
  const errors = [{ path: "", message: message.replace(/\.$/, "") }];
  return new TracewellError("invalid-config", message, { cause, detail: { errors } });
}
