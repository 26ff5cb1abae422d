import type { StagedEvent } from "../query-stage.ts";
import { hidden } from "../query-stage.ts";

const ORDER = { type: "order", id: "100000047" };
const FOREIGN = { type: "order", id: "38-211449", role: "foreignId" };
const QUOTE = { type: "quote", id: "Q7" };
const PAYMENT = { type: "payment", id: "P7" };
const LICENSE = { type: "license", id: "LN7" };
const AMOUNT = { minor: 6_400, currency: "EUR" };

export const SALE_TRANSACTION = "TU80WKRYTI9QUMJ4";

/** The day on which all of it happens; a time of `09:05:00.120` is of it. */
export const SALE_DAY = "2026-01-10";

function step(time: string, type: string, more: Partial<StagedEvent>): StagedEvent {
  const { attributes = {}, ...rest } = more;
  return {
    type,
    time: `${SALE_DAY}T${time}Z`,
    transactionId: SALE_TRANSACTION,
    attributes,
    id: `${type}-${time}`,
    ...rest,
  };
}

/** A guest buys one license by card and gets it with its mail and invoice: nothing is wrong. */
export const SALE: readonly StagedEvent[] = [
  step("09:00:00.000", "quote.created", {
    objects: [QUOTE],
    attributes: { store: "europe", customerKind: "guest" },
  }),
  step("09:01:00.000", "checkout.started", {
    objects: [QUOTE],
    attributes: { customerKind: "guest" },
  }),
  step("09:02:00.000", "order.numberReserved", {
    objects: [QUOTE, ORDER],
    attributes: { store: "europe", sequence: 47 },
  }),
  step("09:02:00.001", "payment.requested", {
    objects: [PAYMENT, ORDER],
    amount: AMOUNT,
    attributes: { gateway: "bank-a", method: "card", operation: "capture", position: 1 },
  }),
  step("09:02:01.000", "payment.captured", {
    objects: [PAYMENT, ORDER],
    amount: AMOUNT,
    attributes: { gateway: "bank-a", gatewayState: "CAPTURED" },
  }),
  step("09:02:01.100", "order.placed", {
    objects: [ORDER, FOREIGN, QUOTE],
    amount: AMOUNT,
    attributes: {
      store: "europe",
      customerKind: "guest",
      lines: [
        {
          lineItemId: "13297323620002339",
          product: "APP-1",
          kind: "license",
          quantity: 1,
          amount: AMOUNT,
        },
      ],
    },
  }),
  step("09:02:02.000", "license.generated", {
    objects: [LICENSE, ORDER],
    attributes: {
      kind: "standard",
      lineItemId: "13297323620002339",
      licenseNumber: hidden("ABCD-1234-EFGH"),
      validFrom: `${SALE_DAY}T09:02:02.000Z`,
      validUntil: "2027-01-10T09:02:02.000Z",
    },
  }),
  step("09:02:02.000", "fulfillment.completed", {
    objects: [ORDER],
    attributes: { kind: "digital", lineItemIds: ["13297323620002339"] },
  }),
  step("09:02:03.000", "invoice.issued", {
    objects: [{ type: "invoice", id: "INV7" }, ORDER],
    amount: AMOUNT,
    attributes: { kind: "digital" },
  }),
  step("09:02:04.000", "mail.sent", {
    objects: [{ type: "mail", id: "M1" }, ORDER],
    attributes: { kind: "license" },
  }),
  step("09:02:05.000", "mail.sent", {
    objects: [{ type: "mail", id: "M2" }, ORDER],
    attributes: { kind: "invoice" },
  }),
  step("09:02:06.000", "order.replicated", {
    objects: [ORDER],
    attributes: { document: "whole", state: "paid" },
  }),
  step("09:02:07.000", "order.completed", {
    objects: [ORDER],
    attributes: { lineItemIds: ["13297323620002339"] },
  }),
];

/** The license begins to be used, outside of any visit. */
export const ACTIVATED: StagedEvent = {
  type: "license.activated",
  time: "2026-01-12T07:00:00.000Z",
  unattributed: "the main database knows no visits",
  objects: [LICENSE],
  source: "main-db",
};

/** The payment is captured once more. */
export const CAPTURED_AGAIN = step("09:30:00.000", "payment.captured", {
  objects: [PAYMENT, ORDER],
  amount: AMOUNT,
  attributes: { gateway: "bank-a", gatewayState: "CAPTURED" },
});

/** The sale without the records of a type. */
export function saleWithout(...types: readonly string[]): StagedEvent[] {
  return SALE.filter(({ type }) => !types.includes(type));
}
