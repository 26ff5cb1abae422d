import type { ObjectReference } from "#domain/events/event.ts";
import { isForeignId } from "#domain/identifiers/foreign-id.ts";
import { detailsOf } from "#ingest/formats/order-document-details.ts";
import { missingVariables } from "#ingest/formats/order-document-variables.ts";
import { decimalAmount } from "#ingest/formats/decimal-amount.ts";
import { findElement, findText, type XmlElement } from "#ingest/formats/xml-tree.ts";

/** What one GetKeyRequest or OrderInfo says. */
export type OrderFacts =
  | {
      readonly ok: true;
      readonly type: string;
      /** A transaction the document may name; whether it is one is told by the source's pattern. */
      readonly transactionId: string | undefined;
      readonly objects: readonly ObjectReference[];
      readonly amount: { minor: number; currency: string } | undefined;
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly missingVariables: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

export const GET_KEY_REQUEST = "getkeyrequest";
export const ORDER_INFO = "orderinfo";

/** Words by which gateways say that an order was paid; every other state is left to them to explain. */
const PAID_STATES = new Set(["paid", "captured", "settled", "true", "yes", "1"]);

const LINE_ITEM_KEYS = ["lineitemid", "orderlineitemid"];
const AMOUNT_KEYS = ["totalamount", "totalprice", "total", "amount", "price"];

/** Marks what was taken, so that it does not stand among the details once more. */
type Take = (element: XmlElement | null) => string | undefined;

export function readOrderDocument(document: XmlElement): OrderFacts {
  const taken = new Set<XmlElement>();
  const take: Take = (element) => {
    if (element === null) return undefined;
    taken.add(element);
    return element.text;
  };
  const orderId = take(findText(document, "orderid", "foreignid", "fid"));
  if (orderId === undefined) {
    return { ok: false, problem: `The ${document.name} names no order: it has no OrderID.` };
  }
  const isRequest = document.key === GET_KEY_REQUEST;
  const facts = isRequest ? licenseFacts(document, take) : orderFacts(document, take);
  const order = { type: "order", id: orderId };
  const missing = missingVariables(document);
  const transactionId = findText(document, "transactionid")?.text;
  const details = detailsOf(document, taken);
  return {
    ok: true,
    type: facts.type,
    transactionId,
    objects: [isForeignId(orderId) ? { ...order, role: "foreignId" } : order, ...facts.objects],
    amount: facts.amount,
    attributes: {
      document: isRequest ? "getKeyRequest" : "orderInfo",
      ...facts.attributes,
      ...(missing.length > 0 && { missingVariables: missing }),
      ...(details !== null && { details }),
    },
    missingVariables: missing,
  };
}

interface KindFacts {
  readonly type: string;
  readonly objects: readonly ObjectReference[];
  readonly amount?: { minor: number; currency: string } | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A new license has an empty `idlic`; with a value the license is renewed. */
function licenseFacts(document: XmlElement, take: Take): KindFacts {
  const previous = take(extendedAttribute(document, "idlic"));
  const attributes = {
    lineItemId: take(findText(document, ...LINE_ITEM_KEYS)),
    previousLicenseId: previous,
    product: take(findText(document, "productid")),
    quantity: quantityOf(take(findText(document, "quantity"))),
  };
  return {
    type: "license.requested",
    objects: previous === undefined ? [] : [{ type: "license", id: previous, role: "previous" }],
    attributes: defined(attributes),
  };
}

/**
 * An order as it stands in the web database. Nothing in it says that the main database has it, so it is never
 * `order.replicated`; where it does not say that it was paid, its payment is unknown.
 */
function orderFacts(document: XmlElement, take: Take): KindFacts {
  const paymentState = take(findText(document, "paymentstate", "paymentstatus", "paid"));
  const isPaid = PAID_STATES.has((paymentState ?? "").toLowerCase());
  const lines = lineElements(document).map((line) => lineFacts(line, take));
  const attributes = {
    store: take(findText(document, "store", "shop")),
    gateway: take(findText(document, "paymentgateway", "gateway", "paymentprovider")),
    method: take(findText(document, "paymentmethod", "paymenttype")),
    paymentState,
    lines: lines.length === 0 ? undefined : lines,
  };
  return {
    type: isPaid ? "order.placed" : "order.uncertain",
    objects: [],
    amount: amountOf(outsideLines(document), take),
    attributes: defined(attributes),
  };
}

function lineFacts(line: XmlElement, take: Take): Record<string, unknown> {
  return defined({
    lineItemId: take(findText(line, ...LINE_ITEM_KEYS)),
    product: take(findText(line, "productid")),
    quantity: quantityOf(take(findText(line, "quantity"))),
    amount: amountOf(line.children, take),
  });
}

/** Whatever names a line item by itself is a line: an element of its own, or the whole document. */
function lineElements(element: XmlElement): XmlElement[] {
  const isLine = element.children.some(
    ({ key, text }) => LINE_ITEM_KEYS.includes(key) && text !== "",
  );
  return isLine ? [element] : element.children.flatMap(lineElements);
}

function outsideLines(document: XmlElement): XmlElement[] {
  const lines = new Set(lineElements(document));
  const reach = (element: XmlElement): XmlElement[] =>
    element.children.flatMap((child) => (lines.has(child) ? [] : [child, ...reach(child)]));
  return lines.has(document) ? [] : reach(document);
}

/** Both or neither: an amount without its currency says nothing. */
function amountOf(
  elements: readonly XmlElement[],
  take: Take,
): { minor: number; currency: string } | undefined {
  const value = AMOUNT_KEYS.flatMap((key) =>
    elements.filter((one) => one.key === key && one.text !== ""),
  )[0];
  if (value === undefined) return undefined;
  const inside = findText(value, "currency", "currencycode");
  const currency =
    inside ?? elements.find(({ key }) => key === "currency" || key === "currencycode") ?? null;
  const amount = decimalAmount(value.text, currency?.text ?? "");
  if (amount === null) return undefined;
  if (inside === null) take(value);
  return amount;
}

function extendedAttribute(document: XmlElement, name: string): XmlElement | null {
  const items = findElement(document, "extendedattributes")?.children ?? [];
  const item = items.find((one) => findText(one, "name")?.text.toLowerCase() === name);
  return item === undefined ? null : findText(item, "value");
}

/** A number where it is one: quantities are counted. */
function quantityOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
