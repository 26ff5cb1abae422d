import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { ProcessedPayment } from "../payments/payment-processor.ts";
import { authorize } from "./authorize-card.ts";
import { capture } from "./capture-card.ts";
import { cardStepped, hurtObjects } from "./card-events.ts";
import { bookExternal, bookLate } from "./external-cards.ts";
import type { ExternalPayment } from "./external-operations.ts";
import {
  cardAuthorizations,
  findAuthorization,
  readAccount,
  transactionsOfPayment,
} from "./gift-card-rows.ts";
import { sumsOf, writeRefund } from "./refund-card.ts";

/**
 * Brings the web database's account of an external card up to what the provider has on a payment, with an
 * event for each difference. What is known already, or older than what is known, changes nothing.
 */
export function mirrorPayment(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string,
  found: ExternalPayment,
): void {
  const { reference: authorizationId, authorizedMinor } = found;
  if (authorizationId === null) return;
  const known = findAuthorization(tx, payment.id);
  const hold = { giftCardId, authorizationId, amountMinor: authorizedMinor };
  if (known === undefined) useCard(tx, shop, payment, hold);
  const { capturedMinor, refundedMinor } = sumsOf(transactionsOfPayment(tx, payment.id));
  if (found.capturedMinor > capturedMinor) {
    const amountMinor = found.capturedMinor - capturedMinor;
    capture(tx, shop, payment, { ...hold, amountMinor });
  }
  if (found.gatewayState === "released" && (known?.state ?? "open") === "open") {
    tx.run(
      "UPDATE giftCardAuthorizations SET state = 'released', closedMs = ? WHERE id = ?",
      shop.clock.nowMs(),
      authorizationId,
    );
    tx.emit(cardStepped(shop, payment, { step: "released", ...hold }));
  }
  if (found.refundedMinor > refundedMinor) {
    const amountMinor = found.refundedMinor - refundedMinor;
    writeRefund(tx, shop, payment, { ...hold, amountMinor });
  }
}

/** A card is booked when it is first used; only then it counts. */
function useCard(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  hold: { giftCardId: string; authorizationId: string; amountMinor: number },
): void {
  const { giftCardId } = hold;
  const isUnused = cardAuthorizations(tx, giftCardId).length === 0;
  const isLate =
    isUnused &&
    !readAccount(tx, giftCardId).isIssued &&
    shop.faults.strikes("gift-card.used-before-issue", hurtObjects(shop, payment, giftCardId));
  if (isLate) bookLate(tx, shop, giftCardId);
  else if (isUnused) bookExternal(tx, shop, giftCardId, payment.transactionId);
  authorize(tx, shop, payment, hold);
}
