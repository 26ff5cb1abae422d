import { readFileSync } from "node:fs";
import { TracewellError } from "#domain/errors.ts";
import type { DecodeOptions, Mapping } from "#ingest/formats/format.ts";
import { mappingProblems } from "#ingest/mappings/mapping-problems.ts";
import { mappingSchema } from "#ingest/mappings/mapping-schema.ts";
import { findMapping, listMappings } from "#ingest/mappings/shipped-mappings.ts";

/** How the files of one import are read. */
export interface ImportSettings {
  /** Name of a format, or `auto`. */
  readonly format: string;
  readonly timezone?: string;
  readonly transactionIdPattern?: string;
  /** As the source keeps it: a shipped mapping by its name. */
  readonly mapping?: Mapping | string;
  /** Name of the source that is meant where none is named: that of the mapping. */
  readonly sourceName?: string;
  /** As decoders take it. */
  readonly options: Pick<DecodeOptions, "timezone" | "transactionIdPattern" | "mapping">;
}

export interface GivenSettings {
  /** Name of a shipped mapping, or a file. */
  readonly mapping?: string;
  readonly format?: string;
  readonly timezone?: string;
}

/**
 * What the command line says together with what the mapping says. Throws `invalid-parameter` with every
 * problem of a mapping.
 */
export function settingsOf({ mapping: named, format, timezone }: GivenSettings): ImportSettings {
  const zone = timezone === undefined ? {} : { timezone };
  if (named === undefined) return { format: format ?? "auto", ...zone, options: zone };
  const shipped = findMapping(named);
  if (shipped?.format === "moodle-trace") {
    const { transactionIdPattern } = shipped;
    const pattern = transactionIdPattern === undefined ? {} : { transactionIdPattern };
    const options = { ...zone, ...pattern };
    return {
      format: format ?? shipped.format,
      sourceName: shipped.name,
      ...options,
      options,
    };
  }
  const mapping = shipped ?? readMapping(named);
  return {
    format: format ?? (mapping.version === 2 ? mapping.format : "ndjson"),
    ...zone,
    mapping: shipped === null ? mapping : shipped.name,
    ...(mapping.version === 2 && { sourceName: mapping.name }),
    options: { ...zone, mapping },
  };
}

function readMapping(file: string): Mapping {
  const value = parseFile(file);
  const problems = mappingProblems(value);
  if (problems.length > 0) {
    const listed = problems
      .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
      .join("; ");
    throw new TracewellError("invalid-parameter", `The mapping ${file} cannot be used: ${listed}.`);
  }
  return mappingSchema.parse(value);
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const names = listMappings().map(({ name }) => name);
    const why = isMissing
      ? `there is neither such a file nor a shipped mapping of that name (${names.join(", ")})`
      : cause instanceof Error
        ? cause.message
        : String(cause);
    throw new TracewellError("invalid-parameter", `The mapping ${file} cannot be read: ${why}.`, {
      cause,
    });
  }
}
