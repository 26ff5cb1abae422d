import { z } from "zod";
import { coverageSchema } from "./coverage.ts";
import { findingSchema, moneySchema, objectKeySchema } from "./lifecycle-answers.ts";

const stepSchema = z.object({
  name: z.string().describe("Type of the record; of the normal course the signal"),
  title: z.string().nullable().describe("The signal's, where the model names one"),
  at: z.string().nullable().describe("Null in the normal course"),
  reference: z.string().nullable(),
  sinceStartMs: z.number().nullable(),
  waitMs: z.number().nullable().describe("Since the step before it on its side"),
});

const sideSchema = z.object({
  object: objectKeySchema,
  state: z.string(),
  stateSince: z.string().nullable(),
  from: z.string().nullable().describe("Its first step"),
  to: z.string().nullable(),
  durationMs: z.number().nullable(),
  money: z.record(z.string(), moneySchema),
  findings: z.array(findingSchema).describe("Its own"),
});

export const compareAnswerSchema = z.object({
  left: sideSchema,
  right: sideSchema.nullable().describe("Null: the normal course of the model"),
  model: z.object({ type: z.string(), version: z.number().int() }),
  steps: z
    .array(
      z.object({
        left: stepSchema.nullable(),
        right: stepSchema.nullable(),
        counterpart: z
          .number()
          .int()
          .nonnegative()
          .nullable()
          .describe(
            "Of a step that stands alone: the row, from 0, where the other side has it in another order",
          ),
        waitDifferenceMs: z.number().nullable().describe("How much longer the left side waited"),
      }),
    )
    .describe("Both sides in their own order, like beside like"),
  milestones: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      left: z.object({ at: z.string(), sinceStartMs: z.number() }).nullable(),
      right: z.object({ at: z.string(), sinceStartMs: z.number() }).nullable(),
      isNormal: z.boolean().describe("The normal course has it"),
    }),
  ),
  coverage: coverageSchema,
});
export type CompareAnswer = z.infer<typeof compareAnswerSchema>;
