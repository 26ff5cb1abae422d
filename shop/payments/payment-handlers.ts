import type { ShopContext } from "../context.ts";
import { cancelOrder, requireOrderOf } from "../orders/cancel-order.ts";
import { returnOrder } from "../orders/return-order.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { paymentCallback } from "../storefront/callback-operation.ts";
import { STOREFRONT_OPERATIONS } from "../storefront/operations.ts";
import { receiveCallback } from "./receive-callback.ts";

/** What customers and gateways ask of payments after an order was placed. */
export function paymentHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(paymentCallback, (callback) => receiveCallback(shop, callback)),
    handler(STOREFRONT_OPERATIONS.cancelOrder, ({ orderNumber, email }) =>
      shop.web.transaction((tx) => {
        requireOrderOf(tx, orderNumber, email);
        return { orderNumber, ...cancelOrder(tx, shop, orderNumber) };
      }),
    ),
    handler(STOREFRONT_OPERATIONS.returnOrder, ({ orderNumber, email, lineItemIds }) =>
      shop.web.transaction((tx) => {
        const { currency } = requireOrderOf(tx, orderNumber, email);
        return { orderNumber, currency, ...returnOrder(tx, shop, orderNumber, lineItemIds) };
      }),
    ),
  ];
}
