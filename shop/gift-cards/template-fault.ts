import { templateFields } from "#domain/gift-cards/mail-template.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";
import { readGiftCardSettings, writeGiftCardSettings } from "./gift-card-settings.ts";

/** Somebody mends the template and sends the mails that were not sent. Its subject is the store. */
export const MEND_TEMPLATE_JOB = "mend-gift-card-template";

/** Whoever wrote it sees at once what it did; longer, and the orders of others would be hurt as well. */
const UNNOTICED_MS = 60_000;

/**
 * Fault mail.template-mismatch: somebody writes a field of the store's template in another case. It stays
 * so until it is noticed and mended.
 */
export function breakTemplate(tx: Transaction, shop: ShopContext, order: OrderRow): void {
  const settings = readGiftCardSettings(shop, order.store);
  const asked = new Set(settings.survey.map(({ name }) => name));
  const name = templateFields(settings.template).find(
    (field) => asked.has(field) && !asked.has(inOtherCase(field)),
  );
  if (name === undefined) return;
  if (!shop.faults.strikes("mail.template-mismatch", orderObjects(order))) return;
  const template = settings.template.replaceAll(`\${${name}}`, `\${${inOtherCase(name)}}`);
  writeGiftCardSettings(tx, shop, order.store, { ...settings, template });
  const dueMs = shop.clock.nowMs() + UNNOTICED_MS;
  tx.enqueue({ kind: MEND_TEMPLATE_JOB, subject: order.store, dueMs });
}

/** `Message` for `message`, and the reverse. */
export function inOtherCase(name: string): string {
  const first = name.slice(0, 1);
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return other + name.slice(1);
}
