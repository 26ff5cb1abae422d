import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { SourceChange } from "#ingest/pipeline/ingest-gateway.ts";
import type { SettingProblem } from "#ingest/pipeline/setting-problems.ts";
import { SOURCES_MAX } from "#ingest/pipeline/source-registry.ts";
import { sourceProblems } from "#ingest/pipeline/source-schema.ts";
import { nearestName } from "#query/api/nearest-name.ts";
import { absoluteGlob } from "./absolute-glob.ts";
import { FollowPermission } from "./service/follow-permission.ts";

const SOURCE_KEYS = [
  "name",
  "format",
  "timezone",
  "transactionIdPattern",
  "protectRaw",
  "mapping",
  "files",
  "stores",
] as const;
type SourceKey = (typeof SOURCE_KEYS)[number];

const FILES_KEYS = ["paths", "exclude"];

export interface ConfiguredSources {
  readonly sources: readonly SourceChange[];
  readonly problems: readonly SettingProblem[];
}

interface Place {
  /** The configuration file: paths are relative to its directory. */
  readonly file: string;
  readonly permission: FollowPermission;
}

/**
 * Reads `sources` of the configuration file. Every problem of every source is named; `sources` is to be
 * used only when there is none.
 */
export function readConfiguredSources(
  given: unknown,
  { file, forbidden }: { readonly file: string; readonly forbidden: readonly string[] },
): ConfiguredSources {
  if (given === undefined) return { sources: [], problems: [] };
  if (!Array.isArray(given)) {
    const message = 'must be a list, such as [{"name": "shop", "format": "events"}]';
    return { sources: [], problems: [{ path: "sources", message }] };
  }
  if (given.length > SOURCES_MAX) {
    const message = `must have at most ${SOURCES_MAX} sources`;
    return { sources: [], problems: [{ path: "sources", message }] };
  }
  const permission = new FollowPermission({
    followDirectories: [],
    forbidden: [file, ...forbidden],
  });
  const read = given.map((entry: unknown) => readSource(entry, { file, permission }));
  const problems = read.flatMap((source, at) =>
    source.problems.map(({ path, message }) => ({
      path: path === "" ? `sources[${at}]` : `sources[${at}].${path}`,
      message,
    })),
  );
  const sources = read.flatMap(({ source }) => (source === null ? [] : [source]));
  return { sources, problems: [...problems, ...repeatedNames(given)] };
}

function repeatedNames(given: readonly unknown[]): SettingProblem[] {
  const first = new Map<string, number>();
  return given.flatMap((entry, at) => {
    const name = isObject(entry) ? entry.name : undefined;
    if (typeof name !== "string") return [];
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, at);
      return [];
    }
    const message = `sources[${earlier}] has the name ${name} already; put both into one, or rename one`;
    return [{ path: `sources[${at}].name`, message }];
  });
}

interface ReadSource {
  readonly source: SourceChange | null;
  readonly problems: readonly SettingProblem[];
}

function readSource(entry: unknown, place: Place): ReadSource {
  if (!isObject(entry)) {
    return { source: null, problems: [{ path: "", message: "must be an object" }] };
  }
  const problems = unknownKeys(entry, SOURCE_KEYS, "");
  const known = Object.fromEntries(
    Object.entries(entry).filter(([key]) => (SOURCE_KEYS as readonly string[]).includes(key)),
  );
  const files = readFiles(known.files, place);
  const mapping = readMapping(known.mapping, place);
  problems.push(...files.problems, ...mapping.problems);
  const settings: Partial<Record<SourceKey, unknown>> = {
    ...known,
    ...("files" in known && { files: files.value }),
    ...("mapping" in known && { mapping: mapping.value }),
  };
  problems.push(
    ...sourceProblems(settings)
      .filter(({ path }) => !(mapping.problems.length > 0 && path === "mapping"))
      .map(({ path, message }) => ({
        path,
        message: path.startsWith("mapping.") ? `${message}${mapping.from}` : message,
      })),
  );
  problems.push(...forbiddenGlobs(files.value, place.permission));
  return { source: isSourceChange(settings, problems) ? settings : null, problems };
}

function isSourceChange(
  settings: Partial<Record<SourceKey, unknown>>,
  problems: readonly SettingProblem[],
): settings is SourceChange {
  return typeof settings.name === "string" && problems.length === 0;
}

function unknownKeys(
  entry: Readonly<Record<string, unknown>>,
  known: readonly string[],
  within: string,
): SettingProblem[] {
  return Object.keys(entry)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const nearest = nearestName(key, known);
      const help = nearest === null ? `there are ${known.join(", ")}` : `did you mean ${nearest}?`;
      return { path: `${within}${key}`, message: `no such setting; ${help}` };
    });
}

/** A plain list means its paths; globs become absolute. */
function readFiles(
  given: unknown,
  { file }: Place,
): { value: unknown; problems: SettingProblem[] } {
  const files: unknown = Array.isArray(given) ? { paths: given } : given;
  if (!isObject(files)) return { value: files, problems: [] };
  const absolute = (globs: unknown): unknown =>
    Array.isArray(globs)
      ? globs.map((glob: unknown) =>
          typeof glob === "string" ? absoluteGlob(glob, dirname(file)) : glob,
        )
      : globs;
  const value = {
    ...("paths" in files && { paths: absolute(files.paths) }),
    ...("exclude" in files && { exclude: absolute(files.exclude) }),
  };
  return { value, problems: unknownKeys(files, FILES_KEYS, "files.") };
}

/** The name of a mapping that is shipped has no slash and no `.json`; everything else is a path. */
function readMapping(
  given: unknown,
  { file }: Place,
): { value: unknown; from: string; problems: SettingProblem[] } {
  if (typeof given !== "string" || !/\/|\.json$/.test(given)) {
    return { value: given, from: "", problems: [] };
  }
  const path = resolve(dirname(file), given);
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return { value, from: ` (in ${path})`, problems: [] };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `the mapping ${path} cannot be read: ${why}`;
    return { value: undefined, from: "", problems: [{ path: "mapping", message }] };
  }
}

function forbiddenGlobs(files: unknown, permission: FollowPermission): SettingProblem[] {
  if (!isObject(files) || !Array.isArray(files.paths)) return [];
  return files.paths.flatMap((glob: unknown, at) => {
    if (typeof glob !== "string" || !glob.startsWith("/")) return [];
    const message = permission.globProblem(glob, "config");
    return message === null ? [] : [{ path: `files.paths[${at}]`, message }];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
