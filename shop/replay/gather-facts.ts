import { z } from "zod";
import { licenseStateAt } from "#domain/licenses/license-state.ts";
import type { PairedDocument } from "#domain/replay/choose-pair.ts";
import type { ReplayFacts } from "#domain/replay/replay-facts.ts";
import type { ShopContext } from "../context.ts";
import { type DocumentRow, documentsOf } from "../documents/document-rows.ts";
import { type DocumentJoint, readDocumentJoint } from "../documents/read-order-document.ts";
import { ShopError } from "../errors.ts";
import { findLicense, licensesOfLine } from "../licenses/license-rows.ts";
import { findMainOrder } from "../main-database/main-rows.ts";
import { type LineRow, linesOf, type OrderRow } from "../orders/order-rows.ts";

/** What is replayed at a time: one license line of an order, or an order that has none. */
export interface ReplayUnit {
  /** Its line in the web database; null where the order has no documents. */
  readonly lineItemId: string | null;
  readonly isLicensed: boolean;
  /** Its documents that say the line item they are filed under. */
  readonly documents: readonly PairedDocument[];
  /** Line item under which its OrderInfo is in the main database; null where it is not. */
  readonly loadedLineItemId: string | null;
  readonly facts: ReplayFacts;
}

/** A document as it lies in the web database, with what joins it to others. */
export interface ReadDocument extends Pick<
  DocumentRow,
  "name" | "kind" | "lineItemId" | "writtenMs"
> {
  readonly joint: DocumentJoint | null;
  /** Why it fits no other; null for one that does. */
  readonly unfit: string | null;
}

export const NOTHING_FOUND: ReplayFacts = {
  foundInWebDb: false,
  paid: false,
  inMainDb: false,
  mainState: null,
  licenseGenerated: false,
  previousLicenseId: null,
  previousLicenseState: null,
};

const loadedRow = z.object({ lineItemId: z.string() });

/** Reads every document of an order; none is refused, each says what is wrong with it. */
export function readDocuments(shop: ShopContext, orderNumber: string): ReadDocument[] {
  return documentsOf(shop.web, orderNumber).map(readDocument);
}

function readDocument(document: DocumentRow): ReadDocument {
  const { name, kind, lineItemId, writtenMs } = document;
  const known = { name, kind, lineItemId, writtenMs };
  try {
    const joint = readDocumentJoint(document.xml);
    return { ...known, joint, unfit: unfitReason(document, joint) };
  } catch (error) {
    if (!(error instanceof ShopError) || error.code !== "invalid-document") throw error;
    return { ...known, joint: null, unfit: error.message };
  }
}

/**
 * The facts of each unit, in the order of the cart, from both databases; `paid` is what the gateways said.
 * Reads only.
 */
export function gatherFacts(shop: ShopContext, order: OrderRow, paid: boolean): ReplayUnit[] {
  const documents = readDocuments(shop, order.number);
  const lines = linesOf(shop.web, order.number).filter(
    ({ state }) => state === "ordered" || state === "delivered",
  );
  const licenses = lines.filter(({ kind }) => kind === "license");
  if (licenses.length === 0) return [unitOf(shop, order, paid, null, documents)];
  if (licenses.length === 1)
    return licenses.map((one) => unitOf(shop, order, paid, one, documents));
  // With several licenses a document belongs to the line that it is filed under.
  return licenses.map((line) =>
    unitOf(
      shop,
      order,
      paid,
      line,
      documents.filter(({ lineItemId }) => lineItemId === line.lineItemId),
    ),
  );
}

/**
 * Lines whose license was made under the line item of another pair, as PayPal leaves one: to load their own pair
 * too would make a second license.
 */
export function licensedElsewhere(shop: ShopContext, order: OrderRow): string[] {
  return gatherFacts(shop, order, true).flatMap(
    ({ isLicensed, lineItemId, facts: { licenseGenerated } }) =>
      isLicensed &&
      licenseGenerated &&
      lineItemId !== null &&
      licensesOfLine(shop.main, order.foreignId, lineItemId).length === 0
        ? [lineItemId]
        : [],
  );
}

function unitOf(
  shop: ShopContext,
  order: OrderRow,
  paid: boolean,
  line: LineRow | null,
  documents: readonly ReadDocument[],
): ReplayUnit {
  const { foreignId } = order;
  const lineItemIds = [...new Set(documents.map(({ lineItemId }) => lineItemId))];
  const loadedLineItemId = loadedAs(shop, foreignId, lineItemIds);
  const main = findMainOrder(shop.main, foreignId);
  // A line that did not come with its order is absent, unless the order's own state forbids everything.
  const inMainDb = main !== undefined && (loadedLineItemId !== null || main.state !== "paid");
  const previousLicenseId = line === null ? null : previousLicense(line, documents);
  return {
    lineItemId: line?.lineItemId ?? lineItemIds[0] ?? null,
    isLicensed: line !== null,
    documents: documents.filter(({ unfit }) => unfit === null),
    loadedLineItemId,
    facts: {
      foundInWebDb: true,
      paid,
      inMainDb,
      mainState: inMainDb ? main.state : null,
      // Where no license is due, none is missing.
      licenseGenerated:
        line === null || lineItemIds.some((id) => licensesOfLine(shop.main, foreignId, id).length),
      previousLicenseId,
      previousLicenseState: previousLicenseId === null ? null : stateOf(shop, previousLicenseId),
    },
  };
}

function loadedAs(shop: ShopContext, foreignId: string, lineItemIds: string[]): string | null {
  const loaded = shop.main.all(
    loadedRow,
    `SELECT lineItemId FROM loadedDocuments WHERE foreignId = ? AND kind = 'orderInfo'
     ORDER BY loadedMs, lineItemId`,
    foreignId,
  );
  return loaded.find(({ lineItemId }) => lineItemIds.includes(lineItemId))?.lineItemId ?? null;
}

/** As GetKeyRequest says; what the line itself knows where that document cannot be read. */
function previousLicense(line: LineRow, documents: readonly ReadDocument[]): string | null {
  const request = documents.find(
    ({ kind, lineItemId }) => kind === "getKeyRequest" && lineItemId === line.lineItemId,
  );
  return request?.joint == null ? line.previousLicenseId : request.joint.previousLicenseId;
}

function stateOf(shop: ShopContext, licenseId: string): string | null {
  const license = findLicense(shop.main, licenseId);
  return license === undefined ? null : licenseStateAt(license, shop.clock.nowMs());
}

function unfitReason(document: DocumentRow, { lineItemId }: DocumentJoint): string | null {
  if (lineItemId === null) return "It names no line item.";
  return lineItemId === document.lineItemId
    ? null
    : "It names another line item than the one it is filed under.";
}
