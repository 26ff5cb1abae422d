import { licenseTermMonths } from "#domain/licenses/license-term.ts";
import type { LineRow, OrderRow } from "../orders/order-rows.ts";
import { billingSchema } from "../storefront/operations.ts";
import type { KeyRequestContent } from "./compose-order-document.ts";
import { ORDER_INFO_FIELDS, ORDER_INFO_LINE_FIELDS, type OrderInfo } from "./order-document.ts";

/** The documents of one line: what OrderInfo lists, and the line whose license is asked for, if one is. */
export interface DocumentPlan {
  /** Joins the two documents: that of the first line. */
  readonly lineItemId: string;
  readonly lines: readonly LineRow[];
  readonly license: LineRow | null;
}

/**
 * Which documents an order has: a pair for each of its license lines, the first with the lines that need no
 * license; a single OrderInfo where nothing needs one.
 */
export function planDocuments(lines: readonly LineRow[]): DocumentPlan[] {
  const licenses = lines.filter(({ kind }) => kind === "license");
  const others = lines.filter(({ kind }) => kind !== "license");
  const [first] = lines;
  if (licenses.length === 0) {
    return first === undefined
      ? []
      : [{ lineItemId: first.lineItemId, lines: others, license: null }];
  }
  return licenses.map((license, index) => ({
    lineItemId: license.lineItemId,
    lines: index === 0 ? [license, ...others] : [license],
    license,
  }));
}

/** The same documents under another line item ID, as PayPal's way leaves them. */
export function planUnder(plan: DocumentPlan, lineItemId: string): DocumentPlan {
  const rename = (line: LineRow): LineRow =>
    line.lineItemId === plan.lineItemId ? { ...line, lineItemId } : line;
  return {
    lineItemId,
    lines: plan.lines.map(rename),
    license: plan.license === null ? null : rename(plan.license),
  };
}

/** What the plan's OrderInfo says. `allLines`: those of the whole order. */
export function orderInfoContent(
  order: OrderRow,
  allLines: readonly LineRow[],
  plan: DocumentPlan,
): OrderInfo {
  const physicalMinor = sum(allLines.filter(({ kind }) => kind === "physical"));
  return {
    foreignId: ORDER_INFO_FIELDS.foreignId[1].parse(order.foreignId),
    number: ORDER_INFO_FIELDS.number[1].parse(order.number),
    transactionId: order.transactionId,
    store: order.store,
    state: order.state,
    amountMinor: order.amountMinor,
    currency: order.currency,
    digitalMinor: sum(allLines) - physicalMinor,
    physicalMinor,
    country: billingOf(order).country,
    email: order.email,
    lines: plan.lines.map(({ lineItemId, product, kind, quantity, amountMinor }) => ({
      lineItemId: ORDER_INFO_LINE_FIELDS.lineItemId[1].parse(lineItemId),
      product,
      kind,
      quantity,
      amountMinor,
    })),
  };
}

/** What the GetKeyRequest of a license line says. `description`: the product's, which may tell its term. */
export function keyRequestContent(
  order: OrderRow,
  license: LineRow,
  description: string,
): KeyRequestContent {
  const billing = billingOf(order);
  return {
    foreignId: ORDER_INFO_FIELDS.foreignId[1].parse(order.foreignId),
    lineItemId: license.lineItemId,
    quantity: license.quantity,
    product: license.product,
    profileId: order.customerId ?? `guest-${order.number}`,
    email: order.email,
    previousLicenseId: license.previousLicenseId,
    termMonths: licenseTermMonths(license.product, description),
    locale: `en_${billing.country}`,
    billing: {
      firstName: billing.firstName,
      lastName: billing.lastName,
      line1: billing.line1 ?? "",
      city: billing.city ?? "",
      postalCode: billing.postalCode ?? "",
      country: billing.country,
      phone: billing.phone ?? "",
    },
  };
}

function billingOf(order: OrderRow) {
  return billingSchema.parse(JSON.parse(order.billing));
}

function sum(lines: readonly LineRow[]): number {
  return lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
}
