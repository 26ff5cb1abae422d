import type { SourceAnswer } from "#query/answers/source-answers.ts";
import { text } from "../../messages/current.ts";

/** Formats a source may have, as the service names them. */
export const SOURCE_FORMATS = [
  "events",
  "ndjson",
  "cloudevents",
  "otlp-logs",
  "moodle-trace",
  "order-documents",
  "csv",
  "text",
] as const;

/** Settings as they are typed. */
export interface SourceDraft {
  readonly name: string;
  readonly format: string;
  readonly timezone: string;
  readonly paths: string;
  readonly exclude: string;
  readonly stores: string;
  readonly transactionIdPattern: string;
  readonly mapping: string;
  readonly protectRaw: boolean;
}

export type DraftField = keyof SourceDraft;

export function draftOf(source: SourceAnswer | undefined): SourceDraft {
  const mapping = source?.mapping;
  return {
    name: source?.name ?? "",
    format: source?.format ?? "ndjson",
    timezone: source?.timezone ?? "",
    paths: (source?.files?.paths ?? []).join("\n"),
    exclude: (source?.files?.exclude ?? []).join("\n"),
    stores: (source?.stores ?? []).join("\n"),
    transactionIdPattern: source?.transactionIdPattern ?? "",
    mapping: typeof mapping === "object" ? JSON.stringify(mapping, null, 2) : (mapping ?? ""),
    protectRaw: source?.protectRaw === true,
  };
}

const linesOf = (typed: string) =>
  typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The body that replaces a source's settings; what is empty is not set. Throws `SyntaxError` for bad JSON. */
export function settingsOf(draft: SourceDraft): Record<string, unknown> {
  const paths = linesOf(draft.paths);
  const exclude = linesOf(draft.exclude);
  const stores = linesOf(draft.stores);
  const mapping = draft.mapping.trim();
  return {
    format: draft.format.trim(),
    ...(draft.timezone.trim() !== "" && { timezone: draft.timezone.trim() }),
    ...(draft.transactionIdPattern.trim() !== "" && {
      transactionIdPattern: draft.transactionIdPattern.trim(),
    }),
    ...(draft.protectRaw && { protectRaw: true }),
    ...(mapping !== "" && {
      mapping: mapping.startsWith("{") ? (JSON.parse(mapping) as unknown) : mapping,
    }),
    ...(paths.length > 0 && { files: { paths, ...(exclude.length > 0 && { exclude }) } }),
    ...(stores.length > 0 && { stores }),
  };
}

/** First part of a path in a problem of the service, and the field it stands at. */
const FIELD_OF: readonly (readonly [string, DraftField])[] = [
  ["params.name", "name"],
  ["body.files.exclude", "exclude"],
  ["body.files", "paths"],
  ["body.stores", "stores"],
  ["body.format", "format"],
  ["body.timezone", "timezone"],
  ["body.transactionIdPattern", "transactionIdPattern"],
  ["body.mapping", "mapping"],
  ["body.protectRaw", "protectRaw"],
];

/** What is wrong by field, and what stands at none of them. */
export interface DraftProblems {
  readonly fields: Readonly<Partial<Record<DraftField, string>>>;
  readonly isPlaced: boolean;
}

/** `errors` of a refusal as the form shows them; `code` says which field alone it can be about. */
export function placeProblems(code: string, message: string, errors: unknown): DraftProblems {
  if (code === "unknown-format") return { fields: { format: message }, isPlaced: true };
  const fields: Partial<Record<DraftField, string>> = {};
  for (const { path, words } of statedErrors(errors)) {
    const field = FIELD_OF.find(([start]) => path.startsWith(start))?.[1];
    if (field === undefined) return { fields: {}, isPlaced: false };
    fields[field] = fields[field] === undefined ? words : `${fields[field]} ${words}`;
  }
  return { fields, isPlaced: Object.keys(fields).length > 0 };
}

function statedErrors(errors: unknown): { path: string; words: string }[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    if (typeof error !== "object" || error === null) return [];
    const path = "path" in error ? error.path : undefined;
    const message = "message" in error ? error.message : undefined;
    return typeof path === "string" && typeof message === "string"
      ? [{ path, words: text.common.sentence(`${message}.`) }]
      : [];
  });
}
