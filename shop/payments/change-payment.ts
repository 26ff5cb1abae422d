import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { EXPIRE_TRANSFER_JOB, RENEW_AUTHORIZATIONS_JOB } from "./payment-job-kinds.ts";
import type { PaymentRow } from "./payment-rows.ts";

/** Money that was announced and has not come after two weeks is not waited for any longer. */
export const TRANSFER_WAIT_MS = 14 * 86_400_000;

/** Card reservations lapse after a week: one that is still needed is renewed before. */
export const AUTHORIZATION_RENEWAL_MS = 6 * 86_400_000;

/** What a gateway said of a payment. */
export interface Said {
  readonly gatewayState: string;
  readonly reference?: string | null | undefined;
}

/**
 * As `noteAuthorized`, for one who tells of it by another event; false where it is known already.
 */
export function setAuthorized(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  said: Said & { readonly amountMinor: number },
): boolean {
  // A request that was given up for lost may arrive after all.
  const isOpen = ["requested", "unknown", "declined"].includes(payment.state);
  if (!isOpen || payment.capturedMinor > 0) {
    noteUnasked(tx, payment, "authorize");
    return false;
  }
  if (payment.authorizedMinor > 0) {
    // Its capture was not done: it is reserved as before.
    noteState(tx, shop, payment, "authorized", said);
    return false;
  }
  tx.run("UPDATE payments SET authorizedMinor = ? WHERE id = ?", said.amountMinor, payment.id);
  noteState(tx, shop, payment, "authorized", said);
  return true;
}

/** As `noteCaptured`, for one who tells of it by another event. */
export function setCaptured(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  said: Said & { readonly capturedMinor: number },
): void {
  tx.run(
    "UPDATE payments SET authorizedMinor = 0, capturedMinor = ? WHERE id = ?",
    said.capturedMinor,
    payment.id,
  );
  noteState(tx, shop, payment, "captured", said);
}

/** As `noteDeclined`, for one who tells of it by another event. */
export function setDeclined(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  { gatewayState, reason }: { readonly gatewayState?: string; readonly reason: string },
): void {
  // A request that came to nothing leaves the reservation where it is.
  const authorizedMinor = gatewayState === undefined ? payment.authorizedMinor : 0;
  tx.run(
    "UPDATE payments SET reason = ?, authorizedMinor = ? WHERE id = ?",
    reason,
    authorizedMinor,
    payment.id,
  );
  noteState(tx, shop, payment, "declined", {
    gatewayState: gatewayState ?? payment.gatewayState,
  });
}

/** As `notePending`, for one who tells of it by another event; false where it is known already. */
export function setPending(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  said: Said,
): boolean {
  if (!["requested", "unknown"].includes(payment.state)) return false;
  noteState(tx, shop, payment, "pending", said);
  const nowMs = shop.clock.nowMs();
  const { orderNumber } = payment;
  tx.enqueue({
    kind: EXPIRE_TRANSFER_JOB,
    subject: orderNumber,
    dueMs: nowMs + TRANSFER_WAIT_MS,
  });
  tx.enqueue({
    kind: RENEW_AUTHORIZATIONS_JOB,
    subject: `${orderNumber}/1`,
    dueMs: nowMs + AUTHORIZATION_RENEWAL_MS,
  });
  return true;
}

export function noteState(
  tx: Transaction,
  shop: ShopContext,
  { id }: PaymentRow,
  state: PaymentRow["state"],
  { gatewayState, reference }: { gatewayState: string | null; reference?: Said["reference"] },
): void {
  tx.run(
    `UPDATE payments SET state = ?, asked = NULL, gatewayState = ?, answeredMs = ?,
       gatewayReference = coalesce(?, gatewayReference) WHERE id = ?`,
    state,
    gatewayState,
    shop.clock.nowMs(),
    reference ?? null,
    id,
  );
}

/** The answer brings nothing new, but it is no longer waited for. */
export function noteUnasked(
  tx: Transaction,
  payment: PaymentRow,
  asked: PaymentRow["asked"],
): void {
  if (payment.asked === asked) tx.run("UPDATE payments SET asked = NULL WHERE id = ?", payment.id);
}
