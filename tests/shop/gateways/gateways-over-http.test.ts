import { afterEach, expect, test } from "vitest";
import { RealClock } from "#shop/clock/real-clock.ts";
import type { ShopContext } from "#shop/context.ts";
import { MAIN_SCHEMA } from "#shop/database/main-schema.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import { NO_FAULTS } from "#shop/faults/fault-plan.ts";
import { type Gateways, openGateways } from "#shop/gateways/open-gateways.ts";
import { type HostedSystems, hostSystems } from "#shop/live/host-services.ts";
import { payOrder } from "#shop/payments/pay-order.ts";
import { paymentHandlers } from "#shop/payments/payment-handlers.ts";
import { paymentsOfOrder } from "#shop/payments/payment-rows.ts";
import { readPaymentStates } from "#shop/payments/read-payment-states.ts";
import { requestPayments } from "#shop/payments/request-payments.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { HttpServices, type ServiceAddress } from "#shop/services/http-services.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { type ChosenMethod, STOREFRONT } from "#shop/storefront/operations.ts";

let shop: ShopContext;
let gateways: Gateways;
let systems: HostedSystems;

/** What is to be answered gets the time that it takes; what is not need not be waited for so long. */
async function openAt(speed: number): Promise<void> {
  const clock = new RealClock({ startMs: Date.UTC(2026, 0, 5, 9), speed });
  const random = seededRandom(1, "http");
  const addresses = new Map<string, ServiceAddress>();
  const services = new HttpServices({ clock, addresses });
  const open = (name: string, schema: string): ShopDatabase =>
    new ShopDatabase({ name, path: ":memory:", schema, clock, random, durable: false });
  shop = {
    settings: DEFAULT_SETTINGS,
    clock,
    random,
    web: open("web", WEB_SCHEMA),
    main: open("main", MAIN_SCHEMA),
    services,
    faults: NO_FAULTS,
  };
  gateways = openGateways({
    ...shop,
    open,
    onFailure: (error) => {
      throw error;
    },
  });
  systems = hostSystems(addresses);
  const storefront = { name: STOREFRONT, handlers: paymentHandlers(shop) };
  await systems.add([...gateways.definitions, storefront]);
  gateways.start();
}

afterEach(async () => {
  await gateways.close();
  await systems.close();
  shop.web.close();
  shop.main.close();
});

function pay(method: ChosenMethod): ReturnType<typeof payOrder> {
  const order = {
    orderNumber: "100000001",
    foreignId: "38-200001",
    quoteId: "Q-1",
    transactionId: "TXOVERHTTP000001",
    store: "europe",
    amountMinor: 4_900,
    currency: "EUR",
  };
  shop.web.transaction((tx) => requestPayments(tx, shop, order, [method]));
  return payOrder(shop, order.orderNumber);
}

const CARD_B: ChosenMethod = { method: "card", gateway: "card-gateway-b", cardToken: "4900" };

test("an order is paid at a gateway over HTTP", async () => {
  await openAt(1);
  expect(await pay({ ...CARD_B, gateway: "card-gateway-a" })).toEqual({ outcome: "paid" });
  expect(gateways.truth()).toMatchObject([{ state: "SETTLED", amountMinor: 4_900 }]);
});

test("an answer that never comes leaves it unknown, until the gateway is asked", async () => {
  await openAt(100);
  const paid = await pay({ ...CARD_B, cardToken: "tok-answer-lost" });
  expect(paid).toEqual({ outcome: "uncertain" });
  let states = await readPaymentStates(shop, "100000001");
  // A busy machine may need more than the shop's patience.
  while (!states.allAnswered) states = await readPaymentStates(shop, "100000001");
  expect(states).toMatchObject({ paid: true, gatewayState: "sold" });
});

test("a gateway that is not there took nothing", async () => {
  await openAt(1);
  await systems.close();
  expect(await pay(CARD_B)).toEqual({ outcome: "declined", reason: "gateway unavailable" });
  expect(paymentsOfOrder(shop.web, "100000001")).toMatchObject([{ state: "declined" }]);
  const states = await readPaymentStates(shop, "100000001");
  expect(states).toMatchObject({ paid: false, gatewayState: "", allAnswered: false });
});

test("a callback over HTTP settles a payment that nobody heard of", async () => {
  await openAt(100);
  const told = new Promise<void>((resolve) => {
    shop.web.onEvents = () => {
      if (paymentsOfOrder(shop.web, "100000001")[0]?.state === "authorized") resolve();
    };
  });
  const lost = { ...CARD_B, gateway: "card-gateway-a", cardToken: "tok-answer-lost" } as const;
  expect(await pay(lost)).toEqual({ outcome: "uncertain" });
  await told;
  expect(gateways.truth()).toMatchObject([{ state: "AUTHORIZED", authorizedMinor: 4_900 }]);
});
