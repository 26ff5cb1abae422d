import { expect, test } from "vitest";
import { ecommerceHandlers } from "#shop/catalog/ecommerce-operations.ts";
import { cancelOrder } from "#shop/orders/cancel-order.ts";
import { retryFailedPayments } from "#shop/payments/retry-failed-payments.ts";
import { TASK_OPERATIONS } from "#shop/scheduler/task-operations.ts";
import { callerOf } from "../visits/visitor.ts";
import { CARD_B, HOUR_MS, openPayments } from "./open-payments.ts";

test("money is given back however long its gateway was away", async () => {
  await using payments = openPayments();
  const { orderNumber } = await payments.place([CARD_B]);
  for (let request = 0; request < 20; request += 1) payments.lose("refundPayment", "request");
  payments.shop.web.transaction((tx) => cancelOrder(tx, payments.shop, orderNumber));
  await payments.pass(5 * HOUR_MS);
  payments.findWay();
  await payments.pass(5 * HOUR_MS);
  expect(payments.gateways.truth()).toMatchObject([{ state: "sold" }]);

  // As the scheduler does every ten minutes.
  const call = callerOf(ecommerceHandlers(payments.shop));
  await payments.open.run(call(TASK_OPERATIONS.sweepReplays, {}));
  await payments.pass(HOUR_MS);
  expect(payments.gateways.truth()).toMatchObject([{ state: "reversed", amountMinor: 0 }]);
  expect(payments.eventsOf("payment.refunded")).toHaveLength(1);
  expect(retryFailedPayments(payments.shop)).toBe(0);
});
