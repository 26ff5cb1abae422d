import { violationsOf } from "#domain/gift-cards/violations.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { ProcessedPayment, ProcessorAnswer } from "../payments/payment-processor.ts";
import { reject } from "./authorize-card.ts";
import { releaseAuthorization } from "./capture-card.ts";
import { cardStepped, hurtObjects } from "./card-events.ts";
import { findAuthorization, readAccount } from "./gift-card-rows.ts";

/**
 * Gives up a payment's reservation: an order that is cancelled, or was declined by another method, voids it.
 * Doing it again changes nothing; what was captured is not released.
 */
export function releaseCard(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
): ProcessorAnswer {
  const authorization = findAuthorization(tx, payment.id);
  const answer = {
    outcome: "accepted",
    gatewayState: "released",
    reference: authorization?.id ?? payment.gatewayReference ?? payment.id,
    amountMinor: authorization?.amountMinor ?? 0,
  } as const;
  if (giftCardId === null || authorization === undefined) return answer;
  if (authorization.state === "captured") {
    return {
      outcome: "declined",
      gatewayState: "captured",
      reason: "The authorization was captured already.",
    };
  }
  if (authorization.state === "released") return answer;
  const hurt = hurtObjects(shop, payment, giftCardId);
  // The shop believes to have done it.
  if (shop.faults.strikes("gift-card.authorization-forgotten", hurt)) return answer;
  releaseAuthorization(tx, shop, payment, authorization);
  return answer;
}

/** Reserves the payment's amount anew under the same authorization, which is then as young as a new one. */
export function reauthorizeCard(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
): ProcessorAnswer {
  const authorization = findAuthorization(tx, payment.id);
  if (giftCardId === null || authorization?.state !== "open") {
    return reject(tx, shop, payment, giftCardId, "There is no open authorization.");
  }
  const { id: authorizationId } = authorization;
  const { amountMinor } = payment;
  const atMs = shop.clock.nowMs();
  const entry = { kind: "reauthorized", atMs, authorizationId, amountMinor } as const;
  if (violationsOf(readAccount(tx, giftCardId), entry).length > 0) {
    return reject(tx, shop, payment, giftCardId, "Less is available on the gift card.");
  }
  tx.run(
    "UPDATE giftCardAuthorizations SET amountMinor = ?, authorizedMs = ? WHERE id = ?",
    amountMinor,
    atMs,
    authorizationId,
  );
  const step = { step: "reauthorized", giftCardId, authorizationId, amountMinor } as const;
  tx.emit(cardStepped(shop, payment, step));
  return {
    outcome: "accepted",
    gatewayState: "authorized",
    reference: authorizationId,
    amountMinor,
  };
}
