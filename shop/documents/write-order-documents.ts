import { z } from "zod";
import { newLineItemId } from "../checkout/priced-lines.ts";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import {
  type LineRow,
  linesOf,
  type OrderRow,
  orderObjects,
  requireOrder,
} from "../orders/order-rows.ts";
import {
  composeKeyRequest,
  composeOrderInfo,
  type KeyRequestContent,
} from "./compose-order-document.ts";
import type { TagCase } from "./compose-xml.ts";
import { chooseTagCase, spoilKeyRequest } from "./document-faults.ts";
import { saveDocument } from "./document-rows.ts";
import {
  type DocumentPlan,
  keyRequestContent,
  orderInfoContent,
  planDocuments,
  planUnder,
} from "./order-content.ts";

/** Stems of the documents' file names; PayPal's carry its name at the end. */
export const ORDER_INFO_NAME = "plainorderinfo";
export const KEY_REQUEST_NAME = "plaingetkeyrequest";
const PAYPAL = "paypal";

/** How the documents of one order are written. */
interface Writing {
  readonly order: OrderRow;
  readonly allLines: readonly LineRow[];
  /** End of the names. */
  readonly variant: "" | typeof PAYPAL;
  readonly tagCase: TagCase;
  readonly writtenMs: number;
  /** What is really written of a GetKeyRequest. */
  readonly spoil: (content: KeyRequestContent) => KeyRequestContent;
}

/**
 * Writes the documents of an order that was just inserted, with its lines and payments, into the web
 * database: an OrderInfo and a GetKeyRequest for each license line, one OrderInfo where there is none. PayPal
 * leaves a second pair of each, with line item IDs of its own.
 */
export function writeOrderDocuments(tx: Transaction, shop: ShopContext, orderNumber: string): void {
  const order = requireOrder(tx, orderNumber);
  const allLines = linesOf(tx, orderNumber);
  const writing: Writing = {
    order,
    allLines,
    variant: "",
    tagCase: chooseTagCase(shop, order),
    writtenMs: shop.clock.nowMs(),
    spoil: (content) => spoilKeyRequest(shop, order, content),
  };
  const plans = planDocuments(allLines);
  for (const plan of plans) savePair(tx, writing, plan);
  if (!isPaidByPaypal(tx, orderNumber)) return;
  for (const plan of plans) {
    const other = planUnder(plan, newLineItemId(shop.random));
    savePair(tx, { ...writing, variant: PAYPAL, spoil: asIs }, other);
  }
}

/**
 * Writes an order's plain documents anew, as they should be, so that one that was refused can be loaded.
 * Throws `not-found`.
 */
export function mendOrderDocuments(shop: ShopContext, orderNumber: string): void {
  shop.web.transaction((tx) => {
    const order = requireOrder(tx, orderNumber);
    const allLines = linesOf(tx, orderNumber);
    const writtenMs = shop.clock.nowMs();
    for (const plan of planDocuments(allLines)) {
      savePair(
        tx,
        { order, allLines, variant: "", tagCase: "usual", writtenMs, spoil: asIs },
        plan,
      );
    }
    tx.emit({
      type: "trace.recorded",
      transactionId: order.transactionId,
      objects: orderObjects(order),
      message: "The documents of the order were written anew.",
      attributes: { component: "Order Documents" },
    });
  });
}

function asIs(content: KeyRequestContent): KeyRequestContent {
  return content;
}

function savePair(tx: Transaction, writing: Writing, plan: DocumentPlan): void {
  const { order, allLines, variant, tagCase, writtenMs } = writing;
  const { lineItemId, license } = plan;
  const place = { orderNumber: order.number, lineItemId, writtenMs };
  saveDocument(tx, {
    ...place,
    name: ORDER_INFO_NAME + variant,
    kind: "orderInfo",
    xml: composeOrderInfo(orderInfoContent(order, allLines, plan), tagCase),
  });
  if (license === null) return;
  const content = keyRequestContent(order, license, descriptionOf(tx, license.product));
  saveDocument(tx, {
    ...place,
    name: KEY_REQUEST_NAME + variant,
    kind: "getKeyRequest",
    xml: composeKeyRequest(writing.spoil(content), tagCase),
  });
}

function isPaidByPaypal(reads: Reads, orderNumber: string): boolean {
  const row = z.object({ id: z.string() });
  const sql = `SELECT id FROM payments
    WHERE orderNumber = ? AND method = 'paypal' AND state <> 'declined' AND givenUp = 0 LIMIT 1`;
  return reads.get(row, sql, orderNumber) !== undefined;
}

/** Empty for a product that is not in the catalog any more. */
function descriptionOf(reads: Reads, product: string): string {
  const row = z.object({ description: z.string() });
  const sql = "SELECT description FROM products WHERE code = ?";
  return reads.get(row, sql, product)?.description ?? "";
}
