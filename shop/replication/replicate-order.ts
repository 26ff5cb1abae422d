import { chooseKeyRequest } from "#domain/replay/choose-pair.ts";
import type { ShopContext } from "../context.ts";
import { type DocumentRow, documentsOf } from "../documents/document-rows.ts";
import { ORDER_INFO_NAME } from "../documents/write-order-documents.ts";
import { deliverLines } from "../fulfillment/deliver-lines.ts";
import { isPaid } from "../fulfillment/paid-order.ts";
import { loadKeyRequest, loadOrderInfo } from "../main-database/load-document.ts";
import { linesOf, orderObjects, type OrderRow, requireOrder } from "../orders/order-rows.ts";
import { licensedElsewhere } from "../replay/gather-facts.ts";

/** Then others have their turn: an order of a thousand licenses does not hold up the shop. */
const LINES_AT_ONCE = 20;

/**
 * Brings a paid order into the main database: of its documents the plain ones, of each line OrderInfo first.
 * Each is loaded in a transaction of its own, so an interrupted replication goes on where it was; doing it
 * again changes nothing. A document that is refused was told of, and its line goes without license. Nothing
 * while the order is not paid. Rejects with `not-found`.
 */
export async function replicateOrder(shop: ShopContext, orderNumber: string): Promise<void> {
  const order = requireOrder(shop.web, orderNumber);
  if (!isPaid(order)) return;
  if (shop.faults.strikes("replication.lost", orderObjects(order))) return;
  const documents = documentsOf(shop.web, orderNumber);
  const owed = new Set(
    linesOf(shop.web, orderNumber)
      .filter(({ state }) => state === "ordered" || state === "delivered")
      .map(({ lineItemId }) => lineItemId),
  );
  const elsewhere = hasOtherPairs(documents) ? licensedElsewhere(shop, order) : [];
  if (elsewhere.length > 0) deliverElsewhere(shop, order, elsewhere);
  const infos = documents.filter(
    ({ name, lineItemId }) => name === ORDER_INFO_NAME && !elsewhere.includes(lineItemId),
  );
  let isTaken = elsewhere.length > 0;
  for (const [index, info] of infos.entries()) {
    if (index > 0 && index % LINES_AT_ONCE === 0) {
      await shop.clock.sleep(0);
      if (!isPaid(requireOrder(shop.web, orderNumber))) break;
    }
    const isOwed = owed.has(info.lineItemId);
    if (replicateLine(shop, order.foreignId, documents, info, isOwed)) isTaken = true;
  }
  if (!isTaken) return;
  shop.web.transaction((tx) => {
    tx.run(
      "UPDATE orders SET replicatedMs = ? WHERE number = ? AND replicatedMs IS NULL",
      shop.clock.nowMs(),
      orderNumber,
    );
  });
}

function hasOtherPairs(documents: readonly DocumentRow[]): boolean {
  return documents.some(({ kind, name }) => kind === "orderInfo" && name !== ORDER_INFO_NAME);
}

/** Their licenses came with another pair: nobody but who knows the order can tell the web database. */
function deliverElsewhere(shop: ShopContext, order: OrderRow, elsewhere: readonly string[]): void {
  shop.web.transaction((tx) => {
    const waiting = linesOf(tx, order.number)
      .filter(({ state, lineItemId }) => state === "ordered" && elsewhere.includes(lineItemId))
      .map(({ lineItemId }) => lineItemId);
    deliverLines(tx, shop, order, "digital", waiting);
  });
}

/** False where the main database did not take the OrderInfo. `isOwed`: the line was not cancelled since. */
function replicateLine(
  shop: ShopContext,
  foreignId: string,
  documents: readonly DocumentRow[],
  { name, lineItemId }: DocumentRow,
  isOwed: boolean,
): boolean {
  if (loadOrderInfo(shop, foreignId, name, lineItemId, "paid").outcome === "refused") return false;
  const keyRequest = chooseKeyRequest(documents, lineItemId);
  if (keyRequest !== null && isOwed) loadKeyRequest(shop, foreignId, keyRequest, lineItemId);
  return true;
}
