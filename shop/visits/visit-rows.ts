import { createHash } from "node:crypto";
import { z } from "zod";
import type { Reads } from "../database/shop-database.ts";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";

const TRANSACTION_ID_CHARACTERS = 16;

/** 36 to the 32nd: as hard to guess as a 165-bit key. */
const SESSION_SECRET_CHARACTERS = 32;

/** One visit: what a visitor does from the selection of a product on. */
export const visitRow = z.object({
  transactionId: z.string(),
  store: z.string(),
  sessionId: z.string(),
  quoteId: z.string().nullable(),
  startedMs: z.number(),
});
export type VisitRow = z.infer<typeof visitRow>;

/** What several visits of one visitor share. `id` is the hash of the secret that the visitor holds. */
export const sessionRow = z.object({
  id: z.string(),
  store: z.string(),
  customerId: z.string().nullable(),
  expiresMs: z.number(),
  endedMs: z.number().nullable(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export function findVisit(reads: Reads, transactionId: string): VisitRow | undefined {
  return reads.get(visitRow, "SELECT * FROM visits WHERE transactionId = ?", transactionId);
}

/** The session of this ID, ended or not. */
export function findSession(reads: Reads, id: string): SessionRow | undefined {
  return reads.get(sessionRow, "SELECT * FROM sessions WHERE id = ?", id);
}

/** Whether the session's time is over, be it noted already or not. */
export function isOver(session: SessionRow, nowMs: number): boolean {
  return session.endedMs !== null || session.expiresMs <= nowMs;
}

export function newTransactionId(random: RandomSource): string {
  return randomCapitals(random, TRANSACTION_ID_CHARACTERS);
}

export function newSessionSecret(random: RandomSource): string {
  return randomCapitals(random, SESSION_SECRET_CHARACTERS);
}

/** What is stored of a session's secret; it is random, so that a plain hash does not give it away. */
export function sessionIdOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
