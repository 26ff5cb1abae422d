import { expect, test } from "vitest";
import { markDelivered } from "#shop/orders/order-state.ts";
import { paymentHandlers } from "#shop/payments/payment-handlers.ts";
import { STOREFRONT_OPERATIONS } from "#shop/storefront/operations.ts";
import { openSellingShop, type SellingShop } from "../checkout/open-selling-shop.ts";
import { callerOf, GUEST, rows, TestVisitor } from "../visits/visitor.ts";

function returning(open: SellingShop, orderNumber: string, lineItemIds?: readonly string[]) {
  const call = callerOf(paymentHandlers(open.shop));
  return call(STOREFRONT_OPERATIONS.returnOrder, {
    orderNumber,
    email: GUEST.email,
    ...(lineItemIds !== undefined && { lineItemIds }),
  });
}

function deliver(open: SellingShop, orderNumber: string): void {
  open.shop.web.transaction((tx) => markDelivered(tx, open.shop, orderNumber));
}

test("a line of no order is not found, and a gift card that may be spent is not taken back", async () => {
  await using open = openSellingShop();
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("CARD-50");
  const { orderNumber } = await open.run(visitor.place());
  deliver(open, orderNumber);
  const [line] = rows(open.shop, "SELECT lineItemId FROM orderLines");
  await expect(returning(open, orderNumber, ["12345678901234567"])).rejects.toMatchObject({
    code: "not-found",
  });
  for (const lines of [undefined, [String(line?.["lineItemId"])]]) {
    await expect(returning(open, orderNumber, lines)).rejects.toMatchObject({
      code: "wrong-state",
    });
  }
  expect(open.eventTypes()).not.toContain("order.returned");
});
