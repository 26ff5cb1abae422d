import { parseJsonPath } from "#ingest/formats/json-path.ts";
import {
  type EventTemplate,
  isReading,
  type TableMapping,
  type TimeTemplate,
  type ValueTemplate,
} from "#ingest/mappings/mapping-schema.ts";
import { Template } from "#ingest/mappings/template.ts";

/** The columns that a mapping names, each once: those a table should have. */
export function columnsOf({ row, events }: TableMapping): string[] {
  const paths = events.reduce(
    (found, event) => found.concat(eventColumns(event)),
    templateColumns(row.key, row.message, row.transactionId).concat(
      timeColumns(row.time),
      objectColumns(row.objects),
    ),
  );
  return [...new Set(paths.map((path) => String(parseJsonPath(path)[0])))];
}

function eventColumns(event: EventTemplate): string[] {
  const { id, transactionId, actor, amount, message, reason, outcome, level } = event;
  return Object.keys(event.when ?? {}).concat(
    timeColumns(event.time),
    templateColumns(id, transactionId, actor?.id, message, reason, outcome, level),
    objectColumns(event.objects),
    amount === undefined ? [] : [amount.minor],
    templateColumns(amount?.currency),
    Object.values(event.attributes ?? {}).flatMap(valueColumns),
  );
}

function objectColumns(objects: EventTemplate["objects"] = []): string[] {
  return templateColumns(...objects.map(({ id }) => id));
}

function templateColumns(...templates: readonly (string | undefined)[]): string[] {
  return templates.flatMap((text) => (text === undefined ? [] : new Template(text).columns));
}

function timeColumns({ path = [] }: TimeTemplate): readonly string[] {
  return typeof path === "string" ? [path] : path;
}

function valueColumns(value: ValueTemplate): string[] {
  if (typeof value === "string") return templateColumns(value);
  if (typeof value !== "object" || value === null) return [];
  if (isReading(value)) return [value.path];
  return Object.values(value).flatMap(valueColumns);
}
