import { z } from "zod";

/** Event templates of one mapping: a table row tells of a few steps of a sale, never of dozens. */
const EVENT_TEMPLATES_MAX = 32;

/** Conditions, objects and attributes of one template. */
const TEMPLATE_PARTS_MAX = 64;

/** Longest template or path: a sentence with some columns in it. */
const TEMPLATE_CHARACTERS_MAX = 1024;

/** Nested values of one attribute: lines of an order, and amounts within them. */
const VALUE_DEPTH_MAX = 6;

/** Decimal places of a currency's minor unit: four at most (ISO 4217). */
const SCALE_MAX = 4;

const text = z.string().min(1).max(TEMPLATE_CHARACTERS_MAX);
const scalar = z.union([
  z.string().max(TEMPLATE_CHARACTERS_MAX),
  z.number(),
  z.boolean(),
  z.null(),
]);

export const mappingNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    "must be 1 to 64 lower-case letters, digits or dashes, beginning with a letter or digit",
  );

/** Version 1: one event a record, field by field. */
export const fieldMappingSchema = z.strictObject({
  version: z.literal(1),
  fields: z.record(z.string(), z.string()),
  constants: z.record(z.string(), z.unknown()).exactOptional(),
  timeFormat: z.string().exactOptional(),
});

/** What must hold of one column; `present` and `absent` count empty text and MySQL's zero dates as absent. */
export const conditionSchema = z
  .strictObject({
    equals: scalar.exactOptional(),
    in: z.array(scalar).min(1).max(TEMPLATE_PARTS_MAX).exactOptional(),
    notIn: z.array(scalar).min(1).max(TEMPLATE_PARTS_MAX).exactOptional(),
    present: z.literal(true).exactOptional(),
    absent: z.literal(true).exactOptional(),
  })
  .refine((condition) => Object.keys(condition).length === 1, {
    message: "must be one of equals, in, notIn, present and absent",
  });
export type Condition = z.infer<typeof conditionSchema>;

/** A value read from one place of the record, as something else than text. */
export const readingSchema = z.strictObject({
  path: text,
  as: z.enum(["text", "integer", "number", "boolean", "time"]).exactOptional(),
  /** Text of the column → value. */
  cases: z.record(z.string(), scalar).exactOptional(),
  /**
   * For a column that is absent, that no case names, or that is not of the kind; null leaves the attribute
   * out. Without it, what is not of the kind is a fault of the row.
   */
  otherwise: scalar.exactOptional(),
});
export type Reading = z.infer<typeof readingSchema>;

export type ValueTemplate =
  | string
  | number
  | boolean
  | null
  | Reading
  | ValueTemplate[]
  | { [name: string]: ValueTemplate };

/** A template text, a constant, a reading, or a list or object of these. */
const valueSchema: z.ZodType<ValueTemplate> = z.custom<ValueTemplate>(
  (value) => isValueTemplate(value, 1),
  {
    message:
      "must be a template such as {column}, a constant, {path, as?, cases?, otherwise?}, or a list or object of these",
  },
);

function isValueTemplate(value: unknown, depth: number): boolean {
  if (scalar.safeParse(value).success) return true;
  if (depth > VALUE_DEPTH_MAX || typeof value !== "object" || value === null) return false;
  if ("path" in value) return readingSchema.safeParse(value).success;
  const parts = Object.values(value);
  return (
    parts.length <= TEMPLATE_PARTS_MAX && parts.every((part) => isValueTemplate(part, depth + 1))
  );
}

export function isReading(value: ValueTemplate): value is Reading {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "path" in value;
}

const timeSchema = z.strictObject({
  /** Column, or several: the first that is present counts. */
  path: z.union([text, z.array(text).min(1).max(8)]).exactOptional(),
  /** As `timeFormat` of version 1. */
  format: text.exactOptional(),
  /** The record keeps no time: that of its reading, which the sender names (`--assumed-time`). */
  ofReading: z.literal(true).exactOptional(),
});
export type TimeTemplate = z.infer<typeof timeSchema>;

const wholeTimeSchema = timeSchema.refine(
  ({ path, ofReading }) => (path === undefined) !== (ofReading === undefined),
  { message: "must have either path or ofReading" },
);

const objectSchema = z.strictObject({
  type: z.string().min(1).max(64),
  /** Left out whole where a column of it is absent. */
  id: text,
  role: z.string().min(1).max(64).exactOptional(),
});

