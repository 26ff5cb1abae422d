import { z } from "zod";
import { coverageSchema } from "./coverage.ts";
import { eventAnswerSchema } from "./event-answer.ts";

/** One way in which an event differs from the catalog of event types; it was taken all the same. */
export const catalogNoteSchema = z.object({
  code: z.string().describe("For instance `missing-object` or `unknown-type`"),
  path: z.string().describe("The field concerned, such as `attributes.lines.quantity`"),
  message: z.string(),
});

/** One record, asked for by its reference. */
export const eventDetailSchema = eventAnswerSchema.extend({
  catalogNotes: z
    .array(catalogNoteSchema)
    .describe("How it differs from `/event-types`: advice to its producer; empty when it agrees"),
  coverage: coverageSchema,
});
export type EventDetail = z.infer<typeof eventDetailSchema>;

/** What the record itself tells, wherever the ledger stands. */
export type DescribedEvent = Omit<EventDetail, "coverage">;
