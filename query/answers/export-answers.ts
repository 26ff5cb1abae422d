import { z } from "zod";
import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import { coverageSchema } from "./coverage.ts";

export const EXPORT_FORMATS = ["ndjson", "csv", "html", "ocel2"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** As of search: far beyond what is typed. */
const QUERY_CHARACTERS_MAX = 2_048;
/** RFC 3339 with offset, epoch milliseconds or `now-1h`. */
const TIME_CHARACTERS_MAX = 64;
/** Names of states, rules and stores. */
const NAME_CHARACTERS_MAX = 128;

const time = z.string().min(1).max(TIME_CHARACTERS_MAX);
const name = z.string().min(1).max(NAME_CHARACTERS_MAX);

export const exportedSearchSchema = z.strictObject({
  kind: z.literal("search"),
  q: z.string().max(QUERY_CHARACTERS_MAX).exactOptional().describe("All records without one"),
  from: time.exactOptional().describe("Begin, inclusive"),
  to: time.exactOptional().describe("End, exclusive"),
});
export const exportedObjectSchema = z.strictObject({
  kind: z.literal("object"),
  type: z.enum(LIFECYCLE_TYPES),
  id: z.string().min(1).max(IDENTIFIER_CHARACTERS_MAX),
  asOf: time.exactOptional(),
  knownAt: time.exactOptional(),
});
export const exportedWorklistSchema = z.strictObject({
  kind: z.literal("worklist"),
  type: z.enum(LIFECYCLE_TYPES).exactOptional(),
  state: name.exactOptional(),
  finding: name.exactOptional().describe("A rule ID, or the first part of one"),
  severity: z.enum(SEVERITIES).exactOptional(),
  open: z.boolean().exactOptional().describe("With a finding nobody explained or acknowledged"),
  stuckFor: time.exactOptional().describe("In its state for at least so long: `2h`"),
  expiresWithin: time.exactOptional().describe("Its term or hold ends within so long: `7d`"),
  store: name.exactOptional(),
  from: time.exactOptional().describe("Of its last record, inclusive"),
  to: time.exactOptional().describe("Of its last record, exclusive"),
});
export const exportedSchema = z.discriminatedUnion("kind", [
  exportedSearchSchema,
  exportedObjectSchema,
  exportedWorklistSchema,
]);
/** What is taken along. */
export type Exported = z.infer<typeof exportedSchema>;
export type ExportedSearch = z.infer<typeof exportedSearchSchema>;
export type ExportedObject = z.infer<typeof exportedObjectSchema>;
export type ExportedWorklist = z.infer<typeof exportedWorklistSchema>;

export const exportRequestSchema = z.strictObject({
  what: exportedSchema.describe("A search, the timeline of one object, or objects of a worklist"),
  format: z
    .enum(EXPORT_FORMATS)
    .describe("`ocel2`: the object-centric event log of OCEL 2.0, as JSON"),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const EXPORT_STATUSES = ["waiting", "running", "cancelled", "failed", "finished"] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

const count = z.number().int().nonnegative();

export const exportManifestSchema = z.object({
  product: z.object({ name: z.literal("Tracewell"), version: z.string() }),
  export: z.string().describe("ID of the export"),
  what: exportedSchema,
  format: z.enum(EXPORT_FORMATS),
  query: z.string().nullable().describe("The search as it was understood; null for objects"),
  range: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  asOf: z.string().describe("Now, as the export was asked for: `now-1h` and deadlines refer to it"),
  positions: z
    .record(z.string(), count)
    .describe("Last position of each ledger that was looked at; fixed at the start"),
  counts: z.object({ records: count, objects: count.nullable() }),
  coverage: coverageSchema,
  protected: z.literal("masked").describe("Personal values and secrets stand as their masks"),
  requestedBy: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string(),
  file: z.object({
    name: z.string(),
    mediaType: z.string(),
    bytes: count,
    sha256: z.string().describe("Of the file's bytes, in hex"),
  }),
});
export type ExportManifest = z.infer<typeof exportManifestSchema>;

export const exportAnswerSchema = z.object({
  id: z.string(),
  ...exportRequestSchema.shape,
  status: z.enum(EXPORT_STATUSES),
  reason: z.string().nullable().describe("Why it failed, one sentence; null where it did not"),
  progress: z.object({
    step: z.string().describe("What is being done, such as `gathering` or `writing`"),
    done: count,
    expected: count.nullable().describe("Null while nobody knows"),
    bytes: count.describe("Of the file, as far as it is safe on disk"),
  }),
  requestedBy: z.string(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  expiresAt: z.string().nullable().describe("When it will be removed; null while it works"),
  file: z.object({ name: z.string(), mediaType: z.string() }),
});
export type ExportAnswer = z.infer<typeof exportAnswerSchema>;

export const exportListSchema = z.object({
  items: z.array(exportAnswerSchema).describe("Newest first; a bounded number is kept"),
});
export type ExportList = z.infer<typeof exportListSchema>;
