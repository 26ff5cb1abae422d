import fc from "fast-check";
import { expect, test } from "vitest";
import type { ShopContext } from "#shop/context.ts";
import { readAccount } from "#shop/gift-cards/gift-card-rows.ts";
import { giftCardProcessor } from "#shop/gift-cards/gift-card-processor.ts";
import type { ProcessedPayment } from "#shop/payments/payment-processor.ts";
import { foldAccount, type CardEntry } from "#domain/gift-cards/accounting.ts";
import { openCardShop, paymentOf, sellCard } from "./card-shop.ts";

const ISSUED_MINOR = 5_000;

const command = fc.record({
  step: fc.constantFrom(
    ...(["authorize", "authorize", "capture", "capture", "refund", "refund"] as const),
    ...(["release", "reauthorize"] as const),
  ),
  payment: fc.nat(2),
  /** Of the payment's amount: all, a part, or too much. */
  percent: fc.constantFrom(30, 60, 100, 100, 110),
  key: fc.constantFrom("1", "2"),
  afterMs: fc.nat(3),
});
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

function take({ step, percent, key }: Command, payment: ProcessedPayment, shop: ShopContext) {
  const amountMinor = (payment.amountMinor * percent) / 100;
  switch (step) {
    case "authorize":
      return giftCardProcessor.authorize(shop, payment);
    case "capture":
      return giftCardProcessor.capture(shop, payment, amountMinor, `${key}/${amountMinor}`);
    case "release":
      return giftCardProcessor.release(shop, payment);
    case "reauthorize":
      return giftCardProcessor.reauthorize(shop, { ...payment, amountMinor });
    default:
      return giftCardProcessor.refund(shop, payment, amountMinor, `${key}/${amountMinor}`);
  }
}

test("whatever is asked of a card in whatever order, it is never overdrawn and it adds up", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 15, maxLength: 40, size: "max" }),
      async (commands) => {
        await using open = openCardShop();
        const { shop, clock } = open;
        const card = sellCard(shop);
        const references = new Map<number, string>();
        const amounts = [700, 1_500, 4_000];
        let capturedMinor = 0;
        let refundedMinor = 0;
        for (const given of commands) {
          await clock.runUntil(clock.nowMs() + given.afterMs);
          const payment = paymentOf(card.id, amounts[given.payment] ?? 1, {
            sequence: 900 + given.payment,
            gatewayReference: references.get(given.payment) ?? null,
          });
          const told = open.events().length;
          const answer = await take(given, payment, shop);
          if (answer.outcome === "accepted" && given.step === "authorize") {
            references.set(given.payment, answer.reference);
          }
          // An answer given again is no other capture.
          const isNew = open.events().length > told;
          if (answer.outcome === "accepted" && isNew) {
            if (given.step === "capture") capturedMinor += answer.amountMinor;
            if (given.step === "refund") refundedMinor += answer.amountMinor;
          }
          const account = readAccount(shop.web, card.id);
          expect(account.availableMinor).toBeGreaterThanOrEqual(0);
          expect(account).toMatchObject({
            capturedMinor,
            refundedMinor,
            balanceMinor: ISSUED_MINOR + refundedMinor - capturedMinor,
          });
          expect(refundedMinor).toBeLessThanOrEqual(capturedMinor);
        }
        // The events alone tell the same account.
        const { balanceMinor, authorizedMinor } = readAccount(shop.web, card.id);
        expect(foldAccount(entriesOf(open))).toMatchObject({ balanceMinor, authorizedMinor });
      },
    ),
    { numRuns: 60 },
  );
});

function entriesOf(open: ReturnType<typeof openCardShop>): CardEntry[] {
  return open
    .events()
    .filter(({ type }) => type.startsWith("giftCard.") && type !== "giftCard.rejected")
    .map(
      ({ type, time, amount, attributes }) =>
        ({
          kind: type.slice("giftCard.".length),
          atMs: Date.parse(time),
          amountMinor: amount?.minor ?? 0,
          authorizationId: attributes?.["authorizationId"] ?? null,
        }) as CardEntry,
    );
}
