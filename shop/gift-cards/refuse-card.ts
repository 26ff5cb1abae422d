import type { ObjectReference } from "#domain/events/event.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { orderObjects } from "../orders/order-rows.ts";
import { notePinFailure } from "./card-pin.ts";
import { CARD_REFUSALS, type CardChoice, type CardRefusal } from "./find-card.ts";
import { findGiftCard } from "./gift-card-rows.ts";

/** Its code or PIN was not right; for every other reason the card itself is not accepted. */
const INVALID: ReadonlySet<CardRefusal> = new Set([
  "unknown-code",
  "pin-missing",
  "wrong-pin",
  "pin-locked",
]);

/** A card that was chosen for an order is not taken: tells of it, and counts a wrong PIN. */
export function refuseCard(
  tx: Transaction,
  shop: ShopContext,
  { giftCardId, refusal }: Extract<CardChoice, { outcome: "refused" }>,
  order: {
    readonly orderNumber: string;
    readonly foreignId: string;
    readonly transactionId: string;
  },
): void {
  const { transactionId, orderNumber, foreignId } = order;
  const card: ObjectReference =
    giftCardId === null
      ? { type: "transaction", id: transactionId }
      : { type: "giftCard", id: giftCardId };
  emitRefusal(tx, refusal, [card, ...orderObjects({ number: orderNumber, foreignId })], {
    transactionId,
  });
  count(tx, shop, giftCardId, refusal);
}

/** Somebody asked what is on a card and gave a wrong PIN, or none: as `refuseCard`, of no order. */
export function refuseBalance(
  tx: Transaction,
  shop: ShopContext,
  giftCardId: string,
  refusal: CardRefusal,
): void {
  emitRefusal(tx, refusal, [{ type: "giftCard", id: giftCardId }], {});
  count(tx, shop, giftCardId, refusal);
}

function emitRefusal(
  tx: Transaction,
  refusal: CardRefusal,
  objects: readonly ObjectReference[],
  visit: { readonly transactionId?: string },
): void {
  const reason = CARD_REFUSALS[refusal];
  tx.emit({
    type: INVALID.has(refusal) ? "giftCard.validationFailed" : "giftCard.rejected",
    ...visit,
    objects,
    outcome: "failure",
    reason,
    message: `A gift card was not taken: ${reason}`,
    level: "warning",
  });
}

function count(
  tx: Transaction,
  shop: ShopContext,
  giftCardId: string | null,
  refusal: CardRefusal,
): void {
  if (refusal !== "wrong-pin" || giftCardId === null) return;
  const card = findGiftCard(tx, giftCardId);
  if (card !== undefined) notePinFailure(tx, shop, card);
}
