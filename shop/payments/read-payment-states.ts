import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { applyReading } from "./apply-reading.ts";
import { CONTINUE_PAYMENTS_JOB } from "./payment-job-kinds.ts";
import { isCaptured, paymentOutcome } from "./payment-outcome.ts";
import { type PaymentRow, paymentsOfOrder, processedPayment } from "./payment-rows.ts";
import type { ProcessorState } from "./payment-processor.ts";
import { processorOf } from "./processors.ts";

export interface PaymentStates {
  /** Every method of the order is paid. */
  readonly paid: boolean;
  /** The gateways' own words in cart order, joined by `+`; empty where nobody was asked. */
  readonly gatewayState: string;
  /** Every gateway answered, and what is not paid will not become so by itself. */
  readonly unpaidKnown: boolean;
  /** No gateway failed to answer. */
  readonly allAnswered: boolean;
}

/**
 * Asks the gateways how the payments of an order stand, and notes each answer by
 * `payment.stateRead`. The order itself stays as it is. A gateway that does not answer leaves its
 * payment as it was. `looksOnly`: nobody goes on paying because of what was found.
 */
export async function readPaymentStates(
  shop: ShopContext,
  orderNumber: string,
  { looksOnly = false }: { readonly looksOnly?: boolean } = {},
): Promise<PaymentStates> {
  const words: string[] = [];
  let allAnswered = true;
  let allPaid = true;
  for (const payment of paymentsOfOrder(shop.web, orderNumber)) {
    if (payment.state === "new" || payment.requestedMs === null) {
      allPaid = false;
      continue;
    }
    const read = await readPayment(shop, payment);
    if (read === null) allAnswered = false;
    else words.push(read.gatewayState);
    allPaid &&= read?.paid === true;
  }
  const goesOn = isUnfinished(shop, orderNumber);
  if (goesOn && !looksOnly) {
    shop.web.transaction((tx) => tx.enqueue({ kind: CONTINUE_PAYMENTS_JOB, subject: orderNumber }));
  }
  return {
    paid: allPaid,
    gatewayState: words.join("+"),
    unpaidKnown: !allPaid && allAnswered && !goesOn,
    allAnswered,
  };
}

/** Asks for one payment and notes the answer; null where the gateway gave none. */
export async function readPayment(
  shop: ShopContext,
  payment: PaymentRow,
): Promise<ProcessorState | null> {
  let read: ProcessorState;
  try {
    read = await processorOf(payment.gateway).readState(shop, processedPayment(payment));
  } catch (error) {
    if (error instanceof ShopError && UNANSWERED.has(error.code)) return null;
    throw error;
  }
  shop.web.transaction((tx) => applyReading(tx, shop, payment.id, read));
  return read;
}

const UNANSWERED: ReadonlySet<string> = new Set([
  "service-timeout",
  "service-unavailable",
  "service-refused",
  "malformed-answer",
]);

/**
 * Money is announced, so the order waits for it; or one method was found paid and the others are
 * only reserved: they can be captured, then the order is paid. A job sees to either.
 */
function isUnfinished(shop: ShopContext, orderNumber: string): boolean {
  const { outcome } = paymentOutcome(shop.web, orderNumber);
  const isBegun = paymentsOfOrder(shop.web, orderNumber).some(isCaptured);
  return outcome === "pending" || (outcome === "open" && isBegun);
}
