import { z } from "zod";
import type { ShopContext } from "../context.ts";
import {
  CONTINUE_PAYMENTS_JOB,
  GIVE_BACK_PAYMENT_JOB,
  REFUND_JOB,
  RENEW_AUTHORIZATIONS_JOB,
} from "./payment-job-kinds.ts";

const jobRow = z.object({ kind: z.string(), subject: z.string() });

/**
 * Steps that were given up begin anew: a gateway may be away for longer than a job is tried, and no customer's
 * money is kept for that. Answers how many.
 */
export function retryFailedPayments(shop: ShopContext): number {
  return shop.web.transaction((tx) => {
    const failed = tx.all(
      jobRow,
      "SELECT kind, subject FROM jobs WHERE failure IS NOT NULL AND kind IN (?, ?, ?, ?) ORDER BY id",
      CONTINUE_PAYMENTS_JOB,
      GIVE_BACK_PAYMENT_JOB,
      REFUND_JOB,
      RENEW_AUTHORIZATIONS_JOB,
    );
    for (const job of failed) tx.enqueue(job);
    return failed.length;
  });
}
