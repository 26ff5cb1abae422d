import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { LineRow, OrderRow } from "../orders/order-rows.ts";

/** How the codes of courses begin that the academy teaches. */
const TAUGHT_COURSES = "COURSE-";

export function isTaughtCourse(product: string): boolean {
  return product.startsWith(TAUGHT_COURSES);
}

/** Enrolls the customer in the course of a line. Doing it again changes nothing. */
export function enroll(tx: Transaction, shop: ShopContext, order: OrderRow, line: LineRow): void {
  tx.run(
    `INSERT INTO enrollments (lineItemId, orderNumber, course, email, enrolledMs)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    line.lineItemId,
    order.number,
    line.product,
    order.email,
    shop.clock.nowMs(),
  );
}
