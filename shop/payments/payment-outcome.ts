import type { Reads } from "../database/shop-database.ts";
import { type PaymentRow, paymentsOfOrder } from "./payment-rows.ts";

export interface PaymentOutcome {
  /**
   * paid: every method was captured; declined: one cannot be; uncertain: of one nobody knows;
   * pending: money is announced, or waited for in vain; open: nothing of all that, there is more to ask.
   */
  readonly outcome: "paid" | "declined" | "uncertain" | "pending" | "open";
  /** Why it was declined. */
  readonly reason?: string;
}

/** How the last attempt to pay an order number stands. An order that costs nothing is paid. */
export function paymentOutcome(reads: Reads, orderNumber: string): PaymentOutcome {
  const payments = paymentsOfOrder(reads, orderNumber);
  const refused = payments.filter(isRefused);
  if (refused.length > 0) {
    // Those that were given back because another was refused have no reason of their own.
    const reason = refused.find((payment) => payment.reason !== null)?.reason ?? "payment given up";
    return { outcome: "declined", reason };
  }
  const unknown = payments.filter(isUnknown);
  if (unknown.some(({ ignoresAnswers }) => ignoresAnswers === 0)) return { outcome: "uncertain" };
  // A shop that notes no answer does not notice either that one is missing: it waits.
  if (unknown.length > 0 || payments.some(({ state }) => state === "pending")) {
    return { outcome: "pending" };
  }
  return { outcome: payments.every(isCaptured) ? "paid" : "open" };
}

/** The money was taken, whatever was given back since. */
export function isCaptured({ capturedMinor }: PaymentRow): boolean {
  return capturedMinor > 0;
}

/** It was asked for and what became of it is not known. */
export function isUnknown({ state, asked }: PaymentRow): boolean {
  return state === "unknown" || asked !== null;
}

function isRefused({ state, capturedMinor }: PaymentRow): boolean {
  return state === "declined" || (state === "released" && capturedMinor === 0);
}
