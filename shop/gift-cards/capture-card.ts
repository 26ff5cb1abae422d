import { type CardViolation, violationsOf } from "#domain/gift-cards/violations.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { ProcessedPayment, ProcessorAnswer } from "../payments/payment-processor.ts";
import { reject } from "./authorize-card.ts";
import { cardStepped, hurtObjects } from "./card-events.ts";
import { CARD_REFUSALS } from "./find-card.ts";
import { type AuthorizationRow, findAuthorization, readAccount } from "./gift-card-rows.ts";

/** By how much a faulty shop takes too much: a tenth, at least one minor unit. */
export const EXCESS_DIVISOR = 10;

const REFUSALS: Readonly<Partial<Record<CardViolation, string>>> = {
  "double-capture": "The authorization was captured already.",
  "capture-without-authorization": "There is no open authorization.",
  "capture-exceeds-authorization": "Less was authorized.",
};

export interface Taking {
  readonly giftCardId: string;
  readonly authorizationId: string;
  readonly amountMinor: number;
}

/** Takes what was authorized, or less, and closes the authorization. */
export function captureCard(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  giftCardId: string | null,
  amountMinor: number,
): ProcessorAnswer {
  if (giftCardId === null) {
    return reject(tx, shop, payment, null, CARD_REFUSALS["unknown-code"]);
  }
  const authorization = findAuthorization(tx, payment.id);
  const authorizationId = authorization?.id ?? payment.gatewayReference;
  // A payment with a reference was accepted; whether something is reserved for it is not looked at.
  const isBelieved = authorization === undefined && authorizationId !== null;
  const [violation] = violationsOf(readAccount(tx, giftCardId), {
    kind: "captured",
    atMs: shop.clock.nowMs(),
    authorizationId,
    amountMinor,
  });
  if (authorizationId === null || (violation !== undefined && !isBelieved)) {
    const reason = violation === undefined ? undefined : REFUSALS[violation];
    return reject(tx, shop, payment, giftCardId, reason ?? "The gift card cannot be captured.");
  }
  const hurt = hurtObjects(shop, payment, giftCardId);
  const isExceeded =
    authorization !== undefined &&
    shop.faults.strikes("gift-card.capture-exceeds-authorization", hurt);
  const takenMinor = isExceeded
    ? excessOf(Math.max(amountMinor, authorization.amountMinor))
    : amountMinor;
  const taking = { giftCardId, authorizationId, amountMinor: takenMinor };
  capture(tx, shop, payment, taking);
  if (authorization !== undefined) strikeAfterCapture(tx, shop, payment, authorization, taking);
  return { outcome: "accepted", gatewayState: "captured", reference: authorizationId, amountMinor };
}

/** More than was asked for. */
export function excessOf(amountMinor: number): number {
  return amountMinor + Math.max(1, Math.floor(amountMinor / EXCESS_DIVISOR));
}

/** Writes a capture down, closes its authorization, and tells of it. */
export function capture(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  taking: Taking,
): void {
  const nowMs = shop.clock.nowMs();
  tx.run(
    `INSERT INTO giftCardTransactions
       (giftCardId, kind, amountMinor, authorizationId, paymentId, orderNumber, atMs)
     VALUES (?, 'capture', ?, ?, ?, ?, ?)`,
    taking.giftCardId,
    taking.amountMinor,
    taking.authorizationId,
    payment.id,
    payment.orderNumber,
    nowMs,
  );
  tx.run(
    "UPDATE giftCardAuthorizations SET state = 'captured', closedMs = ? WHERE id = ?",
    nowMs,
    taking.authorizationId,
  );
  tx.emit(cardStepped(shop, payment, { step: "captured", ...taking }));
}

/** What a faulty shop does to an authorization that was captured. */
function strikeAfterCapture(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  authorization: AuthorizationRow,
  taking: Taking,
): void {
  const hurt = hurtObjects(shop, payment, taking.giftCardId);
  if (shop.faults.strikes("gift-card.double-capture", hurt)) capture(tx, shop, payment, taking);
  if (!shop.faults.strikes("gift-card.release-after-capture", hurt)) return;
  tx.run(
    "UPDATE giftCardAuthorizations SET state = 'released', closedMs = ? WHERE id = ?",
    shop.clock.nowMs(),
    authorization.id,
  );
  const { giftCardId } = taking;
  const { id: authorizationId, amountMinor } = authorization;
  tx.emit(
    cardStepped(shop, payment, { step: "released", giftCardId, authorizationId, amountMinor }),
  );
}
