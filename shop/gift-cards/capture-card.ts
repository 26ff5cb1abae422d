import { type CardViolation, violationsOf } from "#domain/gift-cards/violations.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { ProcessedPayment, ProcessorAnswer } from "../payments/payment-processor.ts";
import { newAuthorizationId, reject } from "./authorize-card.ts";
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
  const authorizationId = authorization?.id ?? null;
  const atMs = shop.clock.nowMs();
  const entry = { kind: "captured", atMs, authorizationId, amountMinor } as const;
  const [violation] = violationsOf(readAccount(tx, giftCardId), entry);
  if (authorization === undefined || violation !== undefined) {
    const reason = violation === undefined ? undefined : REFUSALS[violation];
    return reject(tx, shop, payment, giftCardId, reason ?? "The gift card cannot be captured.");
  }
  const taking = takingOf(tx, shop, payment, authorization, amountMinor);
  capture(tx, shop, payment, taking);
  if (taking.authorizationId === authorization.id) {
    strikeAfterCapture(tx, shop, payment, authorization, taking);
  }
  return {
    outcome: "accepted",
    gatewayState: "captured",
    reference: authorization.id,
    amountMinor,
  };
}

/** What is to be taken; a faulty shop takes too much, or what it no longer holds. */
function takingOf(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  authorization: AuthorizationRow,
  amountMinor: number,
): Taking {
  const { giftCardId, id: authorizationId } = authorization;
  const hurt = hurtObjects(shop, payment, giftCardId);
  const { amountMinor: heldMinor } = authorization;
  // A hold that is itself too large leaves nothing to exceed.
  const mayExceed = heldMinor <= payment.amountMinor;
  if (mayExceed && shop.faults.strikes("gift-card.capture-exceeds-authorization", hurt)) {
    return { giftCardId, authorizationId, amountMinor: excessOf(heldMinor) };
  }
  if (shop.faults.strikes("gift-card.capture-without-authorization", hurt)) {
    releaseAuthorization(tx, shop, payment, authorization);
    // Nobody ever made this one.
    return { giftCardId, authorizationId: newAuthorizationId(shop), amountMinor };
  }
  return { giftCardId, authorizationId, amountMinor };
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
  releaseAuthorization(tx, shop, payment, authorization);
}

/** Writes down that an authorization was given up, and tells of it. */
export function releaseAuthorization(
  tx: Transaction,
  shop: ShopContext,
  payment: ProcessedPayment,
  { id: authorizationId, giftCardId, amountMinor }: AuthorizationRow,
): void {
  tx.run(
    "UPDATE giftCardAuthorizations SET state = 'released', closedMs = ? WHERE id = ?",
    shop.clock.nowMs(),
    authorizationId,
  );
  const step = { step: "released", giftCardId, authorizationId, amountMinor } as const;
  tx.emit(cardStepped(shop, payment, step));
}
