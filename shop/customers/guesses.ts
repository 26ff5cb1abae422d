import { createHash } from "node:crypto";
import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";

/** Wrong guesses that are looked at: order numbers follow each other, and addresses are known. */
export const GUESSES_MAX = 5;

/** After so many, no guess is looked at until so long after the last one. */
export const GUESSES_LOCKED_MS = 900_000;

/** Told with each refusal, so that nobody learns from it whether the guess was right. */
export const GUESSES_ADVICE = `After ${GUESSES_MAX} tries wait for ${GUESSES_LOCKED_MS / 60_000} minutes.`;

const guessRow = z.object({ failures: z.number() });

/** What is counted of an address; it stands nowhere itself. `what`: what is guessed with it. */
export function addressSubject(what: "order" | "password", email: string): string {
  return `${what}/${createHash("sha256").update(email.toLowerCase()).digest("hex")}`;
}

/** Whether so much was guessed that not even the right guess counts now. */
export function isGuessedOut(reads: Reads, shop: ShopContext, subject: string): boolean {
  const row = reads.get(
    guessRow,
    "SELECT failures FROM guesses WHERE subject = ? AND failedMs > ?",
    subject,
    shop.clock.nowMs() - GUESSES_LOCKED_MS,
  );
  return row !== undefined && row.failures >= GUESSES_MAX;
}

/** Counts a wrong guess; the count begins anew when the last one was long ago. */
export function noteGuess(tx: Transaction, shop: ShopContext, subjects: readonly string[]): void {
  const nowMs = shop.clock.nowMs();
  tx.run("DELETE FROM guesses WHERE failedMs <= ?", nowMs - GUESSES_LOCKED_MS);
  for (const subject of subjects) {
    tx.run(
      `INSERT INTO guesses (subject, failures, failedMs) VALUES (?, 1, ?)
       ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, failedMs = excluded.failedMs`,
      subject,
      nowMs,
    );
  }
}
