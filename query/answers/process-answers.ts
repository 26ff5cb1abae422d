import { z } from "zod";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import { coverageSchema } from "./coverage.ts";

const count = z.number().int().nonnegative();
const waitMs = z.number().int().nonnegative().nullable();

const measuredShape = {
  count: count.describe("How often it was measured"),
  minMs: waitMs,
  p50Ms: waitMs,
  p90Ms: waitMs,
  p95Ms: waitMs,
  p99Ms: waitMs,
  maxMs: waitMs,
  meanMs: waitMs,
};

export const durationsSchema = z.object({
  type: z.enum(LIFECYCLE_TYPES),
  objects: count.describe("Objects that were looked at"),
  whole: z.object(measuredShape).describe("From the first to the last event of an object's story"),
  items: z
    .array(
      z.object({
        from: z.string().describe("Event type"),
        to: z.string().describe("Event type"),
        ...measuredShape,
        unfinished: count.describe("Objects in which it began and has not ended"),
      }),
    )
    .describe("Direct steps, the most frequent first; or the one that was asked for"),
  coverage: coverageSchema,
});
export type Durations = z.infer<typeof durationsSchema>;

const findingShare = z
  .number()
  .min(0)
  .max(1)
  .describe("Share of those that belong to an object with a finding");

export const processMapSchema = z.object({
  type: z.enum(LIFECYCLE_TYPES),
  objects: count,
  withFindings: count.describe("Objects of them that have a finding"),
  activities: z.array(
    z.object({
      type: z.string().describe("Event type"),
      count: count.describe("How often it happened"),
      objects: count.describe("In how many objects"),
      starts: count.describe("Objects whose story begins with it"),
      ends: count.describe("Objects whose story ends with it, so far"),
      findingShare: findingShare.describe("Share of these objects that have a finding"),
    }),
  ),
  follows: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        count,
        p50Ms: waitMs,
        p95Ms: waitMs,
        findingShare,
      }),
    )
    .describe("Which event followed directly on which, the most frequent first"),
  variants: z
    .array(
      z.object({
        steps: z.array(z.string()),
        count: count.describe("Objects whose story is exactly this"),
        share: z.number().min(0).max(1),
        p50Ms: waitMs.describe("From first to last"),
        findingShare,
      }),
    )
    .describe("The most frequent stories"),
  variantsKnown: count.describe("How many different stories there are"),
  coverage: coverageSchema,
});
export type ProcessMap = z.infer<typeof processMapSchema>;

export const stepObjectsSchema = z.object({
  type: z.enum(LIFECYCLE_TYPES),
  from: z.string().describe("Event type"),
  to: z.string().describe("Event type"),
  count: count.describe("How often the step was taken"),
  items: z
    .array(
      z.object({
        id: z.string().describe("Of the object"),
        store: z.string().nullable(),
        at: z.string().describe("When the step began: RFC 3339 UTC, milliseconds"),
        waitMs: z.number().int().nonnegative(),
        hasFinding: z.boolean(),
      }),
    )
    .describe("Each time it was taken, the longest wait first"),
  coverage: coverageSchema,
});
export type StepObjects = z.infer<typeof stepObjectsSchema>;
