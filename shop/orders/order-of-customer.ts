import { createHash } from "node:crypto";
import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { emitUnattributed } from "../visits/tell-refusal.ts";
import { findOrder, type OrderRow } from "./order-rows.ts";

/** Wrong guesses of an order number or an address that are looked at: numbers follow each other, addresses are known. */
export const ORDER_GUESSES_MAX = 5;

/** After so many, no guess is looked at until so long after the last one. */
export const ORDER_GUESSES_LOCKED_MS = 900_000;

const guessRow = z.object({ failures: z.number() });

/**
 * The order, for somebody who shows by the address that it was placed with to be its customer. Throws
 * `not-found` for an order that is not there, for one that is somebody else's, and for whoever guessed too
 * often, alike; each refusal is recorded.
 */
export function requireOrderOf(
  shop: ShopContext,
  operation: string,
  { orderNumber, email }: { readonly orderNumber: string; readonly email: string },
): OrderRow {
  const address = email.toLowerCase();
  const subjects = [orderNumber, createHash("sha256").update(address).digest("hex")];
  const found = shop.web.transaction((tx) => {
    const order = findOrder(tx, orderNumber);
    const isLocked = subjects.some((subject) => isGuessedOut(tx, shop, subject));
    if (order !== undefined && !isLocked && order.email.toLowerCase() === address) return order;
    emitUnattributed(tx, operation, isLocked ? "too many guesses" : "order and address differ");
    if (!isLocked) noteGuess(tx, shop, subjects);
    return null;
  });
  if (found !== null) return found;
  throw new ShopError(
    "not-found",
    "There is no order of this number and address. After five tries wait for a quarter of an hour.",
  );
}

function isGuessedOut(reads: Reads, shop: ShopContext, subject: string): boolean {
  const row = reads.get(
    guessRow,
    "SELECT failures FROM orderGuesses WHERE subject = ? AND failedMs > ?",
    subject,
    shop.clock.nowMs() - ORDER_GUESSES_LOCKED_MS,
  );
  return row !== undefined && row.failures >= ORDER_GUESSES_MAX;
}

/** Counts it; the count begins anew when the last one was long ago. */
function noteGuess(tx: Transaction, shop: ShopContext, subjects: readonly string[]): void {
  const nowMs = shop.clock.nowMs();
  tx.run("DELETE FROM orderGuesses WHERE failedMs <= ?", nowMs - ORDER_GUESSES_LOCKED_MS);
  for (const subject of subjects) {
    tx.run(
      `INSERT INTO orderGuesses (subject, failures, failedMs) VALUES (?, 1, ?)
       ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, failedMs = excluded.failedMs`,
      subject,
      nowMs,
    );
  }
}
