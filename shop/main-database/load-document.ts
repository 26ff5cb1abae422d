import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { type DocumentRow, findDocument } from "../documents/document-rows.ts";
import { refuseDocument } from "../documents/xml-tree.ts";
import { ShopError } from "../errors.ts";
import { findOrderByForeignId, type OrderRow } from "../orders/order-rows.ts";
import type { LoadAnswer, TakenDocument } from "./load-answer.ts";
import type { MainOrderState } from "./main-rows.ts";
import { takeKeyRequest } from "./take-key-request.ts";
import { takeOrderInfo } from "./take-order-info.ts";
import { traceRefusal } from "./trace-refusal.ts";

export type { LoadAnswer } from "./load-answer.ts";
export type { MainOrderState } from "./main-rows.ts";

export interface KeyRequestOptions {
  /** As an operator may do by mistake: nobody looks whether OrderInfo was loaded before. */
  readonly unjoined?: boolean;
}

/**
 * Loads an OrderInfo of the web database into the main database: the order in this state, its lines, and for
 * a paid one its invoices with their mails; `order.replicated`. All in one transaction of the main database.
 * An order that is there in another state takes this one. A document that is refused leaves nothing but a
 * `warning.recorded` that names it and the place.
 */
export function loadOrderInfo(
  shop: ShopContext,
  foreignId: string,
  documentName: string,
  lineItemId: string,
  state: MainOrderState,
): LoadAnswer {
  return load(shop, { foreignId, documentName, lineItemId }, (tx, _order, document) =>
    takeOrderInfo(tx, shop, document, foreignId, state),
  );
}

/**
 * Loads a GetKeyRequest, which makes the license of its line: `license.requested`, `license.generated`, the
 * license mail, and `order.replicated`, in one transaction of the main database. `already` where the line has
 * its license. Refused, as above: one that is not as it must be, whose OrderInfo is not loaded or not paid,
 * or that renews a license which is neither active nor expired (that one was requested all the same).
 */
export function loadKeyRequest(
  shop: ShopContext,
  foreignId: string,
  documentName: string,
  lineItemId: string,
  options: KeyRequestOptions = {},
): LoadAnswer {
  return load(shop, { foreignId, documentName, lineItemId }, (tx, order, document) =>
    takeKeyRequest(tx, shop, document, order, options),
  );
}

/** Which document is to be loaded. */
interface DocumentPlace {
  readonly foreignId: string;
  readonly documentName: string;
  readonly lineItemId: string;
}

type Taking = (tx: Transaction, order: OrderRow, document: DocumentRow) => TakenDocument;

function load(shop: ShopContext, place: DocumentPlace, take: Taking): LoadAnswer {
  const { foreignId, documentName, lineItemId } = place;
  const order = findOrderByForeignId(shop.web, foreignId);
  try {
    if (order === undefined) throw refuseDocument("There is no such order.", "the web database");
    const document = findDocument(shop.web, order.number, lineItemId, documentName);
    if (document === undefined) {
      throw refuseDocument("There is no such document.", "the web database");
    }
    const { letters, ...answer } = shop.main.transaction((tx) => take(tx, order, document));
    for (const letter of letters) shop.post?.deliver(letter);
    return answer;
  } catch (error) {
    if (!(error instanceof ShopError) || error.code !== "invalid-document") throw error;
    const refusal = { reason: error.message, place: String(error.detail["place"]) };
    shop.main.transaction((tx) => {
      traceRefusal(tx, { foreignId, lineItemId, document: documentName, order }, refusal);
    });
    return { outcome: "refused", ...refusal };
  }
}
