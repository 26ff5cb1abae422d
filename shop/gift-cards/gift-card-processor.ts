import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type {
  PaymentProcessor,
  ProcessedPayment,
  ProcessorAnswer,
} from "../payments/payment-processor.ts";
import { answerOnce, processorAnswerSchema } from "./answer-once.ts";
import { authorizeCard } from "./authorize-card.ts";
import { captureCard } from "./capture-card.ts";
import { GIFT_CARDS } from "./find-card.ts";
import { readCardState } from "./read-card-state.ts";
import { refundCard } from "./refund-card.ts";
import { reauthorizeCard, releaseCard } from "./release-card.ts";

const instrumentSchema = z.object({ giftCardId: z.string().nullable().default(null) });

/**
 * Pays with the shop's own gift cards. Each step is one transaction of the web database that looks at the
 * account, writes to it and tells of it, so two orders at once cannot take the same amount.
 */
export const giftCardProcessor: PaymentProcessor = {
  gateway: GIFT_CARDS,
  operation: "authorize",
  authorize: async (shop, payment) =>
    once(shop, payment, { step: "authorize", key: "", amountMinor: payment.amountMinor }, (tx) =>
      authorizeCard(tx, shop, payment, cardOf(payment)),
    ),
  capture: async (shop, payment, amountMinor, key) =>
    once(shop, payment, { step: "capture", key, amountMinor }, (tx) =>
      captureCard(tx, shop, payment, cardOf(payment), amountMinor),
    ),
  release: async (shop, payment) =>
    shop.web.transaction((tx) => releaseCard(tx, shop, payment, cardOf(payment))),
  reauthorize: async (shop, payment) =>
    shop.web.transaction((tx) => reauthorizeCard(tx, shop, payment, cardOf(payment))),
  refund: async (shop, payment, amountMinor, key) =>
    once(shop, payment, { step: "refund", key, amountMinor }, (tx) =>
      refundCard(tx, shop, payment, cardOf(payment), amountMinor),
    ),
  readState: async (shop, payment) => readCardState(shop.web, payment),
};

/** The card's account: null for a code that nobody knows. */
export function cardOf({ instrument }: ProcessedPayment): string | null {
  return instrumentSchema.parse(instrument).giftCardId;
}

/** The key of an authorization's answer, which tells later why it was declined. */
export function answerKey(paymentId: string, step: string, key: string): string {
  return ["gift-cards", step, paymentId, ...(key === "" ? [] : [key])].join("/");
}

function once(
  shop: ShopContext,
  payment: ProcessedPayment,
  { step, key, amountMinor }: { step: string; key: string; amountMinor: number },
  work: (tx: Transaction) => ProcessorAnswer,
): ProcessorAnswer {
  return shop.web.transaction((tx) =>
    answerOnce(
      tx,
      {
        key: answerKey(payment.id, step, key),
        request: { giftCardId: cardOf(payment), amountMinor, currency: payment.currency },
        answer: processorAnswerSchema,
        atMs: shop.clock.nowMs(),
      },
      () => work(tx),
    ),
  );
}
