import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { licenseEvent } from "./license-events.ts";
import { licenseRow } from "./license-rows.ts";

/** Ended in one transaction, so that a long pause of the task blocks the shop only for moments at a time. */
const BATCH_MAX = 500;

/** Ends the active licenses whose time is over, `license.expired` each, in order of their end. How many. */
export function expireLicenses(shop: ShopContext): number {
  let total = 0;
  for (;;) {
    const count = shop.main.transaction((tx) => expireBatch(tx, shop.clock.nowMs()));
    total += count;
    if (count < BATCH_MAX) return total;
  }
}

function expireBatch(tx: Transaction, nowMs: number): number {
  const over = tx.all(
    licenseRow,
    `SELECT * FROM licenses WHERE state = 'active' AND validUntilMs <= ?
     ORDER BY validUntilMs, id LIMIT ?`,
    nowMs,
    BATCH_MAX,
  );
  for (const license of over) {
    tx.run("UPDATE licenses SET state = 'expired' WHERE id = ?", license.id);
    // It ended then, however late that is noted.
    const attributes = { validUntil: timeText(license.validUntilMs) };
    const ended = licenseEvent(tx, "license.expired", license, "The license reached its end.");
    tx.emit({ ...ended, attributes });
  }
  return over.length;
}
