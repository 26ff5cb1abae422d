import { explainIssue } from "#domain/explain-issue.ts";
import { TracewellError } from "#domain/errors.ts";
import { CompiledMapping } from "#ingest/formats/field-mapping.ts";
import type { FieldMapping } from "#ingest/formats/format.ts";
import { parseJsonPath } from "#ingest/formats/json-path.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import { readEpoch } from "#ingest/formats/time-text.ts";
import { valueReader } from "#ingest/mappings/attribute-value.ts";
import { Conditions } from "#ingest/mappings/condition.ts";
import {
  type EventTemplate,
  eventTemplateSchema,
  fieldMappingSchema,
  type TableMapping,
  tableMappingSchema,
  type TimeTemplate,
} from "#ingest/mappings/mapping-schema.ts";
import { findMapping, unknownMapping } from "#ingest/mappings/shipped-mappings.ts";
import { Template } from "#ingest/mappings/template.ts";
import { z } from "zod";

export interface MappingProblem {
  /** Within the mapping: `events[2].time.path`; empty where it is the mapping as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Formats that read by a mapping. */
export const MAPPED_FORMATS: readonly string[] = ["csv", "ndjson"];

/** A part that has not its shape is undefined. */
const partsSchema = z.object({
  timezone: z.string().optional().catch(undefined),
  row: tableMappingSchema.shape.row.optional().catch(undefined),
  events: z.array(eventTemplateSchema.optional().catch(undefined)).catch([]),
});

/** Everything that is wrong with a mapping, or the name of one, each by its place. */
export function mappingProblems(value: unknown): MappingProblem[] {
  if (typeof value === "string") {
    const format = findMapping(value)?.format;
    const isKnown = format !== undefined && MAPPED_FORMATS.includes(format);
    return isKnown ? [] : [{ path: "", message: unknownMapping(value) }];
  }
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (version !== 1 && version !== 2) {
    return [
      { path: "version", message: "must be 1 (one event a record) or 2 (events of a table row)" },
    ];
  }
  const schema = version === 1 ? fieldMappingSchema : tableMappingSchema;
  const checked = schema.safeParse(value, { error: explainIssue });
  if (!checked.success) {
    return [
      ...checked.error.issues.map(schemaProblem),
      ...(version === 2 ? partProblems(value) : []),
    ];
  }
  return checked.data.version === 1 ? fieldProblems(checked.data) : tableProblems(checked.data);
}

function schemaProblem(issue: z.core.$ZodIssue): MappingProblem {
  return { path: placeOf(issue.path), message: issue.message };
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
}

function fieldProblems({
  fields,
  constants = {},
  timeFormat,
}: z.infer<typeof fieldMappingSchema>): MappingProblem[] {
  const clock = new ZoneClock();
  const compile = (part: FieldMapping): unknown => new CompiledMapping(part, clock);
  return [
    ...Object.entries(fields).flatMap(([target, source]) =>
      problemsOf(`fields.${target}`, () => compile({ version: 1, fields: { [target]: source } })),
    ),
    ...Object.entries(constants).flatMap(([target, value]) =>
      problemsOf(`constants.${target}`, () =>
        compile({ version: 1, fields: {}, constants: { [target]: value } }),
      ),
    ),
    ...formatProblems("timeFormat", timeFormat),
  ];
}

function tableProblems({ row, events, timezone }: TableMapping): MappingProblem[] {
  return [
    ...problemsOf("timezone", () => new ZoneClock(timezone)),
    ...rowProblems(row),
    ...events.flatMap((event, index) => eventProblems(`events[${index}]`, event)),
  ];
}

/** What is wrong within the parts that have their shape, where the whole has not. */
function partProblems(mapping: unknown): MappingProblem[] {
  const parts = partsSchema.safeParse(mapping);
  if (!parts.success) return [];
  const { timezone, row, events } = parts.data;
  return [
    ...(timezone === undefined ? [] : problemsOf("timezone", () => new ZoneClock(timezone))),
    ...(row === undefined ? [] : rowProblems(row)),
    ...events.flatMap((event, index) =>
      event === undefined ? [] : eventProblems(`events[${index}]`, event),
    ),
  ];
}

function rowProblems(row: TableMapping["row"]): MappingProblem[] {
  return [
    ...templateProblems("row.key", row.key),
    ...templateProblems("row.message", row.message),
    ...templateProblems("row.transactionId", row.transactionId),
    ...timeProblems("row.time", row.time),
    ...objectProblems("row", row.objects),
  ];
}

function eventProblems(place: string, event: EventTemplate): MappingProblem[] {
  const clock = new ZoneClock();
  const { amount, attributes = {}, when = {} } = event;
  const texts = ["id", "transactionId", "outcome", "reason", "level", "message"] as const;
  return [
    ...Object.entries(when).flatMap(([column, condition]) =>
      problemsOf(`${place}.when.${column}`, () => new Conditions({ [column]: condition })),
    ),
    ...timeProblems(`${place}.time`, event.time),
    ...texts.flatMap((name) => templateProblems(`${place}.${name}`, event[name])),
    ...objectProblems(place, event.objects),
    ...templateProblems(`${place}.actor.id`, event.actor?.id),
    ...(amount === undefined
      ? []
      : [
          ...problemsOf(`${place}.amount.minor`, () => parseJsonPath(amount.minor)),
          ...templateProblems(`${place}.amount.currency`, amount.currency),
        ]),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      problemsOf(`${place}.attributes.${name}`, () => valueReader(value, clock)),
    ),
  ];
}

function objectProblems(place: string, objects: EventTemplate["objects"] = []): MappingProblem[] {
  return objects.flatMap(({ id }, index) => templateProblems(`${place}.objects[${index}].id`, id));
}

function templateProblems(place: string, text: string | undefined): MappingProblem[] {
  return text === undefined ? [] : problemsOf(place, () => new Template(text));
}

function timeProblems(place: string, { path = [], format }: TimeTemplate): MappingProblem[] {
  const paths = typeof path === "string" ? [path] : path;
  return [
    ...paths.flatMap((one) => problemsOf(`${place}.path`, () => parseJsonPath(one))),
    ...formatProblems(`${place}.format`, format),
  ];
}

function formatProblems(place: string, format: string | undefined): MappingProblem[] {
  // Zero is a time in every unit there is.
  const isUnknownUnit =
    format?.startsWith("epoch-") === true && readEpoch("0", format)?.ok !== true;
  if (!isUnknownUnit) return [];
  const message = `there is no ${format}; write epoch-s, epoch-ms, epoch-us or epoch-ns`;
  return [{ path: place, message }];
}

/** What a reader says of its setting, as a problem of that place. Other errors are thrown. */
function problemsOf(path: string, read: () => unknown): MappingProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof TracewellError)) throw error;
    return [{ path, message: error.message.replace(/\.$/, "") }];
  }
}
