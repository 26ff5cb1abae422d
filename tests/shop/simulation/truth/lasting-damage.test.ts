import { expect, test } from "vitest";
import type { OrderTruth } from "#shop/simulation/answer-key-objects.ts";
import { faultTruths } from "#shop/simulation/truth/fault-truth.ts";

const AT_MS = Date.UTC(2026, 0, 5, 12);
const ON = { type: "order", id: "100000001" } as const;

function order(
  line: Partial<OrderTruth["lines"][number]>,
  rest: Partial<OrderTruth> = {},
): OrderTruth {
  return {
    record: "order",
    number: "100000001",
    foreignId: "38-200001",
    store: "europe",
    sequence: 1,
    transactionId: "TU80WKRYTI9QUMJ4",
    quoteId: "q",
    customerId: null,
    customerKind: "guest",
    state: "paid",
    amountMinor: 100,
    currency: "EUR",
    placedAt: new Date(AT_MS).toISOString(),
    successPageAt: null,
    replicatedAt: null,
    paid: "full",
    capturedMinor: 100,
    refundedMinor: 0,
    lines: [
      {
        lineItemId: "13297323620002339",
        product: "isc",
        kind: "license",
        quantity: 1,
        amountMinor: 100,
        state: "ordered",
        deliveredAt: null,
        previousLicenseId: null,
        licenses: [],
        giftCards: [],
        ...line,
      },
    ],
    inMainDb: null,
    invoices: [],
    mails: [],
    stock: [],
    ...rest,
  };
}

function rulesOf(fault: "license.missing" | "replication.lost" | "mail.lost", of: OrderTruth) {
  const struck = [{ fault, atMs: AT_MS, on: [ON] }];
  return faultTruths(struck, [of]).flatMap(({ findings }) => findings);
}

test("what is still undone at the end is found", () => {
  expect(rulesOf("license.missing", order({}))).toEqual([{ rule: "license.missing", on: ON }]);
  expect(rulesOf("replication.lost", order({}))).toEqual([
    { rule: "order.not-replicated", on: ON },
  ]);
});

function made(hours: number): OrderTruth {
  return order({
    state: "delivered",
    licenses: ["LN-1"],
    deliveredAt: new Date(AT_MS + hours * 3_600_000).toISOString(),
  });
}

test("what a replay put right hours later is late, at once it is nothing", () => {
  expect(rulesOf("license.missing", made(3))).toEqual([{ rule: "order.delivered-late", on: ON }]);
  expect(rulesOf("license.missing", made(0.1))).toEqual([]);
});

test("nothing is owed to an order that was cancelled or never paid", () => {
  expect(rulesOf("license.missing", order({}, { state: "cancelled" }))).toEqual([]);
  expect(rulesOf("license.missing", order({}, { paid: "none" }))).toEqual([]);
});

test("a lost mail stays lost", () => {
  expect(rulesOf("mail.lost", order({}))).toEqual([{ rule: "mail.missing", on: ON }]);
});
