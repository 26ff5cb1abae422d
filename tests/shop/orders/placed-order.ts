import type { ChosenMethod, PlacedAnswer } from "#shop/storefront/operations.ts";
import type { SellingShop } from "../checkout/open-selling-shop.ts";
import { CARD, rows, TestVisitor } from "../visits/visitor.ts";

export interface PlacedOrder extends PlacedAnswer {
  /** Of a license, a course and three manuals, in this order. */
  readonly lineItemIds: readonly [string, string, string];
  readonly transactionId: string;
}

/** An order of a guest, just placed. */
export async function placedOrder(
  open: SellingShop,
  methods: readonly ChosenMethod[] = [CARD],
): Promise<PlacedOrder> {
  const visitor = await new TestVisitor(open.shop).select();
  await visitor.add("OFFICE-1Y");
  await visitor.add("COURSE-SQL");
  await visitor.add("MANUAL", { quantity: 3 });
  const placed = await open.run(visitor.place({ methods }));
  const [license, course, manuals] = rows(
    open.shop,
    `SELECT lineItemId FROM orderLines WHERE orderNumber = '${placed.orderNumber}' ORDER BY position`,
  ).map(({ lineItemId }) => String(lineItemId));
  if (license === undefined || course === undefined || manuals === undefined) {
    throw new Error("The order has other lines.");
  }
  const { transactionId } = visitor;
  return { ...placed, lineItemIds: [license, course, manuals], transactionId };
}

export function orderStates(open: SellingShop): unknown {
  return rows(open.shop, "SELECT state FROM orders ORDER BY number").map(({ state }) => state);
}

export function lineStates(open: SellingShop): unknown {
  return rows(open.shop, "SELECT state FROM orderLines ORDER BY orderNumber, position").map(
    ({ state }) => state,
  );
}
