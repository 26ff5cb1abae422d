import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import type { ShopContext } from "#shop/context.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { NO_FAULTS } from "#shop/faults/fault-plan.ts";
import { giftCardProcessor } from "#shop/gift-cards/gift-card-processor.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { LocalServices } from "#shop/services/local-services.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";

/**
 * A process of its own that spends a card: `node spend-card.ts <file> <card> <first sequence> <payments>`.
 * Each payment is of 7 minor units; every second is captured, every third released. Says `ready`, begins when
 * told to, and prints what it captured.
 */
const [path = "", giftCardId = "", first = "", count = ""] = process.argv.slice(2);
const clock = new VirtualClock(Date.UTC(2026, 0, 5));
const random = seededRandom(Number(first), "spender");
const options = { clock, random, durable: true };
const web = new ShopDatabase({ ...options, name: "web", path, schema: WEB_SCHEMA });
const shop: ShopContext = {
  settings: DEFAULT_SETTINGS,
  clock,
  random,
  web,
  // Nothing here reads it.
  main: web,
  services: new LocalServices({ clock, travel: () => ({ requestMs: 0, answerMs: 0 }) }),
  faults: NO_FAULTS,
};
const AMOUNT_MINOR = 7;
let capturedMinor = 0;
process.stdout.write("ready\n");
await once(process.stdin, "data");
for (let index = 0; index < Number(count); index++) {
  const sequence = Number(first) + index;
  const payment = {
    id: `P-${sequence}`,
    orderNumber: `1${String(sequence).padStart(8, "0")}`,
    transactionId: "TU80WKRYTI9QUMJ4",
    store: "europe",
    amountMinor: AMOUNT_MINOR,
    currency: "EUR",
    instrument: { giftCardId },
    gatewayReference: null,
  };
  // The other process gets its turn.
  await wait(1);
  const answer = await giftCardProcessor.authorize(shop, payment);
  if (answer.outcome !== "accepted") continue;
  if (index % 2 === 0) {
    const taken = await giftCardProcessor.capture(shop, payment, AMOUNT_MINOR, "capture");
    if (taken.outcome === "accepted") capturedMinor += taken.amountMinor;
  } else if (index % 3 === 0) await giftCardProcessor.release(shop, payment);
}
web.close();
process.stdout.write(String(capturedMinor));
process.stdin.destroy();