const amountSchema = z.strictObject({
  /** Column of the decimal amount, such as 64.0000. */
  minor: text,
  /** Decimal places of the minor unit: 2 for cents. Without it, those of the row's currency. */
  scale: z.int().min(0).max(SCALE_MAX).exactOptional(),
  /** Template: `{order_currency_code}`, or `EUR`. */
  currency: text,
  /** Decimal sign of the source. */
  decimal: z.enum([".", ","]).exactOptional(),
});
export type AmountTemplate = z.infer<typeof amountSchema>;

const whenSchema = z.record(z.string(), conditionSchema);

export const eventTemplateSchema = z.strictObject({
  when: whenSchema.exactOptional(),
  type: z
    .string()
    .max(128)
    .regex(
      /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/,
      "must be dotted camelCase, such as order.placed",
    ),
  time: wholeTimeSchema,
  /** Default `{@table}:{@key}:<type>`. */
  id: text.exactOptional(),
  transactionId: text.exactOptional(),
  objects: z.array(objectSchema).max(TEMPLATE_PARTS_MAX).exactOptional(),
  actor: z.strictObject({ type: z.string().min(1).max(64), id: text }).exactOptional(),
  amount: amountSchema.exactOptional(),
  outcome: text.exactOptional(),
  reason: text.exactOptional(),
  level: text.exactOptional(),
  message: text.exactOptional(),
  attributes: z.record(z.string(), valueSchema).exactOptional(),
  /** Said on the event (`mapped-approximately`) where a table keeps less than the event claims. */
  note: z.string().min(1).max(500).exactOptional(),
});
export type EventTemplate = z.infer<typeof eventTemplateSchema>;

/** How table exports without a header, or with an unusual one, are read. */
export const csvSettingsSchema = z.strictObject({
  delimiter: z.enum([",", ";", "\t", "|"]).exactOptional(),
  /** `doubled`: `""` within quotes. `backslash`: `\"`, `\n`, `\N` as MySQL and PostgreSQL write them. */
  escapes: z.enum(["doubled", "backslash"]).exactOptional(),
  /** Names of the columns of an export that has no header. */
  columns: z.array(z.string().min(1).max(256)).min(1).max(1024).exactOptional(),
});
export type CsvSettings = z.infer<typeof csvSettingsSchema>;

/** The row as a record of its own. */
const rowSchema = z.strictObject({
  /** First part of every ID: the table. Default: the mapping's name. */
  table: z.string().min(1).max(64).exactOptional(),
  /** What tells rows apart: `{entity_id}`. */
  key: text,
  time: wholeTimeSchema,
  message: text.exactOptional(),
  transactionId: text.exactOptional(),
  objects: z.array(objectSchema).max(TEMPLATE_PARTS_MAX).exactOptional(),
  /** Column → name of its attribute, where the column's own does not show that it is personal or secret. */
  names: z.record(z.string(), z.string().min(1).max(256)).exactOptional(),
});

const describedSchema = z.strictObject({
  version: z.literal(2),
  name: mappingNameSchema,
  /** Raised when a mapping of this name reads the same row in another way. */
  revision: z.int().positive().max(1_000_000).default(1),
  /** What it is for, and how the export is made. */
  describes: z.string().min(1).max(4096),
  timezone: z.string().max(64).exactOptional(),
});

/** Version 2: one or several events a row. */
export const tableMappingSchema = describedSchema.extend({
  format: z.enum(["csv", "ndjson"]),
  csv: csvSettingsSchema.exactOptional(),
  /** Where the rows stand in a JSON object, such as `produits`. */
  rows: text.exactOptional(),
  /** Columns that are never written, not even in quarantine: PINs. */
  omit: z.array(z.string().min(1).max(256)).max(TEMPLATE_PARTS_MAX).exactOptional(),
  row: rowSchema,
  events: z.array(eventTemplateSchema).max(EVENT_TEMPLATES_MAX),
});
export type TableMapping = z.infer<typeof tableMappingSchema>;

/** A shipped description of a source whose format needs no rows: it names the format and the pattern. */
export const textMappingSchema = describedSchema.extend({
  format: z.literal("moodle-trace"),
  transactionIdPattern: z.string().min(1).max(1024).exactOptional(),
});
export type TextMapping = z.infer<typeof textMappingSchema>;

export type ShippedMapping = TableMapping | TextMapping;
export const shippedMappingSchema = z.discriminatedUnion("format", [
  tableMappingSchema,
  textMappingSchema,
]);

/** Every mapping a source may have. */
export const mappingSchema = z.discriminatedUnion("version", [
  fieldMappingSchema,
  tableMappingSchema,
]);
