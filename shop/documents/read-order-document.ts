import type { z } from "zod";
import { isLicenseId } from "#domain/identifiers/object-ids.ts";
import { TERM_MONTHS_MAX } from "#domain/licenses/license-term.ts";
import { readAmount } from "./decimal-amount.ts";
import {
  childrenOf,
  findElement,
  hasName,
  requireElement,
  textAt,
  textOf,
} from "./find-elements.ts";
import {
  KEY_REQUEST_FIELDS,
  type KeyRequest,
  ORDER_INFO_AMOUNTS,
  ORDER_INFO_FIELDS,
  ORDER_INFO_LINE_AMOUNT,
  ORDER_INFO_LINE_FIELDS,
  type OrderInfo,
  type OrderInfoLine,
} from "./order-document.ts";
import { readXmlTree, refuseDocument, type XmlElement } from "./xml-tree.ts";

/** Extended attribute with the previous license's LN ID. */
const PREVIOUS_LICENSE = "idlic";
/** Extended attribute with the months that were sold. */
const TERM = "term";

const ATTRIBUTES_PLACE = "/GetKeyRequest/extendedattributes/item";

/** Names and paths of variables are foreign text that goes into the log. */
const VARIABLE_CHARACTERS_MAX = 128;

/**
 * Reads an OrderInfo. Throws `invalid-document` with `detail.place` (a path of tags, or line and column)
 * unless everything in it is as it must be. Tags count in any case.
 */
export function readOrderInfo(xml: string): OrderInfo {
  const info = openDocument(xml, "OrderInfo");
  const fields = readFields(info, "/OrderInfo", ORDER_INFO_FIELDS);
  const { currency } = fields;
  const amount = (path: string): number => readAmountAt(info, "/OrderInfo", path, currency);
  const items = childrenOf(requireElement(info, "items"), "item");
  if (items.length === 0) throw refuseDocument("The order has no lines.", "/OrderInfo/items");
  const read: OrderInfo = {
    ...fields,
    amountMinor: amount(ORDER_INFO_AMOUNTS.amountMinor),
    digitalMinor: amount(ORDER_INFO_AMOUNTS.digitalMinor),
    physicalMinor: amount(ORDER_INFO_AMOUNTS.physicalMinor),
    lines: items.map((item, index) => readLine(item, index, currency)),
  };
  refuseContradictions(read);
  return read;
}

function readLine(item: XmlElement, index: number, currency: string): OrderInfoLine {
  const place = placeOfLine(index);
  const own = textAt(item, "currency").trim();
  if (own !== "" && own !== currency) {
    throw refuseDocument("The line is of another currency than its order.", `${place}/currency`);
  }
  return {
    ...readFields(item, place, ORDER_INFO_LINE_FIELDS),
    amountMinor: readAmountAt(item, place, ORDER_INFO_LINE_AMOUNT, currency),
  };
}

/** Invoices are made of the amounts, and a line is written down once. */
function refuseContradictions(info: OrderInfo): void {
  if (info.digitalMinor + info.physicalMinor !== info.amountMinor) {
    const reason = "The digital and the physical amount do not make up the whole.";
    throw refuseDocument(reason, `/OrderInfo/${ORDER_INFO_AMOUNTS.amountMinor}`);
  }
  const known = new Set<string>();
  for (const [index, { lineItemId }] of info.lines.entries()) {
    if (known.has(lineItemId)) {
      throw refuseDocument("The line stands twice.", `${placeOfLine(index)}/lineitemid`);
    }
    known.add(lineItemId);
  }
}

function placeOfLine(index: number): string {
  return `/OrderInfo/items/item[${index + 1}]`;
}

function readAmountAt(parent: XmlElement, at: string, path: string, currency: string): number {
  const minor = readAmount(textAt(parent, path), currency);
  if (minor !== null) return minor;
  throw refuseDocument(`${path} is no amount of ${currency}.`, `${at}/${path}`);
}

/** Reads a GetKeyRequest; like `readOrderInfo`. A required variable that is missing is named. */
export function readKeyRequest(xml: string): KeyRequest {
  const request = openDocument(xml, "GetKeyRequest");
  return {
    ...readFields(request, "/GetKeyRequest", KEY_REQUEST_FIELDS),
    previousLicenseId: readLicenseId(extendedAttribute(request, PREVIOUS_LICENSE)),
    termMonths: readTerm(extendedAttribute(request, TERM)),
  };
}

/** What decides whether two documents belong together; null where a document does not say it. */
export interface DocumentJoint {
  readonly lineItemId: string | null;
  readonly previousLicenseId: string | null;
}

