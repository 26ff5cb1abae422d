import type { Transaction } from "../database/shop-database.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";

export interface RefusedDocument {
  readonly foreignId: string;
  readonly lineItemId: string;
  /** Its name. */
  readonly document: string;
  /** Of the web database; undefined where there is none. */
  readonly order: OrderRow | undefined;
}

/** Tells that a document was not taken, why, and where in it the reason is. */
export function traceRefusal(
  tx: Transaction,
  { foreignId, lineItemId, document, order }: RefusedDocument,
  { reason, place }: { readonly reason: string; readonly place: string },
): void {
  tx.emit({
    type: "warning.recorded",
    ...(order === undefined
      ? { unattributed: "the web database has no such order" }
      : { transactionId: order.transactionId }),
    objects:
      order === undefined
        ? [{ type: "order", id: foreignId, role: "foreignId" }]
        : orderObjects(order),
    outcome: "failure",
    level: "error",
    reason,
    message: `The main database did not take the document ${document}.`,
    attributes: { component: "Main Database", document, place, lineItemId },
  });
}
