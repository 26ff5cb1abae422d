import { licenseStateAt, renewalRefusal } from "#domain/licenses/license-state.ts";
import { licenseTermMonths } from "#domain/licenses/license-term.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { DocumentRow } from "../documents/document-rows.ts";
import type { KeyRequest } from "../documents/order-document.ts";
import { readKeyRequest } from "../documents/read-order-document.ts";
import { refuseDocument } from "../documents/xml-tree.ts";
import { DELIVER_LICENSE_JOB } from "../fulfillment/deliver-license.ts";
import { generateLicense } from "../licenses/generate-license.ts";
import { findLicense, type LicenseRow, licensesOfLine } from "../licenses/license-rows.ts";
import type { Letter } from "../mail/letter.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";
import type { TakenDocument } from "./load-answer.ts";
import { findMainLine, findMainOrder, isLoaded } from "./main-rows.ts";
import { recordMail } from "./record-mail.ts";
import { noteLoaded } from "./take-order-info.ts";
import { traceRefusal } from "./trace-refusal.ts";

const PREVIOUS_LICENSE_PLACE = "/GetKeyRequest/extendedattributes/item[name=idlic]/value";

/**
 * Takes a GetKeyRequest in a transaction of the main database: see `loadKeyRequest`. Throws
 * `invalid-document` for one that is not as it must be.
 */
export function takeKeyRequest(
  tx: Transaction,
  shop: ShopContext,
  document: DocumentRow,
  order: OrderRow,
  { unjoined = false }: { readonly unjoined?: boolean },
): TakenDocument {
  if (licensesOfLine(tx, order.foreignId, document.lineItemId).length > 0) {
    tellWebDatabase(tx, shop, document);
    return { outcome: "already", letters: [] };
  }
  const request = readKeyRequest(document.xml);
  requireSameLine(request, document, order);
  if (!unjoined) requireOrderInfo(tx, request);
  const previous = findPrevious(tx, request);
  emitRequested(tx, order, request);
  const refusal = renewalRefusalOf(shop, request, previous);
  if (refusal !== null) {
    const { foreignId } = order;
    const { lineItemId, name } = document;
    traceRefusal(tx, { foreignId, lineItemId, document: name, order }, refusal);
    return { outcome: "refused", ...refusal, letters: [] };
  }
  noteLoaded(tx, shop, document, order.foreignId);
  emitReplicated(tx, order, document);
  if (shop.faults.strikes("license.missing", orderObjects(order))) {
    return { outcome: "loaded", letters: [] };
  }
  tellWebDatabase(tx, shop, document);
  return { outcome: "loaded", letters: makeLicenses(tx, shop, order, request, previous) };
}

function requireSameLine(request: KeyRequest, document: DocumentRow, order: OrderRow): void {
  if (request.foreignId !== order.foreignId) {
    throw refuseDocument("The document is of another order.", "/GetKeyRequest/orderid");
  }
  if (request.lineItemId !== document.lineItemId) {
    throw refuseDocument(
      "The document is of another line item than its pair.",
      "/GetKeyRequest/orderlineitemid",
    );
  }
  if (request.quantity !== 1) {
    throw refuseDocument("One license is made for a line.", "/GetKeyRequest/quantity");
  }
}

/** The other half of the pair is there, paid, and about the same product. */
function requireOrderInfo(tx: Transaction, { foreignId, lineItemId, product }: KeyRequest): void {
  const main = findMainOrder(tx, foreignId);
  if (main === undefined || !isLoaded(tx, foreignId, lineItemId, "orderInfo")) {
    throw refuseDocument(
      "OrderInfo of this line item is not loaded.",
      "/GetKeyRequest/orderlineitemid",
    );
  }
  if (main.state !== "paid") {
    throw refuseDocument("The order is not paid.", "/GetKeyRequest/orderid");
  }
  if (findMainLine(tx, foreignId, lineItemId)?.product !== product) {
    throw refuseDocument(
      "The line item is of another product.",
      "/GetKeyRequest/productkey/productid",
    );
  }
}

function findPrevious(tx: Transaction, { previousLicenseId }: KeyRequest): LicenseRow | null {
  return previousLicenseId === null ? null : (findLicense(tx, previousLicenseId) ?? null);
}

function renewalRefusalOf(
  shop: ShopContext,
  { previousLicenseId }: KeyRequest,
  previous: LicenseRow | null,
): { readonly reason: string; readonly place: string } | null {
  if (previousLicenseId === null) return null;
  const state = previous === null ? null : licenseStateAt(previous, shop.clock.nowMs());
  const reason = renewalRefusal(state);
  return reason === null ? null : { reason, place: PREVIOUS_LICENSE_PLACE };
}

function makeLicenses(
  tx: Transaction,
  shop: ShopContext,
  order: OrderRow,
  request: KeyRequest,
  previous: LicenseRow | null,
): Letter[] {
  const { number, foreignId, transactionId, store } = order;
  const { lineItemId, product } = request;
  const termMonths = request.termMonths ?? licenseTermMonths(product, "");
  const wanted = { number, foreignId, transactionId, lineItemId, product, termMonths, previous };
  const license = generateLicense(tx, shop, wanted);
  if (shop.faults.strikes("license.duplicate", orderObjects(order))) {
    generateLicense(tx, shop, wanted);
  }
  const letter = recordMail(tx, shop, {
    number,
    foreignId,
    transactionId,
    store,
    email: request.email,
    kind: "license",
    subject: `Your license ${license.id}`,
    text: `The number of your license ${license.id} for ${product} is ${license.licenseNumber}.`,
  });
  return letter === null ? [] : [letter];
}

function emitRequested(tx: Transaction, order: OrderRow, request: KeyRequest): void {
  const { lineItemId, previousLicenseId } = request;
  const isRenewal = previousLicenseId !== null;
  tx.emit({
    type: "license.requested",
    transactionId: order.transactionId,
    objects: [
      ...orderObjects(order),
      ...(isRenewal ? [{ type: "license", id: previousLicenseId, role: "previous" }] : []),
    ],
    message: isRenewal ? "A renewal was asked for." : "A license was asked for.",
    attributes: { lineItemId, ...(isRenewal && { previousLicenseId }) },
  });
}

function emitReplicated(tx: Transaction, order: OrderRow, { lineItemId }: DocumentRow): void {
  tx.emit({
    type: "order.replicated",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    message: "The license request of the order is in the main database.",
    attributes: { document: "getKeyRequest", state: "paid", lineItemId },
  });
}

/** The web database notes the delivery once the two are in step. */
function tellWebDatabase(tx: Transaction, shop: ShopContext, { lineItemId }: DocumentRow): void {
  tx.enqueue({
    kind: DELIVER_LICENSE_JOB,
    subject: lineItemId,
    dueMs: shop.clock.nowMs() + shop.settings.synchronizationMs,
  });
}
