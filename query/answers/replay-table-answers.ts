import { z } from "zod";

const decision = z.enum(["none", "wholeOrder", "orderInfo", "getKeyRequest"]);

/** What to replay of an order, as data: the questions of all branches form one tree. */
export const replayTableSchema = z.object({
  questions: z
    .array(
      z.object({
        fact: z.string(),
        question: z.string(),
        answers: z.array(z.string()).describe("Each fact has exactly one"),
      }),
    )
    .describe("In the order in which they are asked"),
  branches: z.array(
    z.object({
      name: z.string(),
      conditions: z
        .array(z.object({ fact: z.string(), answer: z.string() }))
        .describe("Looked at in this order; all must hold"),
      decision,
      why: z.string().describe("One sentence: why this decision and no other"),
    }),
  ),
  steps: z
    .array(
      z.object({
        decision,
        documents: z.array(z.enum(["orderInfo", "getKeyRequest"])).describe("Loaded in this order"),
        checks: z
          .array(z.enum(["stateMatches", "licenseGenerated", "invoiceIssued", "mailRecorded"]))
          .describe("Looked at afterwards, once the databases had time"),
      }),
    )
    .describe("What each decision does"),
});
export type ReplayTable = z.infer<typeof replayTableSchema>;
