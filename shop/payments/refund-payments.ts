import { z } from "zod";
import { spreadRefund } from "#domain/payments/spread-refund.ts";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { ask } from "./ask-processor.ts";
import { noteRefunded } from "./note-answer.ts";
import { REFUND_JOB } from "./payment-job-kinds.ts";
import {
  paymentObjects,
  type PaymentRow,
  paymentsOfOrder,
  processedPayment,
  requirePayment,
} from "./payment-rows.ts";
import { processorOf } from "./processors.ts";

const refundRow = z.object({ paymentId: z.string(), amountMinor: z.number() });
type RefundRow = z.infer<typeof refundRow>;

const sumRow = z.object({ sum: z.number() });

/**
 * Decides a refund: spread over the payments in reverse cart order, each up to what of it was
 * captured and is not given back or about to be. A job then asks the gateways. Answers what will be
 * given back, which is less than asked where less was captured. The same key again changes nothing
 * and answers the same.
 */
export function planRefund(
  tx: Transaction,
  shop: ShopContext,
  { orderNumber, amountMinor, key }: { orderNumber: string; amountMinor: number; key: string },
): number {
  return decideRefund(tx, shop, paymentsOfOrder(tx, orderNumber), amountMinor, key);
}

/** What was decided to be given back under a key, or null where nothing was. */
export function decidedRefund(reads: Reads, key: string): number | null {
  const known = reads.get(
    z.object({ count: z.number(), sum: z.number() }),
    "SELECT count(*) AS count, coalesce(sum(amountMinor), 0) AS sum FROM refunds WHERE key = ?",
    key,
  );
  return known === undefined || known.count === 0 ? null : known.sum;
}

/** As `planRefund`, of all that is left of one payment. */
export function planWholeRefund(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  key: string,
): number {
  return decideRefund(tx, shop, [payment], refundableMinor(tx, payment), key);
}

/**
 * Asks the gateways for what of a refund they have not given back yet. Rejects where one gives no
 * answer.
 */
export async function finishRefund(shop: ShopContext, key: string): Promise<void> {
  const open = shop.web.all(
    refundRow,
    `SELECT paymentId, amountMinor FROM refunds WHERE key = ? AND state = 'open' ORDER BY position`,
    key,
  );
  for (const share of open) await refund(shop, key, share);
}

function decideRefund(
  tx: Transaction,
  shop: ShopContext,
  payments: readonly PaymentRow[],
  amountMinor: number,
  key: string,
): number {
  const known = decidedRefund(tx, key);
  if (known !== null) return known;
  const { shares } = spreadRefund(
    amountMinor,
    payments.map((payment) => ({
      id: payment.id,
      refundableMinor: refundableMinor(tx, payment),
    })),
  );
  let plannedMinor = 0;
  for (const [index, share] of shares.entries()) {
    const shareMinor = share.amountMinor + excessMinor(tx, shop, share.id);
    tx.run(
      `INSERT INTO refunds (key, paymentId, position, amountMinor, state, decidedMs)
       VALUES (?, ?, ?, ?, 'open', ?)`,
      key,
      share.id,
      index + 1,
      shareMinor,
      shop.clock.nowMs(),
    );
    plannedMinor += shareMinor;
  }
  if (shares.length > 0) tx.enqueue({ kind: REFUND_JOB, subject: key });
  return plannedMinor;
}

/** What was captured and is neither given back nor decided to be. */
function refundableMinor(tx: Transaction, { id, capturedMinor }: PaymentRow): number {
  const decided = tx.get(
    sumRow,
    `SELECT coalesce(sum(amountMinor), 0) AS sum FROM refunds
     WHERE paymentId = ? AND state <> 'refused'`,
    id,
  );
  return Math.max(0, capturedMinor - (decided?.sum ?? 0));
}

/**
 * A faulty shop gives back all that was captured once more. Cards of the shop have a fault of their
 * own.
 */
function excessMinor(tx: Transaction, shop: ShopContext, paymentId: string): number {
  const payment = requirePayment(tx, paymentId);
  if (payment.method === "giftCard") return 0;
  return shop.faults.strikes("payment.refund-exceeds-captured", paymentObjects(payment))
    ? payment.capturedMinor
    : 0;
}

async function refund(
  shop: ShopContext,
  key: string,
  { paymentId, amountMinor }: RefundRow,
): Promise<void> {
  const payment = requirePayment(shop.web, paymentId);
  const request = processorOf(payment.gateway).refund(
    shop,
    processedPayment(payment),
    amountMinor,
    key,
  );
  const heard = await ask(request);
  if (heard.kind === "unknown" || (heard.kind === "not-done" && heard.isTransient)) {
    throw new ShopError("service-unavailable", `${payment.gateway} did not answer the refund.`);
  }
  shop.web.transaction((tx) => {
    const isAccepted = heard.kind === "answered" && heard.answer.outcome !== "declined";
    const changed = tx.run(
      "UPDATE refunds SET state = ? WHERE key = ? AND paymentId = ? AND state = 'open'",
      isAccepted ? "done" : "refused",
      key,
      paymentId,
    );
    // The other of two at once has noted it.
    if (changed === 0) return;
    if (isAccepted) noteRefunded(tx, shop, paymentId, { ...heard.answer, amountMinor });
    else noteRefused(tx, payment);
  });
}

function noteRefused(tx: Transaction, payment: PaymentRow): void {
  tx.emit({
    type: "warning.recorded",
    transactionId: payment.transactionId,
    objects: paymentObjects(payment),
    outcome: "failure",
    level: "error",
    message: "The gateway refused to give the amount back.",
    attributes: { component: "payments", gateway: payment.gateway },
  });
}
