import { z } from "zod";

export const followerStatusSchema = z.object({
  name: z.string().describe("For instance `index`"),
  ledger: z.string(),
  throughSeq: z.number().int().nonnegative().describe("Last position it has worked in"),
  headSeq: z.number().int().nonnegative().describe("Last durable position of the ledger"),
  status: z.enum(["running", "paused", "failed"]),
  reason: z.string().optional().describe("Why it is paused or failed; one sentence"),
});
export type FollowerStatus = z.infer<typeof followerStatusSchema>;

/** Body of `/readyz`, ready or not. */
export const readinessSchema = z.object({
  ready: z.boolean().describe("The followers have caught up with what was there at start"),
  stopped: z.string().optional().describe("Why the ledger takes no more records"),
  followers: z.array(followerStatusSchema),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const sessionAnswerSchema = z.object({
  name: z.string().describe("Who is signed in"),
  role: z.literal("admin"),
  by: z.enum(["token", "session"]),
  expiresAt: z.string().nullable().describe("End of a browser session; null for a token"),
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

export const signInLinkSchema = z.object({
  path: z.string().describe("To be opened once, in a browser"),
  expiresAt: z.string(),
});
export type SignInLink = z.infer<typeof signInLinkSchema>;
