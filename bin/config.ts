import { resolve } from "node:path";
import type { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { explainIssue } from "#domain/explain-issue.ts";
import type { SourceChange } from "#ingest/pipeline/ingest-gateway.ts";
import { nearestName } from "#query/api/nearest-name.ts";
import { configSchema } from "./config-schema.ts";
import { CONFIG_FILE, readConfigFile, type FileContent } from "./config-file.ts";
import { readConfiguredSources } from "./configured-sources.ts";
export type Config = z.output<typeof configSchema>;
export type ConfigInput = Partial<Record<keyof z.input<typeof configSchema>, unknown>>;

const KEYS = configSchema.in.keyof().options;

/** Secrets on a command line are seen by every user of the machine. */
const KEYS_WITHOUT_FLAG: ReadonlySet<string> = new Set([
  "adminToken",
  "elasticsearchApiKey",
  "shopPassword",
]);

export interface Setting {
  readonly key: keyof ConfigInput;
  /** `--data-dir`; null where a command line is no place for it. */
  readonly flag: string | null;
  /** `TRACEWELL_DATA_DIR`. */
  readonly environment: string;
  /** Null when there is none. */
  readonly standard: string | number | boolean | null;
  /** Off unless it is named; a flag that is on by itself takes a value. */
  readonly isSwitch: boolean;
  readonly what: string;
}

function standardOf(schema: z.ZodType): Setting["standard"] {
  const standard = schema.safeParse(undefined).data;
  const isPlain =
    typeof standard === "string" || typeof standard === "number" || typeof standard === "boolean";
  return isPlain ? standard : null;
}

/** Every setting, in the order of the documentation. */
export function listSettings(): Setting[] {
  return KEYS.map((key) => {
    const schema = configSchema.in.shape[key];
    const standard = standardOf(schema);
    return {
      key,
      flag: KEYS_WITHOUT_FLAG.has(key)
        ? null
        : `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      environment: environmentName(key),
      standard,
      isSwitch: standard === false,
      what: schema.description ?? "",
    };
  });
}

/** `dataDir` → `TRACEWELL_DATA_DIR`. */
export function environmentName(key: string): string {
  return `TRACEWELL_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): ConfigInput {
  const found: ConfigInput = {};
  for (const key of KEYS) {
    const value = environment[environmentName(key)];
    if (value !== undefined && value !== "") found[key] = value;
  }
  return found;
}

/** Where settings come from. */
export interface ConfigPlaces {
  readonly flags?: ConfigInput;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** `tracewell.config.json` of the working directory when absent, where there is one. */
  readonly file?: string;
}

export interface Configuration {
  readonly config: Config;
  /** As the file lists them; paths and mappings of theirs are resolved. */
  readonly sources: readonly SourceChange[];
  /** Absolute. */
  readonly file: string;
  /** Without a file there are no sources of its own. */
  readonly fileIsThere: boolean;
}

/** One thing that is wrong, by its place: `sources[2].timezone`. */
export interface ConfigProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * Merges the three places and validates once; the sources of the file are not looked at. Throws
 * `invalid-config` naming every bad key and where it may come from, without any value: it could be a secret.
 */
export function parseConfig(places: ConfigPlaces): Config {
  const file = resolve(places.file ?? CONFIG_FILE);
  const content = readConfigFile(file, places.file !== undefined);
  const { config, problems } = readSettings(places, content);
  if (config === null) throw badConfiguration(problems, content.isThere ? file : null);
  return config;
}

/** The same with the sources of the file: whatever is wrong in either is said at once. */
export function readConfiguration(places: ConfigPlaces): Configuration {
  const file = resolve(places.file ?? CONFIG_FILE);
  const content = readConfigFile(file, places.file !== undefined);
  const settings = readSettings(places, content);
  const { sources, problems } = readConfiguredSources(content.sources, {
    file,
    forbidden:
      settings.config === null ? [] : [settings.config.dataDir, settings.config.masterKeyFile],
  });
  const all = [...settings.problems, ...problems];
  if (settings.config === null || all.length > 0) {
    throw badConfiguration(all, content.isThere ? file : null);
  }
  return { config: settings.config, sources, file, fileIsThere: content.isThere };
}

function readSettings(
  { environment, flags }: ConfigPlaces,
  content: FileContent,
): { config: Config | null; problems: ConfigProblem[] } {
  const given = { ...content.settings, ...fromEnvironment(environment ?? {}), ...flags };
  const result = configSchema.safeParse(given, { error: explainIssue });
  if (result.success) return { config: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: key, message: unknownSetting(key) }))
      : [
          {
            path: `${issue.path.join(".")} (${environmentName(String(issue.path[0]))})`,
            message: issue.message,
          },
        ],
  );
  return { config: null, problems };
}

function unknownSetting(key: string): string {
  const known = [...KEYS, "sources"];
  const nearest = nearestName(key, known);
  return nearest === null
    ? `no such setting; there are ${known.join(", ")}`
    : `no such setting; did you mean ${nearest}?`;
}

function badConfiguration(problems: readonly ConfigProblem[], file: string | null): TracewellError {
  const listed = problems.map(({ path, message }) => `\n  ${path}: ${message}`).join("");
  const of = file === null ? "" : ` (file ${file})`;
  return new TracewellError("invalid-config", `Bad configuration${of}:${listed}`, {
    detail: { errors: problems },
  });
}
