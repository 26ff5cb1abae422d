import { expect, test } from "vitest";
import { z } from "zod";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { composeShop } from "#shop/compose-shop.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { NO_FAULTS } from "#shop/faults/fault-plan.ts";
import { EXTERNAL_OPERATIONS } from "#shop/gift-cards/external-operations.ts";
import { readAccount } from "#shop/gift-cards/gift-card-rows.ts";
import type { Letter } from "#shop/mail/letter.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { LocalServices } from "#shop/services/local-services.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import {
  type ChosenMethod,
  STOREFRONT,
  STOREFRONT_OPERATIONS,
} from "#shop/storefront/operations.ts";
import { CARD, GUEST, rows, sellProducts, SURVEY, TestVisitor } from "../visits/visitor.ts";
import { setUp } from "./card-shop.ts";

const HOUR_MS = 3_600_000;

/** Everything together, on one virtual clock, started. */
async function openWholeShop() {
  const clock = new VirtualClock(Date.UTC(2026, 0, 5, 9));
  const random = seededRandom(3, "shop");
  const services = new LocalServices({ clock, travel: () => ({ requestMs: 20, answerMs: 30 }) });
  const letters: Letter[] = [];
  const failures: unknown[] = [];
  const composed = composeShop({
    settings: { ...DEFAULT_SETTINGS, passwordHashCost: 2 },
    clock,
    random,
    faults: NO_FAULTS,
    services,
    post: { deliver: (letter) => void letters.push(letter) },
    open: (name, schema) =>
      new ShopDatabase({ name, path: ":memory:", schema, clock, random, durable: false }),
    onFailure: (error) => void failures.push(error),
  });
  for (const definition of composed.definitions) services.add(definition);
  const { shop } = composed;
  sellProducts(shop);
  const run = async <T>(step: Promise<T>): Promise<T> => {
    let isOver = false;
    const ended = step.finally(() => {
      isOver = true;
    });
    ended.catch(() => undefined);
    await clock.runUntil(clock.nowMs() + HOUR_MS, () => isOver);
    return ended;
  };
  await run(composed.start());
  return {
    shop,
    services,
    letters,
    run,
    passes: (durationMs: number) => clock.runUntil(clock.nowMs() + durationMs),
    eventsOf: (orderNumber: string): LoggedEvent[] =>
      [shop.web, shop.main]
        .flatMap((database) =>
          database.all(z.object({ event: z.string() }), "SELECT event FROM outbox ORDER BY id"),
        )
        .map(({ event }) => JSON.parse(event) as LoggedEvent)
        .filter(({ objects }) => objects?.some(({ id }) => id === orderNumber)),
    [Symbol.asyncDispose]: async () => {
      await run(composed.stop());
      composed.close();
      expect(failures).toEqual([]);
    },
  };
}

type WholeShop = Awaited<ReturnType<typeof openWholeShop>>;

async function buy(
  whole: WholeShop,
  products: ("CARD-50" | "MANUAL" | "OFFICE-1Y")[],
  methods: readonly ChosenMethod[] = [CARD],
): Promise<string> {
  const visitor = new TestVisitor(whole.shop);
  await visitor.select(products[0]);
  for (const product of products) await visitor.add(product);
  await visitor.checkOut();
  const answer = await whole.run(visitor.place({ methods }));
  expect(answer).toMatchObject({ outcome: "placed" });
  await visitor.succeed();
  return answer.orderNumber;
}

test("a card is made at once beside goods that wait, mailed, spent, and credited on return", async () => {
  await using whole = await openWholeShop();
  const { shop, letters } = whole;
  setUp(shop, { pinRequired: true });
  const bought = await buy(whole, ["CARD-50", "MANUAL"]);
  await whole.passes(60_000);
  const types = whole.eventsOf(bought).map(({ type }) => type);
  expect(types).toContain("giftCard.issued");
  expect(types).toContain("stock.reserved");
  expect(rows(shop, "SELECT kind, state FROM orderLines ORDER BY position")).toEqual([
    { kind: "giftCard", state: "delivered" },
    { kind: "physical", state: "ordered" },
  ]);
  const letter = letters.find(({ recipient }) => recipient === SURVEY.RecipientMail);
  const [card] = rows(shop, "SELECT id, code FROM giftCards");
  const pin = /PIN[^:]*: (\d+)$/.exec(letter?.text ?? "")?.[1] ?? "";
  const giftCard = { method: "giftCard" as const, code: String(card?.["code"]), pin };
  const spent = await buy(whole, ["MANUAL"], [giftCard]);
  expect(readAccount(shop.web, String(card?.["id"]))).toMatchObject({
    balanceMinor: 3_050,
    authorizedMinor: 0,
  });
  await whole.passes(80 * HOUR_MS);
  const returned = await whole.run(
    whole.services.call(STOREFRONT, STOREFRONT_OPERATIONS.returnOrder, {
      orderNumber: spent,
      email: GUEST.email,
    }),
  );
  expect(returned).toMatchObject({ refundedMinor: 1_950 });
  await whole.passes(HOUR_MS);
  expect(readAccount(shop.web, String(card?.["id"])).balanceMinor).toBe(5_000);
  const cardSteps = whole.eventsOf(spent).filter(({ type }) => type.startsWith("giftCard."));
  expect(cardSteps.map(({ type }) => type)).toEqual([
    "giftCard.authorized",
    "giftCard.captured",
    "giftCard.refunded",
  ]);
});

test("a decline by the second method releases the card's authorization and the stock", async () => {
  await using whole = await openWholeShop();
  const { shop } = whole;
  await buy(whole, ["CARD-50"]);
  await whole.passes(60_000);
  const [card] = rows(shop, "SELECT id, code FROM giftCards");
  const visitor = new TestVisitor(shop);
  await visitor.select("MANUAL");
  await visitor.add("MANUAL");
  const answer = await whole.run(
    visitor.place({
      methods: [
        { method: "giftCard", code: String(card?.["code"]), amountMinor: 1_000 },
        { method: "card", gateway: "card-gateway-a", cardToken: "tok-insufficient-funds" },
      ],
    }),
  );
  expect(answer).toMatchObject({ outcome: "declined" });
  await whole.passes(HOUR_MS);
  const types = whole.eventsOf(answer.orderNumber).map(({ type }) => type);
  expect(types.filter((type) => /^(giftCard|stock)\./.test(type)).sort()).toEqual([
    "giftCard.authorized",
    "giftCard.released",
    "stock.released",
    "stock.reserved",
  ]);
  expect(readAccount(shop.web, String(card?.["id"])).availableMinor).toBe(5_000);
});

test("a card of the external provider pays an order like any other", async () => {
  await using whole = await openWholeShop();
  const { shop, services } = whole;
  const { code, cardId } = await whole.run(
    services.call("external-cards", EXTERNAL_OPERATIONS.sellCard, {
      amountMinor: 2_000,
      currency: "EUR",
    }),
  );
  const orderNumber = await buy(whole, ["OFFICE-1Y"], [{ method: "giftCard", code }, CARD]);
  const events = whole.eventsOf(orderNumber);
  expect(events.filter(({ type }) => type === "payment.captured")).toMatchObject([
    { amount: { minor: 2_000 }, attributes: { gateway: "external-cards" } },
    { amount: { minor: 2_900 } },
  ]);
  expect(readAccount(shop.web, cardId)).toMatchObject({ isIssued: true, balanceMinor: 0 });
});
