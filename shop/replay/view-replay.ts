import { z } from "zod";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { isLoaded } from "../main-database/main-rows.ts";
import { type OrderRow, orderRow } from "../orders/order-rows.ts";
import { type ReadDocument, readDocuments } from "./gather-facts.ts";
import { HISTORY_MAX, UNCERTAIN_MAX } from "./replay-operations.ts";
import { decide, type Decision } from "./replay-order.ts";
import { type ReplayRow, replaysOfOrder } from "./replay-rows.ts";
import { FAILURES_MAX } from "./sweep.ts";

/** An uncertain order and what was tried about it. */
export interface UncertainOrder {
  readonly order: OrderRow;
  /** Those by hand are not counted. */
  readonly failedReplays: number;
  /** Of every kind. */
  readonly replays: number;
  /** The sweep tries no more: it waits for people. */
  readonly isLeftToPeople: boolean;
}

export interface UncertainOrders {
  /** Oldest first. */
  readonly items: readonly UncertainOrder[];
  /** There are more than are listed. */
  readonly isPartial: boolean;
}

/** What is decided now, or why nothing can be. */
export type Reading =
  | { readonly decision: Decision; readonly undecidedReason: null }
  | { readonly decision: null; readonly undecidedReason: string };

export interface ViewedDocument extends Pick<
  ReadDocument,
  "name" | "kind" | "lineItemId" | "unfit"
> {
  readonly isLoaded: boolean;
}

/** Orders whose payment is not known, oldest first; at most `UNCERTAIN_MAX`. */
export function listUncertain(shop: ShopContext): UncertainOrders {
  const rows = shop.web.all(
    orderRow.extend({ failedReplays: z.number(), replays: z.number() }),
    `SELECT orders.*, (SELECT count(*) FROM replays
       WHERE replays.foreignId = orders.foreignId AND byHand = 0
         AND replays.state = 'failed') AS failedReplays,
       (SELECT count(*) FROM replays WHERE replays.foreignId = orders.foreignId) AS replays
     FROM orders WHERE state = 'uncertain' ORDER BY placedMs, number LIMIT ?`,
    UNCERTAIN_MAX + 1,
  );
  return {
    items: rows.slice(0, UNCERTAIN_MAX).map(({ failedReplays, replays, ...order }) => ({
      order,
      failedReplays,
      replays,
      isLeftToPeople: failedReplays >= FAILURES_MAX,
    })),
    isPartial: rows.length > UNCERTAIN_MAX,
  };
}

/** Decides, without replaying anything. That a gateway does not answer is told; what else fails is thrown. */
export async function tryToDecide(shop: ShopContext, order: OrderRow): Promise<Reading> {
  try {
    return { decision: await decide(shop, order, { looksOnly: true }), undecidedReason: null };
  } catch (error) {
    if (!(error instanceof ShopError) || error.code !== "service-unavailable") throw error;
    return { decision: null, undecidedReason: error.message };
  }
}

/** The order's documents, each with whether it is in the main database. */
export function viewDocuments(
  shop: ShopContext,
  { number, foreignId }: OrderRow,
): ViewedDocument[] {
  return readDocuments(shop, number).map(({ name, kind, lineItemId, unfit }) => ({
    name,
    kind,
    lineItemId,
    unfit,
    isLoaded: isLoaded(shop.main, foreignId, lineItemId, kind),
  }));
}

/** Its replays so far, newest first; at most `HISTORY_MAX`. */
export function viewHistory(shop: ShopContext, { foreignId }: OrderRow): ReplayRow[] {
  return replaysOfOrder(shop.web, foreignId, HISTORY_MAX);
}
