import { z } from "zod";
import { forgetAnswers } from "../checkout/idempotent-answers.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { type QuoteRow, quoteObject, quoteRow } from "./quote-rows.ts";

/** Sessions ended in one transaction: it stays short beside the visitors'. */
const SESSIONS_BATCH = 200;

const sessionId = z.object({ id: z.string() });

/**
 * Ends every session whose time is over; what guests and registering customers had in their carts is lost
 * to them for good. Answers how many sessions ended. Doing it again changes nothing.
 */
export function expireSessions(shop: ShopContext): number {
  let ended = 0;
  for (;;) {
    const count = shop.web.transaction((tx) => {
      const sessions = tx.all(
        sessionId,
        `SELECT id FROM sessions WHERE endedMs IS NULL AND expiresMs <= ?
         ORDER BY expiresMs, id LIMIT ?`,
        shop.clock.nowMs(),
        SESSIONS_BATCH,
      );
      for (const { id } of sessions) endSession(tx, shop, id);
      return sessions.length;
    });
    ended += count;
    if (count < SESSIONS_BATCH) break;
  }
  shop.web.transaction((tx) => forgetAnswers(tx, shop.clock.nowMs()));
  return ended;
}

/** Ends one session with the carts that nobody can reach any more. */
export function endSession(tx: Transaction, shop: ShopContext, id: string): void {
  tx.run("UPDATE sessions SET endedMs = ? WHERE id = ?", shop.clock.nowMs(), id);
  const lost = tx.all(
    quoteRow,
    `SELECT * FROM quotes WHERE sessionId = ? AND state = 'active' AND customerKind <> 'registered'
     ORDER BY createdMs, id`,
    id,
  );
  for (const quote of lost) expireQuote(tx, shop, quote);
}

/** The cart of a guest or registering customer whose session ended. */
export function expireQuote(tx: Transaction, shop: ShopContext, quote: QuoteRow): void {
  tx.run(
    `UPDATE quotes SET state = 'expired', registration = NULL, placing = NULL, updatedMs = ?
     WHERE id = ?`,
    shop.clock.nowMs(),
    quote.id,
  );
  tx.emit({
    type: "quote.sessionExpired",
    transactionId: quote.transactionId,
    objects: [quoteObject(quote)],
    message: "The session ended: the cart can never come back.",
    attributes: { store: quote.store, customerKind: quote.customerKind },
  });
}
