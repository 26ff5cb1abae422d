import { z } from "zod";
import { GAP_STATUSES, NUMBER_STATUSES } from "#domain/lifecycles/numbers/number-status.ts";
import { coverageSchema } from "./coverage.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");

/** Every explanation there is, the first that holds first. */
export const EXPLANATIONS = [...NUMBER_STATUSES, ...GAP_STATUSES] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

export const orderNumberSchema = z.object({
  store: z.string(),
  sequence: z.number().int().describe("Its place in the store's sequence"),
  number: z
    .string()
    .nullable()
    .describe("As it is or would be written; null where neighbors do not tell"),
  explanation: z.enum(EXPLANATIONS).describe("The first of the causes that holds"),
  causes: z.array(z.enum(EXPLANATIONS)).describe("Everything that holds of it"),
  order: z.string().nullable().describe("The order that carries it"),
  quote: z.string().nullable().describe("The cart that holds it"),
  reservedAt: time.nullable(),
  usedAt: time.nullable(),
  lateMs: z.number().int().nullable().describe("Between reservation and order"),
  since: time.nullable().describe("Since when the explanation holds; null where nothing tells"),
  reason: z.string().nullable().describe("Of the last decline"),
  mayReturn: z.boolean().describe("An order may still come under it"),
  evidence: z.array(z.string()).describe("References of the records that tell it"),
  quarantine: z.array(z.string()).describe("Open quarantine items in which it can be read"),
  sources: z.array(z.string()).describe("Sources that were silent when it should have been told"),
});
export type OrderNumberAnswer = z.infer<typeof orderNumberSchema>;

export const orderNumbersSchema = z.object({
  items: z.array(orderNumberSchema).describe("Ascending by sequence, none left out"),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type OrderNumbers = z.infer<typeof orderNumbersSchema>;

export const numberStoresSchema = z.object({
  items: z.array(
    z.object({
      store: z.string(),
      firstSequence: z.number().int().describe("The lowest that some record tells"),
      lastSequence: z.number().int(),
      numbers: z.number().int().describe("Numbers that some record tells"),
      missing: z
        .number()
        .int()
        .describe("Places between first and last that no record tells, at least"),
    }),
  ),
  coverage: coverageSchema,
});
export type NumberStores = z.infer<typeof numberStoresSchema>;
