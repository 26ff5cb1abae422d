import type { OrderRow, OrderState } from "../orders/order-rows.ts";

const PAID_STATES: ReadonlySet<OrderState> = new Set(["paid", "delivered", "completed"]);

/** Whether its goods are owed: paid, and neither cancelled nor returned as a whole. */
export function isPaid({ state }: OrderRow): boolean {
  return PAID_STATES.has(state);
}
