import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { issueGiftCard } from "../gift-cards/issue-gift-card.ts";
import type { LineRow, OrderRow, ProductKind } from "../orders/order-rows.ts";
import { enroll, isTaughtCourse } from "./enroll.ts";

/** How one kind of digital goods is made. */
export type ProductionHandler =
  /** In a transaction of its own, with its own events; doing it again changes nothing. */
  | { readonly way: "alone"; make(shop: ShopContext, order: OrderRow, line: LineRow): void }
  /** In the transaction that tells that it is made. */
  | {
      readonly way: "together";
      make(tx: Transaction, shop: ShopContext, order: OrderRow, line: LineRow): void;
    }
  /** By the main database, once the order's documents are there. */
  | { readonly way: "mainDatabase" };

const HANDLERS: Partial<Readonly<Record<ProductKind, ProductionHandler>>> = {
  giftCard: {
    way: "alone",
    make: (shop, order, line) => issueGiftCard(shop, order.number, line.lineItemId),
  },
  course: { way: "together", make: enroll },
  license: { way: "mainDatabase" },
};

/** What makes a line's goods; undefined where nothing does, as for a course that nobody teaches. */
export function findHandler({
  kind,
  product,
}: Pick<LineRow, "kind" | "product">): ProductionHandler | undefined {
  if (kind === "course" && !isTaughtCourse(product)) return undefined;
  return HANDLERS[kind];
}
