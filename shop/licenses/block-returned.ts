import { licenseStateAt } from "#domain/licenses/license-state.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type LineRow, lineRow, requireOrder } from "../orders/order-rows.ts";
import { blockLicense } from "./change-license.ts";
import { licensesOfLine } from "./license-rows.ts";

/** Job of the web database: a line was given back; its subject is the line item ID. */
export const BLOCK_LICENSE_JOB = "block-license";

/** Sees to it that nobody goes on using the licenses of lines that were returned. */
export function blockReturned(tx: Transaction, lines: readonly LineRow[]): void {
  for (const { kind, lineItemId } of lines) {
    if (kind === "license") tx.enqueue({ kind: BLOCK_LICENSE_JOB, subject: lineItemId });
  }
}

/**
 * The job `block-license`: blocks the active licenses of a line of the web database. Doing it again changes
 * nothing. Throws `not-found`.
 */
export function blockLicensesOfLine(shop: ShopContext, lineItemId: string): void {
  const line = shop.web.get(lineRow, "SELECT * FROM orderLines WHERE lineItemId = ?", lineItemId);
  if (line === undefined) throw new ShopError("not-found", "There is no such line.");
  const { foreignId } = requireOrder(shop.web, line.orderNumber);
  for (const license of licensesOfLine(shop.main, foreignId, lineItemId)) {
    const state = licenseStateAt(license, shop.clock.nowMs());
    if (state === "active") blockLicense(shop, license.id);
  }
}