/**
 * Reads only what joins the documents of an order, of one that may lack other things. Throws
 * `invalid-document` where the text is no such document at all.
 */
export function readDocumentJoint(xml: string): DocumentJoint {
  const root = readXmlTree(xml);
  const data = requireElement(requireElement(root, "Service"), "Data");
  const [given] = data.children;
  if (given === undefined) throw refuseDocument("Data is empty.", "/Data");
  const lineItemId = textAt(given, "orderlineitemid").trim() || firstLineItemId(given);
  return {
    lineItemId: lineItemId === "" ? null : lineItemId,
    previousLicenseId: readLicenseId(extendedAttribute(given, PREVIOUS_LICENSE)),
  };
}

/** Of an OrderInfo: the line that its first item names; empty where there is none. */
function firstLineItemId(info: XmlElement): string {
  const list = findElement(info, "items");
  const [first] = list === undefined ? [] : childrenOf(list, "item");
  return first === undefined ? "" : textAt(first, "lineitemid").trim();
}

/** The element of `Data` that the service is given, after its required variables were found. */
function openDocument(xml: string, serviceName: string): XmlElement {
  const root = readXmlTree(xml);
  if (!hasName(root, "XMLBatchRequest")) {
    throw refuseDocument("The document is no XMLBatchRequest.", `/${root.name}`);
  }
  const service = requireElement(root, "Service");
  const named = textAt(service, "ServiceName").trim();
  if (named.toLowerCase() !== serviceName.toLowerCase()) {
    throw refuseDocument(`The document is not for ${serviceName}.`, "/Service/ServiceName");
  }
  const data = requireElement(service, "Data");
  requireVariables(service, data);
  return requireElement(data, `/${serviceName}`);
}

/** `VarWrite` lists variables with the path at which each was to be written into the data. */
function requireVariables(service: XmlElement, data: XmlElement): void {
  const list = findElement(service, "VarWrite");
  for (const variable of list === undefined ? [] : childrenOf(list, "Var")) {
    if (textAt(variable, "Required").trim().toLowerCase() !== "true") continue;
    const path = textAt(variable, "Path").trim().slice(0, VARIABLE_CHARACTERS_MAX);
    const name = textAt(variable, "Name").trim().slice(0, VARIABLE_CHARACTERS_MAX);
    if (path === "" || textAt(data, path).trim() === "") {
      throw refuseDocument(`The required variable ${name} is missing.`, path || "/VarWrite/Var");
    }
  }
}

/** Value of the extended attribute of this name, trimmed; null where it is empty or missing. */
function extendedAttribute(request: XmlElement, name: string): string | null {
  const list = findElement(request, "extendedattributes");
  const items = list === undefined ? [] : childrenOf(list, "item");
  const named = items.filter((item) => textAt(item, "name").trim().toLowerCase() === name);
  const [first, second] = named;
  if (second !== undefined) {
    throw refuseDocument(`The attribute ${name} stands twice.`, ATTRIBUTES_PLACE);
  }
  const value = first === undefined ? "" : textAt(first, "value").trim();
  return value === "" ? null : value;
}

function readTerm(text: string | null): number | null {
  if (text === null) return null;
  const months = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (months >= 1 && months <= TERM_MONTHS_MAX) return months;
  throw refuseDocument(
    `The attribute ${TERM} must be 1 to ${TERM_MONTHS_MAX} months.`,
    ATTRIBUTES_PLACE,
  );
}

function readLicenseId(text: string | null): string | null {
  if (text === null || isLicenseId(text)) return text;
  throw refuseDocument(`The attribute ${PREVIOUS_LICENSE} is no license ID.`, ATTRIBUTES_PLACE);
}

/** Every field of the list. The reason of a refusal names the place and never the value. */
function readFields<Given extends Readonly<Record<string, readonly [string, z.ZodType]>>>(
  parent: XmlElement,
  at: string,
  fields: Given,
): { readonly [Name in keyof Given]: z.output<Given[Name][1]> };
function readFields(
  parent: XmlElement,
  at: string,
  fields: Readonly<Record<string, readonly [string, z.ZodType]>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, [path, schema]]) => {
      const place = `${at}/${path}`;
      const element = findElement(parent, path);
      if (element === undefined) throw refuseDocument(`${path} is missing.`, place);
      const read = schema.safeParse(textOf(element, place));
      if (read.success) return [field, read.data];
      throw refuseDocument(
        `${path} is not as it must be: ${read.error.issues[0]?.message ?? "unreadable"}.`,
        place,
      );
    }),
  );
}
