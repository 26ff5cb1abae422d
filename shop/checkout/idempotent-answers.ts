import { createHash } from "node:crypto";
import { z } from "zod";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { placedSchema, type PlacedAnswer } from "../storefront/operations.ts";

const PREFIX = "placeOrder/";

/** Clients try again for hours, not for days; most shops and gateways keep a key as long. */
export const ANSWER_KEPT_MS = 86_400_000;

const answerRow = z.object({ request: z.string(), answer: z.string().nullable() });

/** A key counts within its visit. */
export function answerKeyOf(transactionId: string, idempotencyKey: string): string {
  return `${PREFIX}${transactionId}/${idempotencyKey}`;
}

/** What is kept of a request, to tell whether another is the same: it may hold card codes and PINs. */
export function requestHash(request: unknown): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}

/**
 * The answer that the same request got. Undefined for a new key. Throws `idempotency-conflict` where the key
 * came with another request, `wrong-state` while the first is not answered.
 */
export function earlierAnswer(
  reads: Reads,
  key: string,
  request: string,
): PlacedAnswer | undefined {
  const row = reads.get(
    answerRow,
    "SELECT request, answer FROM idempotentAnswers WHERE key = ?",
    key,
  );
  if (row === undefined) return undefined;
  if (row.request !== request) {
    throw new ShopError("idempotency-conflict", "This key came with another request before.");
  }
  if (row.answer === null) {
    throw new ShopError("wrong-state", "The same request is under way: ask again in a moment.");
  }
  return placedSchema.parse(JSON.parse(row.answer));
}

/** Notes that a request with this key is under way. */
export function noteRequest(tx: Transaction, key: string, request: string, nowMs: number): void {
  tx.run(
    "INSERT INTO idempotentAnswers (key, request, atMs) VALUES (?, ?, ?)",
    key,
    request,
    nowMs,
  );
}

export function noteAnswer(tx: Transaction, key: string, answer: PlacedAnswer): void {
  tx.run("UPDATE idempotentAnswers SET answer = ? WHERE key = ?", JSON.stringify(answer), key);
}

/** Forgets answers that nobody asks for any more. */
export function forgetAnswers(tx: Transaction, nowMs: number): void {
  tx.run(
    "DELETE FROM idempotentAnswers WHERE key GLOB ? AND answer IS NOT NULL AND atMs <= ?",
    `${PREFIX}*`,
    nowMs - ANSWER_KEPT_MS,
  );
}
