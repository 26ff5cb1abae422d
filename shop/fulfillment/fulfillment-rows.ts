import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";

export type GoodsKind = "digital" | "physical";

const fulfillmentStateSchema = z.enum([
  "due",
  "late",
  "waiting",
  "forgotten",
  "started",
  "produced",
]);
/** `late` and `waiting` (for the physical goods) still come; `forgotten` never does. */
export type FulfillmentState = z.infer<typeof fulfillmentStateSchema>;

const stateRow = z.object({ state: fulfillmentStateSchema });

/** How far the goods of this kind are; null where they are not planned. */
export function fulfillmentState(
  reads: Reads,
  orderNumber: string,
  kind: GoodsKind,
): FulfillmentState | null {
  const row = reads.get(
    stateRow,
    "SELECT state FROM fulfillments WHERE orderNumber = ? AND kind = ?",
    orderNumber,
    kind,
  );
  return row?.state ?? null;
}

export function planFulfillment(
  tx: Transaction,
  shop: ShopContext,
  orderNumber: string,
  kind: GoodsKind,
  state: FulfillmentState,
): void {
  tx.run(
    "INSERT INTO fulfillments (orderNumber, kind, state, plannedMs) VALUES (?, ?, ?, ?)",
    orderNumber,
    kind,
    state,
    shop.clock.nowMs(),
  );
}

export function setFulfillmentState(
  tx: Transaction,
  orderNumber: string,
  kind: GoodsKind,
  state: FulfillmentState,
): void {
  tx.run(
    "UPDATE fulfillments SET state = ? WHERE orderNumber = ? AND kind = ?",
    state,
    orderNumber,
    kind,
  );
}
