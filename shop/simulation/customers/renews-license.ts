import { pick } from "../../random/random-source.ts";
import { activateSome } from "./activates-license.ts";
import type { Behavior } from "./behavior.ts";
import { type Customer, DAY_MS } from "./customer.ts";

/**
 * Buys a license and renews it: some weeks later, or after its end where the trade goes on so long. Some
 * renew one that was blocked meanwhile, or give an ID that the shop does not know.
 */
export const renewsLicense: Behavior = {
  name: "renews a license",
  weight: 8,
  act: async (customer) => {
    const product = await customer.choose("license");
    const { answer } = await customer.buy([{ product }]);
    await activateSome(customer, answer);
    if (answer.foreignId === null) return;
    const way = pick(customer.random, ["early", "early", "late", "blocked", "unknown"] as const);
    await customer.waits(3 * DAY_MS, 12 * DAY_MS);
    const [license] = customer.market.mailbox.licenses(answer.foreignId);
    if (license === undefined) return;
    if (way === "late") {
      const leftMs = license.validUntilMs - customer.nowMs();
      await customer.waits(leftMs + DAY_MS, leftMs + 20 * DAY_MS);
    }
    if (way === "blocked") {
      await customer.market.blockLicense(license.id);
      await customer.waits(DAY_MS, 5 * DAY_MS);
    }
    const previousLicenseId = way === "unknown" ? unknownId(customer) : license.id;
    const renewed = await customer.buy([{ product, previousLicenseId }]);
    await activateSome(customer, renewed.answer);
  },
};

/** As it stands on a license of another seller. */
function unknownId(customer: Customer): string {
  return `LN-OTHER-${customer.random.integer(100_000, 999_999)}`;
}
