import type { ShopContext } from "../context.ts";
import type { JobHandler } from "../jobs/job-worker.ts";
import { continuePayments, expireTransfer, renewAuthorizations } from "./continue-payments.ts";
import { giveBackPayment } from "./give-back-payment.ts";
import {
  CONTINUE_PAYMENTS_JOB,
  EXPIRE_TRANSFER_JOB,
  GIVE_BACK_PAYMENT_JOB,
  REFUND_JOB,
  RENEW_AUTHORIZATIONS_JOB,
} from "./payment-job-kinds.ts";
import { finishRefund } from "./refund-payments.ts";

/** What the web database's worker does for payments. */
export function paymentJobs(shop: ShopContext): Record<string, JobHandler> {
  return {
    [CONTINUE_PAYMENTS_JOB]: (orderNumber) => continuePayments(shop, orderNumber),
    [RENEW_AUTHORIZATIONS_JOB]: (subject) => renewAuthorizations(shop, subject),
    [EXPIRE_TRANSFER_JOB]: (orderNumber) => expireTransfer(shop, orderNumber),
    [GIVE_BACK_PAYMENT_JOB]: (paymentId) => giveBackPayment(shop, paymentId),
    [REFUND_JOB]: (key) => finishRefund(shop, key),
  };
}
