import { chance } from "../../random/random-source.ts";
import type { PlacedAnswer } from "../../storefront/operations.ts";
import { STOREFRONT, STOREFRONT_OPERATIONS as storefront } from "../../storefront/operations.ts";
import { type Customer, HOUR_MS, MINUTE_MS } from "./customer.ts";

/** Some never install what they bought. */
const ACTIVATES = 0.8;

/** Installs the software hours later, where a license came by mail until then. */
export async function activateSome(
  customer: Customer,
  { foreignId }: Pick<PlacedAnswer, "foreignId">,
): Promise<void> {
  if (foreignId === null || !chance(customer.random, ACTIVATES)) return;
  await customer.waits(20 * MINUTE_MS, 30 * HOUR_MS);
  for (const { licenseNumber } of customer.market.mailbox.licenses(foreignId)) {
    await customer.services.call(STOREFRONT, storefront.activateLicense, { licenseNumber });
  }
}
