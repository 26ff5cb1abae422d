import { z } from "zod";
import { type Finding, SEVERITIES, type Triage } from "#domain/lifecycles/finding.ts";
import type { Detail, Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");
const evidence = z.array(z.string()).describe("References of the records that prove it");

export const moneySchema = z.object({
  minor: z.number().int().describe("Minor units, such as cents"),
  currency: z.string(),
});

export const objectKeySchema = z.object({ type: z.enum(LIFECYCLE_TYPES), id: z.string() });

/** What people said last of a finding. */
export const triageSchema: z.ZodType<Triage, Triage> = z.object({
  status: z.enum(["acknowledged", "explained", "assigned", "reopened"]),
  by: z.string().nullable(),
  note: z.string().nullable(),
  assignee: z.string().nullable(),
  at: time,
  reference: z.string().describe("The record that says so"),
  hasNewEvidence: z.boolean().describe("The finding rests on records that came after that word"),
});

/** What is wrong with an object, at most one of a rule for each. */
export const findingSchema: z.ZodType<Finding, Finding> = z.object({
  rule: z.string(),
  version: z.number().int().positive().describe("Of the rule"),
  severity: z.enum(SEVERITIES),
  on: objectKeySchema,
  sentence: z.string(),
  values: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), moneySchema]),
    )
    .describe("The facts of the sentence, for other languages"),
  evidence,
  since: time.describe("The time of the wrong event, or the deadline that passed"),
  triage: triageSchema.nullable(),
});

const stateSpanSchema = z.object({
  state: z.string(),
  from: time,
  to: time.nullable().describe("Null while it lasts"),
  evidence,
});

const milestoneSchema = z.object({
  name: z.string(),
  at: time.nullable().describe("Null where it has not come"),
  evidence,
  waitMs: z.number().nullable().describe("Since the milestone before it that came"),
});

const obligationSchema = z.object({
  name: z.string(),
  status: z
    .enum(["open", "met", "late", "overdue", "lapsed"])
    .describe("`late`: met after it was due; `lapsed`: no longer owed"),
  since: time,
  dueAt: time,
  metAt: time.nullable(),
  rule: z.string().describe("The rule that holds once it is overdue"),
  evidence,
});

const linkSchema = z.object({
  type: z.string(),
  id: z.string(),
  relation: z.string().describe("As the model calls it, such as `payment`, `previousLicense`"),
  evidence,
});

const activitySchema = z.object({ type: z.string(), atMs: z.number(), reference: z.string() });

/** Any value of JSON. */
export const detailSchema: z.ZodType<Detail, Detail> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(detailSchema),
    z.record(z.string(), detailSchema),
  ]),
);

/** The life of one object, rebuilt from its events. */
export const lifecycleSchema: z.ZodType<Lifecycle, Lifecycle> = z.object({
  object: objectKeySchema,
  aliases: z.array(z.string()).describe("Other IDs of it, such as an order's foreign ID"),
  modelVersion: z.number().int(),
  rulesVersion: z.number().int(),
  asOf: time.describe("For when it is judged"),
  state: z.string(),
  states: z.array(stateSpanSchema),
  milestones: z.array(milestoneSchema),
  obligations: z.array(obligationSchema),
  money: z.record(z.string(), moneySchema),
  links: z.array(linkSchema),
  details: z
    .record(z.string(), detailSchema)
    .describe("What is particular to the type, such as an order's lines"),
  findings: z.array(findingSchema).describe("Its own"),
  activities: z.array(activitySchema).describe("Its own story"),
  nextChangeAt: time.nullable().describe("Before this time it stays so unless a record comes"),
  unknowns: z.array(z.string()).describe("What the records cannot tell"),
  isTruncated: z.boolean().describe("There are more records than are read for one object"),
});
