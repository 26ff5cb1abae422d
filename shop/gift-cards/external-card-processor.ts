import { z } from "zod";
import { isPaid } from "#domain/payments/gateway-states.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import type {
  PaymentProcessor,
  ProcessedPayment,
  ProcessorAnswer,
} from "../payments/payment-processor.ts";
import { answerOnce } from "./answer-once.ts";
import { cardRejected, cardStepped } from "./card-events.ts";
import {
  EXTERNAL_OPERATIONS,
  type ExternalAnswer,
  type ExternalStep,
} from "./external-operations.ts";
import { EXTERNAL_CARDS } from "./find-card.ts";
import { mirrorPayment } from "./mirror-payment.ts";

const instrumentSchema = z.object({ giftCardId: z.string() });

/** Steps that are done once for a payment. */
const ONCE = "once";

/**
 * Pays with cards of the external provider. It keeps the account and refuses what is too much; what it did is
 * written into the web database and told of when the shop hears of it, also when that is only later, by
 * reading the payment's state.
 */
export const externalCardProcessor: PaymentProcessor = {
  gateway: EXTERNAL_CARDS,
  operation: "authorize",
  authorize: async (shop, payment) => take(shop, payment, "authorize", payment.amountMinor, ONCE),
  capture: async (shop, payment, amountMinor, key) =>
    take(shop, payment, "capture", amountMinor, key),
  release: async (shop, payment) => take(shop, payment, "release", payment.amountMinor, ONCE),
  reauthorize: async (shop, payment) => {
    const key = String(shop.clock.nowMs());
    return take(shop, payment, "reauthorize", payment.amountMinor, key);
  },
  refund: async (shop, payment, amountMinor, key) =>
    take(shop, payment, "refund", amountMinor, key),
  readState: async (shop, payment) => {
    const cardId = cardOf(payment);
    const found = await shop.services.call(
      EXTERNAL_CARDS,
      EXTERNAL_OPERATIONS.readPayment,
      { cardId, paymentId: payment.id },
      { timeoutMs: shop.settings.paymentTimeoutMs },
    );
    shop.web.transaction((tx) => mirrorPayment(tx, shop, payment, cardId, found));
    const { gatewayState, reference, capturedMinor, authorizedMinor } = found;
    return {
      gatewayState,
      paid: isPaid(EXTERNAL_CARDS, gatewayState),
      amountMinor: capturedMinor === 0 ? authorizedMinor : capturedMinor,
      ...(reference === null ? {} : { reference }),
    };
  },
};

async function take(
  shop: ShopContext,
  payment: ProcessedPayment,
  step: ExternalStep,
  amountMinor: number,
  key: string,
): Promise<ProcessorAnswer> {
  const cardId = cardOf(payment);
  const answer = await shop.services.call(
    EXTERNAL_CARDS,
    EXTERNAL_OPERATIONS[step],
    { cardId, paymentId: payment.id, amountMinor, currency: payment.currency, key },
    { timeoutMs: shop.settings.paymentTimeoutMs },
  );
  note(shop, payment, { step, cardId, amountMinor, key }, answer);
  const { gatewayState, reference } = answer.payment;
  if (answer.outcome === "declined") {
    const reason = answer.reason ?? "refused by the provider";
    const isNothing = gatewayState === "none";
    return { outcome: "declined", gatewayState: isNothing ? "declined" : gatewayState, reason };
  }
  return {
    outcome: "accepted",
    gatewayState,
    reference: reference ?? payment.id,
    amountMinor,
  };
}

/** What the shop does once it hears an answer; hearing it again changes nothing. */
function note(
  shop: ShopContext,
  payment: ProcessedPayment,
  asked: { step: ExternalStep; cardId: string; amountMinor: number; key: string },
  answer: ExternalAnswer,
): void {
  const { step, cardId, amountMinor, key } = asked;
  shop.web.transaction((tx) => {
    mirrorPayment(tx, shop, payment, cardId, answer.payment);
    if (answer.outcome === "accepted" && step !== "reauthorize") return;
    const once = {
      key: `${EXTERNAL_CARDS}/${step}/${payment.id}/${key}`,
      request: { amountMinor },
      answer: z.literal(true),
      atMs: shop.clock.nowMs(),
    };
    answerOnce(tx, once, () => {
      if (answer.outcome === "declined") {
        const reason = answer.reason ?? "refused by the provider";
        tx.emit(cardRejected(shop, payment, cardId, reason));
        return true;
      }
      const authorizationId = answer.payment.reference;
      if (authorizationId === null) {
        throw new ShopError("malformed-answer", "A renewed reservation has no reference.");
      }
      tx.run(
        "UPDATE giftCardAuthorizations SET amountMinor = ?, authorizedMs = ? WHERE id = ?",
        amountMinor,
        shop.clock.nowMs(),
        authorizationId,
      );
      const renewed = { giftCardId: cardId, authorizationId, amountMinor };
      tx.emit(cardStepped(shop, payment, { step: "reauthorized", ...renewed }));
      return true;
    });
  });
}

function cardOf({ instrument }: ProcessedPayment): string {
  return instrumentSchema.parse(instrument).giftCardId;
}
