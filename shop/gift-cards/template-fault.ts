import { templateFields } from "#domain/gift-cards/mail-template.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";
import { readGiftCardSettings, writeGiftCardSettings } from "./gift-card-settings.ts";

/** Fault mail.template-mismatch: somebody wrote a field of the store's template in another case. */
export function breakTemplate(tx: Transaction, shop: ShopContext, order: OrderRow): void {
  const settings = readGiftCardSettings(shop, order.store);
  const asked = new Set(settings.survey.map(({ name }) => name));
  const name = templateFields(settings.template).find(
    (field) => asked.has(field) && inOtherCase(field) !== field,
  );
  if (name === undefined) return;
  if (!shop.faults.strikes("mail.template-mismatch", orderObjects(order))) return;
  const template = settings.template.replaceAll(`\${${name}}`, `\${${inOtherCase(name)}}`);
  writeGiftCardSettings(tx, shop, order.store, { ...settings, template });
}

function inOtherCase(name: string): string {
  const first = name.slice(0, 1);
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return other + name.slice(1);
}
