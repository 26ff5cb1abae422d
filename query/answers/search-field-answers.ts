import { z } from "zod";

export const searchFieldSchema = z.object({
  name: z
    .string()
    .describe("As it is written before the colon; `attributes` is followed by a path"),
  kind: z
    .enum(["key", "words", "number", "time", "flag", "actor", "attribute"])
    .describe("How its values are compared"),
  description: z.string().describe("What it finds, one sentence"),
  example: z.string().describe("A term with it"),
  values: z.array(z.string()).describe("The only ones; empty where there are many"),
  isCounted: z.boolean().describe("Its values are counted by `/stats/facets`"),
});
export type SearchFieldAnswer = z.infer<typeof searchFieldSchema>;

/** What the search language can ask for. The same for everybody until the next release. */
export const searchFieldsAnswerSchema = z.object({
  fields: z.array(searchFieldSchema).describe("In the order in which they are most often wanted"),
});
export type SearchFieldsAnswer = z.infer<typeof searchFieldsAnswerSchema>;
