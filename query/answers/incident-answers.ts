import { z } from "zod";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { coverageSchema } from "./coverage.ts";
import { eventAnswerSchema } from "./event-answer.ts";
import { findingSchema, objectKeySchema } from "./lifecycle-answers.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");
const count = z.number().int().nonnegative();
const by = z.string().describe("Who did it");
const reference = z.string().describe("The record that says so");
const note = z.string().nullable();

const incidentNoteSchema = z.object({ text: z.string(), at: time, by, reference });

/** What a finding said when it was pinned. */
export const keptFindingSchema = z.object({
  version: z.number().int().positive().describe("Of the rule"),
  severity: z.enum(SEVERITIES),
  sentence: z.string(),
  since: time,
  evidence: z.array(z.string()),
});
export type KeptFinding = z.infer<typeof keptFindingSchema>;

const pinnedFindingSchema = z.object({
  on: objectKeySchema,
  rule: z.string(),
  asPinned: keptFindingSchema,
  now: findingSchema.nullable().describe("As it stands now; null where it no longer holds"),
});

const pinnedRecordSchema = z.object({
  reference: z.string(),
  type: z.string(),
  time,
  content: eventAnswerSchema
    .nullable()
    .describe("The record itself; null where retention removed it"),
});

export const incidentPinSchema = z.object({
  id: z.string(),
  kind: z.enum(["record", "finding"]),
  at: time.describe(
    "When the record occurred, or since when the finding held: pins stand in its order",
  ),
  pinnedAt: time,
  by,
  note,
  reference,
  record: pinnedRecordSchema.nullable().describe("Of a record alone"),
  finding: pinnedFindingSchema.nullable().describe("Of a finding alone"),
  notes: z.array(incidentNoteSchema).describe("Written about it later, oldest first"),
});
export type IncidentPin = z.infer<typeof incidentPinSchema>;

const closingSchema = z.object({ at: time, by, note, reference });

const summaryShape = {
  id: z.string(),
  title: z.string(),
  status: z.enum(["open", "closed"]),
  openedAt: time,
  openedBy: by,
  changedAt: time.describe("When the last word on it was recorded"),
  closing: closingSchema.nullable().describe("While it is closed"),
  counts: z.object({ pins: count, findings: count.describe("Of the pins"), notes: count }),
};

export const incidentSummarySchema = z.object(summaryShape);
export type IncidentSummary = z.infer<typeof incidentSummarySchema>;

export const incidentListSchema = z.object({
  items: z.array(incidentSummarySchema).describe("The one that was opened last first"),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type IncidentList = z.infer<typeof incidentListSchema>;

const incidentActSchema = z.object({
  act: z.enum(["opened", "renamed", "pinned", "unpinned", "noted", "closed", "reopened"]),
  at: time,
  by,
  title: z.string().nullable().describe("Of `opened` and `renamed`"),
  note,
  pin: z.string().nullable().describe("The pin it is about"),
  reference,
});
export type IncidentAct = z.infer<typeof incidentActSchema>;

/** Everything that people gathered about an incident, with what it refers to. */
export const incidentSchema = z.object({
  ...summaryShape,
  pins: z.array(incidentPinSchema).describe("In the order of what they are about"),
  notes: z.array(incidentNoteSchema).describe("On the whole, oldest first"),
  history: z.array(incidentActSchema).describe("Everything that was done to it, oldest first"),
  coverage: coverageSchema,
});
export type Incident = z.infer<typeof incidentSchema>;

/** After something was recorded. */
export const incidentChangeSchema = z.object({
  incident: incidentSchema,
  reference,
  indexed: z.boolean().describe("`incident` shows it already; else it will in moments"),
});
export type IncidentChange = z.infer<typeof incidentChangeSchema>;

const sha256 = z.string().describe("In hex, of the RFC 8785 form of the JSON");

/** An incident to take along, with everything that its pins rest on. */
export const incidentExportSchema = z.object({
  manifest: z.object({
    product: z.object({ name: z.literal("Tracewell"), version: z.string() }),
    exportedAt: time,
    exportedBy: by,
    hashes: z.literal("SHA-256 of the RFC 8785 form (sorted keys, no blanks, UTF-8)"),
    incident: z.object({ id: z.string(), sha256 }),
    records: z.array(z.object({ reference: z.string(), sha256 })),
    counts: z.object({ pins: count, records: count, missing: count }),
    missing: z.array(z.string()).describe("References that could not be read: retention"),
    protected: z.literal("masked").describe("Personal values and secrets stand as their masks"),
    coverage: coverageSchema,
  }),
  incident: incidentSchema.omit({ coverage: true }),
  records: z
    .array(eventAnswerSchema)
    .describe("Pinned, or evidence of a pinned finding; in the order of the ledger"),
});
export type IncidentExport = z.infer<typeof incidentExportSchema>;
