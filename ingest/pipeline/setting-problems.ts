import type { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { Mapping } from "#ingest/formats/format.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";
import { MAPPED_FORMATS, mappingProblems } from "#ingest/mappings/mapping-problems.ts";
import { excludedGlobProblem, globProblem } from "./file-globs.ts";

export interface SettingProblem {
  /** `timezone`, `mapping.fields.objects[0].id`, … */
  readonly path: string;
  readonly message: string;
}

/** What a schema refuses, each by its place: `files.paths[0]`. */
export function schemaProblems(
  issues: readonly z.core.$ZodIssue[],
  place: readonly PropertyKey[] = [],
): SettingProblem[] {
  return issues.flatMap((issue) => {
    const path = [...place, ...issue.path];
    // Where a value may be a name or an object, what is wrong with the object says more.
    const deeper =
      issue.code === "invalid_union" ? issue.errors.find((some) => isWithin(some)) : undefined;
    return deeper === undefined
      ? [{ path: pathText(path), message: issue.message }]
      : schemaProblems(deeper, path);
  });
}

function isWithin(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.some(({ code, path }) => path.length > 0 || code !== "invalid_type");
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
}

interface Settings {
  readonly format?: string | undefined;
  readonly timezone?: string | undefined;
  readonly transactionIdPattern?: string | undefined;
  /** A string is the name of a mapping that is shipped. */
  readonly mapping?: Mapping | string | undefined;
  readonly files?: FollowedFiles | undefined;
}

/** As in a source's settings. */
interface FollowedFiles {
  readonly paths: readonly string[];
  readonly exclude?: readonly string[];
}

/** Everything in a source's settings that a decoder would refuse, each by its place. */
export function settingProblems(settings: Settings): SettingProblem[] {
  const { format, timezone, transactionIdPattern, mapping, files } = settings;
  const problems = [
    ...problemsOf("timezone", () => new ZoneClock(timezone)),
    ...problemsOf("transactionIdPattern", () => new TransactionIdPattern(transactionIdPattern)),
    ...(files === undefined ? [] : globProblems(files)),
  ];
  if (mapping === undefined) return problems;
  if (format !== undefined && !MAPPED_FORMATS.includes(format)) {
    const message = `only the formats ${MAPPED_FORMATS.join(" and ")} read by a mapping`;
    problems.push({ path: "mapping", message });
  }
  const inMapping = mappingProblems(mapping).map(({ path, message }) => ({
    path: path === "" ? "mapping" : `mapping.${path}`,
    message,
  }));
  return [...problems, ...inMapping];
}

function globProblems({ paths, exclude = [] }: FollowedFiles): SettingProblem[] {
  const listed = [
    ...paths.map((glob, at) => ({ path: `files.paths[${at}]`, message: globProblem(glob) })),
    ...exclude.map((glob, at) => ({
      path: `files.exclude[${at}]`,
      message: excludedGlobProblem(glob),
    })),
  ];
  return listed.flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
}

/** What a reader says of its setting, as a problem of that setting. Other errors are thrown. */
function problemsOf(path: string, read: () => unknown): SettingProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof TracewellError)) throw error;
    return [{ path, message: error.message.replace(/\.$/, "") }];
  }
}
