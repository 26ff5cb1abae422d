import { z } from "zod";
import { OBJECT_TYPES } from "#domain/events/catalog/event-type.ts";

export const attributeDefinitionSchema = z.object({
  name: z.string(),
  kind: z
    .enum(["string", "number", "boolean", "timestamp", "list", "object"])
    .describe("`timestamp` is RFC 3339 UTC with three decimals"),
  protection: z
    .enum(["personal", "secret"])
    .optional()
    .describe("Written as ciphertext, shown as a mask, found by its exact value"),
  values: z
    .array(z.union([z.string(), z.boolean()]))
    .optional()
    .describe("The only values, where there are few"),
  get fields() {
    return z
      .array(attributeDefinitionSchema)
      .optional()
      .describe("Fields of an object, or of each item of a list");
  },
});

const expectationSchema = z.enum(["expected", "optional", "none"]);

export const eventTypeSchema = z.object({
  type: z.string().describe("Dotted camelCase, past tense"),
  description: z.string().describe("What it means, one sentence"),
  objects: z
    .union([
      z.array(
        z.object({
          type: z.enum(OBJECT_TYPES),
          required: z.boolean(),
          role: z.string().optional(),
        }),
      ),
      z.literal("any"),
    ])
    .describe("Objects it concerns; `any`: whatever it is about"),
  attributes: z.array(attributeDefinitionSchema).describe("Known ones; others are welcome"),
  amount: expectationSchema,
  reason: expectationSchema,
  reserved: z.literal(true).optional().describe("Nothing writes it yet"),
});

/** What events are called and made of. The same for everybody until the next release. */
export const eventTypesAnswerSchema = z.object({
  eventTypes: z.array(eventTypeSchema).describe("In the order of a sale"),
  objectTypes: z.array(z.enum(OBJECT_TYPES)).describe("Everything an event can be about"),
  objectRoles: z
    .array(z.object({ role: z.string(), description: z.string() }))
    .describe("What an object can be to an event beside taking part in it"),
});
export type EventTypesAnswer = z.infer<typeof eventTypesAnswerSchema>;
