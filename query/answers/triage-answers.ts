import { z } from "zod";
import { objectKeySchema, triageSchema } from "./lifecycle-answers.ts";

/** What somebody said of a finding, as it was recorded. */
export const triageAnswerSchema = z.object({
  on: objectKeySchema,
  rule: z.string(),
  holds: z.boolean().describe("Whether the finding holds now"),
  triage: triageSchema,
  indexed: z.boolean().describe("Answers show it already; else they will in moments"),
});
export type TriageAnswer = z.infer<typeof triageAnswerSchema>;
