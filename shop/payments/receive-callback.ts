import type { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { paymentCallback } from "../storefront/callback-operation.ts";
import { applyTold } from "./apply-reading.ts";
import { isSignedBy } from "./callback-signature.ts";
import { findPayment, paymentObjects } from "./payment-rows.ts";
import { settleOrder } from "./settle-order.ts";

type Callback = z.infer<typeof paymentCallback.input>;

/**
 * Takes what a gateway tells of a payment, and what follows for its order, in one transaction. The
 * same once more changes nothing; neither does news that are older than what is known. Throws
 * `unauthorized` for a wrong signature, which is recorded, and trusts nothing of it.
 */
export function receiveCallback(shop: ShopContext, callback: Callback): { known: boolean } {
  if (!isSignedBy(shop.settings.callbackSecret, callback, callback.signature)) {
    shop.web.transaction((tx) =>
      warn(tx, callback, "signature not valid", "A callback was refused: its signature is wrong."),
    );
    throw new ShopError("unauthorized", "The signature is not the gateway's.");
  }
  return shop.web.transaction((tx) => {
    const payment = findPayment(tx, callback.paymentId);
    if (payment === undefined || payment.gateway !== callback.gateway) {
      warn(
        tx,
        callback,
        "payment unknown",
        "A gateway told of a payment that the shop never made.",
      );
      return { known: false };
    }
    if (payment.ignoresAnswers !== 0) return { known: true };
    if (applyTold(tx, shop, payment.id, callback) === undefined) {
      tx.emit({
        type: "warning.recorded",
        transactionId: payment.transactionId,
        objects: paymentObjects(payment),
        level: "warning",
        message: "A gateway told a state that the shop does not understand.",
        attributes: {
          component: "payments",
          gateway: payment.gateway,
          gatewayState: callback.gatewayState,
        },
      });
    }
    settleOrder(tx, shop, payment.id);
    return { known: true };
  });
}

/** What a callback claims is no proof of any payment: it stays beside the story, not in it. */
function warn(tx: Transaction, callback: Callback, unattributed: string, message: string): void {
  tx.emit({
    type: "warning.recorded",
    unattributed,
    outcome: "failure",
    level: "warning",
    message,
    attributes: {
      component: "payments",
      gateway: callback.gateway,
      claimedPaymentId: callback.paymentId,
      claimedState: callback.gatewayState,
    },
  });
}
