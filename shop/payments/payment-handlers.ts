import type { ShopContext } from "../context.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { requireOrderOf } from "../orders/order-of-customer.ts";
import { returnOrder } from "../orders/return-order.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { paymentCallback } from "../storefront/callback-operation.ts";
import { STOREFRONT_OPERATIONS } from "../storefront/operations.ts";
import { receiveCallback } from "./receive-callback.ts";

/** What customers and gateways ask of payments after an order was placed. */
export function paymentHandlers(shop: ShopContext): OperationHandler[] {
  const on = STOREFRONT_OPERATIONS;
  return [
    handler(paymentCallback, (callback) => receiveCallback(shop, callback)),
    handler(on.cancelOrder, (asked) => {
      const { number } = requireOrderOf(shop, on.cancelOrder.name, asked);
      const cancelled = shop.web.transaction((tx) => cancelOrder(tx, shop, number));
      return { orderNumber: number, ...cancelled };
    }),
    handler(on.returnOrder, ({ lineItemIds, ...asked }) => {
      const { number, currency } = requireOrderOf(shop, on.returnOrder.name, asked);
      const returned = shop.web.transaction((tx) => returnOrder(tx, shop, number, lineItemIds));
      return { orderNumber: number, currency, ...returned };
    }),
  ];
}
