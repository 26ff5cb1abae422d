import { violationsOf } from "#domain/gift-cards/violations.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { ProcessedPayment, ProcessorAnswer } from "../payments/payment-processor.ts";
import { randomCapitals } from "../random/random-source.ts";
import { cardRejected, cardStepped, hurtObjects } from "./card-events.ts";
import { CARD_REFUSALS } from "./find-card.ts";
import { findGiftCard, type GiftCardRow, readAccount } from "./gift-card-rows.ts";

/** Enough that no two are ever the same. */
const AUTHORIZATION_ID_CHARACTERS = 14;

/** An amount of minor units taken for one of major units. */
const MISTAKEN_UNIT = 100;

/** What a card that has too little says. */
const TOO_LITTLE = "Less is available on the gift card.";

/** Reserves the payment's amount on the card, if so much is available: balance minus open authorizations. */
export function authorizeCard(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
): ProcessorAnswer {
  const card = giftCardId === null ? undefined : findGiftCard(tx, giftCardId);
  const refusal = cardRefusal(card, payment);
  if (card === undefined || refusal !== null) {
    return reject(tx, shop, payment, giftCardId, refusal ?? CARD_REFUSALS["unknown-code"]);
  }
  const authorizationId = newAuthorizationId(shop);
  const { amountMinor } = payment;
  const account = readAccount(tx, card.id);
  const atMs = shop.clock.nowMs();
  const entry = { kind: "authorized", atMs, authorizationId, amountMinor } as const;
  const isTooMuch = violationsOf(account, entry).length > 0;
  const hurt = hurtObjects(shop, payment, card.id);
  const overdrawnMinor = isTooMuch ? amountMinor : amountMinor * MISTAKEN_UNIT;
  const isOverdrawn =
    overdrawnMinor > account.availableMinor && shop.faults.strikes("gift-card.overdrawn", hurt);
  if (isTooMuch && !isOverdrawn) return reject(tx, shop, payment, card.id, TOO_LITTLE);
  authorize(tx, shop, payment, {
    giftCardId: card.id,
    authorizationId,
    amountMinor: isOverdrawn ? overdrawnMinor : amountMinor,
  });
  return {
    outcome: "accepted",
    gatewayState: "authorized",
    reference: authorizationId,
    amountMinor,
  };
}

export function newAuthorizationId(shop: ShopContext): string {
  return `GA${randomCapitals(shop.random, AUTHORIZATION_ID_CHARACTERS)}`;
}

/** Writes an authorization down and tells of it. */
export function authorize(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  hold: {
    readonly giftCardId: string;
    readonly authorizationId: string;
    readonly amountMinor: number;
  },
): void {
  tx.run(
    `INSERT INTO giftCardAuthorizations
       (id, giftCardId, paymentId, orderNumber, amountMinor, state, authorizedMs)
     VALUES (?, ?, ?, ?, ?, 'open', ?)`,
    hold.authorizationId,
    hold.giftCardId,
    payment.id,
    payment.orderNumber,
    hold.amountMinor,
    shop.clock.nowMs(),
  );
  tx.emit(cardStepped(shop, payment, { step: "authorized", ...hold }));
}

/** Tells that the card is not accepted, and why. */
export function reject(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
  reason: string,
): ProcessorAnswer {
  tx.emit(cardRejected(shop, payment, giftCardId, reason));
  return { outcome: "declined", gatewayState: "declined", reason };
}

function cardRefusal(card: GiftCardRow | undefined, { currency }: ProcessedPayment): string | null {
  if (card === undefined) return CARD_REFUSALS["unknown-code"];
  if (card.state === "cancelled") return CARD_REFUSALS.cancelled;
  return card.currency === currency ? null : CARD_REFUSALS["other-currency"];
}
