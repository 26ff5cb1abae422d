import { foreignIdOf, sequenceOf } from "#domain/numbering/numbers-of-sequence.ts";
import type { ObjectReference } from "#domain/events/event.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import { orderObjects } from "../orders/order-rows.ts";
import type { ProcessedPayment } from "../payments/payment-processor.ts";

/** One step of a card as a means of payment. */
export interface CardStep {
  readonly step: "authorized" | "reauthorized" | "captured" | "released" | "refunded";
  /** The card whose account changes. */
  readonly giftCardId: string;
  readonly authorizationId: string;
  readonly amountMinor: number;
  /** The card that was paid with, where another is credited. */
  readonly originalCardId?: string;
}

const SENTENCES: Readonly<Record<CardStep["step"], string>> = {
  authorized: "An amount of the gift card was reserved.",
  reauthorized: "The reservation on the gift card was renewed.",
  captured: "The amount was taken from the gift card.",
  released: "The reservation on the gift card was given up.",
  refunded: "The amount was given back to the gift card.",
};

export function cardStepped(
  shop: ShopContext,
  payment: ProcessedPayment,
  { step, giftCardId, authorizationId, amountMinor, originalCardId }: CardStep,
): ShopEvent {
  return {
    type: `giftCard.${step}`,
    transactionId: payment.transactionId,
    objects: [
      { type: "giftCard", id: giftCardId },
      ...(originalCardId === undefined
        ? []
        : [{ type: "giftCard", id: originalCardId, role: "original" }]),
      ...paidObjects(shop, payment),
    ],
    amount: { minor: amountMinor, currency: payment.currency },
    outcome: "success",
    message: SENTENCES[step],
    attributes: { authorizationId },
  };
}

/** The card was not accepted for this payment. */
export function cardRejected(
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
  reason: string,
): ShopEvent {
  return {
    type: "giftCard.rejected",
    transactionId: payment.transactionId,
    objects: [
      giftCardId === null
        ? { type: "transaction", id: payment.transactionId }
        : { type: "giftCard", id: giftCardId },
      ...paidObjects(shop, payment),
    ],
    outcome: "failure",
    reason,
    message: `A gift card was not accepted as payment: ${reason}`,
    level: "warning",
  };
}

/** The objects of a fault that hurts a card: the card first. */
export function hurtObjects(
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string,
): ObjectReference[] {
  return [{ type: "giftCard", id: giftCardId }, ...paidObjects(shop, payment)];
}

/** The order is named by both its IDs, also before it is placed. */
function paidObjects(shop: ShopContext, payment: ProcessedPayment): ObjectReference[] {
  const store = shop.settings.stores.find(({ code }) => code === payment.store);
  if (store === undefined) {
    throw new ShopError(
      "internal",
      `A payment is of the store ${payment.store}, which is not known.`,
    );
  }
  const { foreignIdPrefix, numberPrefix } = store;
  const foreignId = foreignIdOf(foreignIdPrefix, sequenceOf(numberPrefix, payment.orderNumber));
  return [
    { type: "payment", id: payment.id },
    ...orderObjects({ number: payment.orderNumber, foreignId }),
  ];
}
