import { z } from "zod";
import { isForeignId } from "#domain/identifiers/foreign-id.ts";
import { isLineItemId } from "#domain/identifiers/line-item-id.ts";
import { isOrderNumber } from "#domain/identifiers/order-number.ts";
import { productKind } from "../orders/order-rows.ts";

/** Longest free text of a document: an e-mail address has 254 characters, a name 200. */
const TEXT_CHARACTERS_MAX = 1_000;

const name = z.string().trim().min(1).max(64);
const wholeNumber = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, "must be a whole number")
  .transform(Number);
const lineItemId = z.string().trim().refine(isLineItemId, "must be a line item ID");
const freeText = z.string().max(TEXT_CHARACTERS_MAX);

/** Fields of OrderInfo that stand at its top, by the path within it. */
export const ORDER_INFO_FIELDS = {
  foreignId: ["orderid", z.string().trim().refine(isForeignId, "must be a foreign ID")],
  number: ["ordernumber", z.string().trim().refine(isOrderNumber, "must be an order number")],
  transactionId: [
    "transactionid",
    z
      .string()
      .trim()
      .regex(/^[A-Z0-9]{16}$/, "must be a transaction ID"),
  ],
  store: ["store", name],
  state: ["state", name],
  currency: [
    "payment/currency",
    z
      .string()
      .trim()
      .regex(/^[A-Z]{3}$/, "must be a currency such as EUR"),
  ],
  country: ["geoip/country", name],
  email: ["customer/loginid", freeText.min(1)],
} as const;

/** Amounts of the whole order: its invoices are known from any of its documents. Written as decimals. */
export const ORDER_INFO_AMOUNTS = {
  amountMinor: "payment/totalamount",
  digitalMinor: "payment/digitalamount",
  physicalMinor: "payment/physicalamount",
} as const;

/** Fields of one line of OrderInfo. */
export const ORDER_INFO_LINE_FIELDS = {
  lineItemId: ["lineitemid", lineItemId],
  product: ["productid", name],
  kind: ["kind", z.string().trim().pipe(productKind)],
  quantity: ["quantity", wholeNumber.pipe(z.int().min(1))],
} as const;

/** Amount of a whole line, in the order's currency. */
export const ORDER_INFO_LINE_AMOUNT = "amount";

/** Fields of GetKeyRequest that the main database needs. */
export const KEY_REQUEST_FIELDS = {
  foreignId: ORDER_INFO_FIELDS.foreignId,
  lineItemId: ["orderlineitemid", lineItemId],
  quantity: ["quantity", wholeNumber.pipe(z.int().min(1))],
  product: ["productkey/productid", name],
  profileId: ["userkey/externalreferenceid", freeText],
  email: ["userkey/loginid", freeText.min(1)],
} as const;

type Fields = Readonly<Record<string, readonly [string, z.ZodType]>>;
export type ValuesOf<Given extends Fields> = {
  readonly [Name in keyof Given]: z.output<Given[Name][1]>;
};

/** One line of an order as its OrderInfo tells it. */
export interface OrderInfoLine extends ValuesOf<typeof ORDER_INFO_LINE_FIELDS> {
  readonly amountMinor: number;
}

/**
 * What OrderInfo says: the order, and of its lines those that come with this document. The order's other
 * license lines come with their own pairs, so that no document grows with the square of the order.
 */
export interface OrderInfo extends ValuesOf<typeof ORDER_INFO_FIELDS> {
  readonly amountMinor: number;
  readonly digitalMinor: number;
  readonly physicalMinor: number;
  /** At least one; the first is the line that joins the document to its GetKeyRequest. */
  readonly lines: readonly OrderInfoLine[];
}

/** The line item that joins an OrderInfo to its GetKeyRequest. */
export function lineItemOf(info: OrderInfo): string | undefined {
  return info.lines[0]?.lineItemId;
}

/** What GetKeyRequest says of the license that is wanted. */
export interface KeyRequest extends ValuesOf<typeof KEY_REQUEST_FIELDS> {
  /** LN ID of the license to be renewed (`idlic`); null for a new one. */
  readonly previousLicenseId: string | null;
  /** As sold, where the request says it; null where only the product tells. */
  readonly termMonths: number | null;
}
