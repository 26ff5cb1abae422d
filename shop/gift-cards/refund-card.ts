import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import type { ProcessedPayment, ProcessorAnswer } from "../payments/payment-processor.ts";
import { reject } from "./authorize-card.ts";
import { excessOf } from "./capture-card.ts";
import { type CardStep, cardStepped, hurtObjects } from "./card-events.ts";
import { CARD_REFUSALS } from "./find-card.ts";
import { findGiftCard, giftCardRow, transactionsOfPayment } from "./gift-card-rows.ts";

/** Gives back to the card that was paid with, up to what was captured and not given back yet. */
export function refundCard(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
  amountMinor: number,
): ProcessorAnswer {
  const original = giftCardId === null ? undefined : findGiftCard(tx, giftCardId);
  if (original === undefined) {
    return reject(tx, shop, payment, null, CARD_REFUSALS["unknown-code"]);
  }
  const transactions = transactionsOfPayment(tx, payment.id);
  const { capturedMinor, refundedMinor } = sumsOf(transactions);
  const captured = transactions.find(({ kind }) => kind === "capture");
  const authorizationId = captured?.authorizationId ?? payment.gatewayReference;
  if (authorizationId === null || amountMinor > capturedMinor - refundedMinor) {
    return reject(tx, shop, payment, original.id, "Less was captured than is to be given back.");
  }
  const hurt = hurtObjects(shop, payment, original.id);
  const isExceeded = shop.faults.strikes("gift-card.refund-exceeds-captured", hurt);
  const givenMinor = isExceeded ? excessOf(capturedMinor) : amountMinor;
  const credited = isExceeded ? original.id : creditedCard(tx, shop, payment, original.id);
  writeRefund(tx, shop, payment, {
    giftCardId: credited,
    authorizationId,
    amountMinor: givenMinor,
    ...(credited === original.id ? {} : { originalCardId: original.id }),
  });
  const isWhole = refundedMinor + givenMinor >= capturedMinor;
  const gatewayState = isWhole ? "refunded" : "partlyRefunded";
  return { outcome: "accepted", gatewayState, reference: authorizationId, amountMinor };
}

/** Writes a refund down and tells of it. `giftCardId` is the card that is credited. */
export function writeRefund(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giving: Omit<CardStep, "step">,
): void {
  tx.run(
    `INSERT INTO giftCardTransactions
       (giftCardId, kind, amountMinor, authorizationId, paymentId, orderNumber, atMs)
     VALUES (?, 'refund', ?, ?, ?, ?, ?)`,
    giving.giftCardId,
    giving.amountMinor,
    giving.authorizationId,
    payment.id,
    payment.orderNumber,
    shop.clock.nowMs(),
  );
  tx.emit(cardStepped(shop, payment, { step: "refunded", ...giving }));
}

/** What was taken by a payment, and what of it was given back. */
export function sumsOf(
  transactions: readonly { readonly kind: string; readonly amountMinor: number }[],
): { readonly capturedMinor: number; readonly refundedMinor: number } {
  let capturedMinor = 0;
  let refundedMinor = 0;
  for (const { kind, amountMinor } of transactions) {
    if (kind === "capture") capturedMinor += amountMinor;
    if (kind === "refund") refundedMinor += amountMinor;
  }
  return { capturedMinor, refundedMinor };
}

/** The original card, but for fault gift-card.refund-to-other-card. */
function creditedCard(
  reads: Reads,
  shop: ShopContext,
  payment: ProcessedPayment,
  originalId: string,
): string {
  const other = reads.get(
    giftCardRow,
    `SELECT * FROM giftCards WHERE id <> ? AND currency = ? AND state = 'active' AND external = 0
     ORDER BY id LIMIT 1`,
    originalId,
    payment.currency,
  );
  if (other === undefined) return originalId;
  const hurt = hurtObjects(shop, payment, originalId);
  return shop.faults.strikes("gift-card.refund-to-other-card", hurt) ? other.id : originalId;
}
