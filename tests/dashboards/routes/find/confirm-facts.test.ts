import { expect, test } from "vitest";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { confirmFacts } from "../../../../dashboards/src/routes/find/confirm-facts.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

function answer(
  object: ObjectAnswer["object"],
  life: Partial<Lifecycle>,
  timeline: readonly Record<string, unknown>[] = [],
): ObjectAnswer {
  const lifecycle = {
    object,
    aliases: [],
    modelVersion: 1,
    rulesVersion: 1,
    asOf: "2026-03-06T00:00:00.000Z",
    state: "paid",
    states: [],
    milestones: [],
    obligations: [],
    money: {},
    links: [],
    details: {},
    findings: [],
    activities: [],
    nextChangeAt: null,
    unknowns: [],
    isTruncated: false,
    ...life,
  };
  return {
    object,
    lifecycle,
    timeline: timeline.map((event) => ({ objects: [], attributes: {}, ...event })),
    summary: {
      records: timeline.length,
      from: "2026-03-05T10:00:00.000Z",
      to: "2026-03-05T11:00:00.000Z",
    },
  } as unknown as ObjectAnswer;
}

const order = answer(
  { type: "order", id: "100000047" },
  {
    money: { captured: { minor: 6400, currency: "EUR" } },
    milestones: [{ name: "delivered", at: "2026-03-05T10:30:00.000Z", evidence: [], waitMs: null }],
    details: {
      placedAt: "2026-03-05T10:06:28.310Z",
      paidAt: "2026-03-05T10:06:28.310Z",
      customerKind: "guest",
      lines: [
        { kind: "course", quantity: 1 },
        { kind: "license", quantity: 2 },
      ],
    },
  },
  [
    { type: "payment.requested", time: "2026-03-02T09:00:00.000Z", attributes: { method: "card" } },
    { type: "payment.declined", time: "2026-03-02T09:00:01.000Z", reason: "no money" },
    {
      type: "payment.requested",
      time: "2026-03-05T10:05:00.000Z",
      attributes: { method: "giftCard" },
    },
    { type: "payment.declined", time: "2026-03-06T10:00:00.000Z", reason: "afterwards" },
  ],
);

test("an order: when, what, how paid, and what was refused before that", () => {
  expect(confirmFacts(order)).toEqual([
    { label: "Ordered", at: "2026-03-05T10:06:28.310Z" },
    { label: "Bought", words: "1 course, 2 licenses" },
    { label: "Paid", words: "64.00 EUR, card and gift card" },
    {
      label: "Before that",
      at: "2026-03-02T09:00:01.000Z",
      words: expect.stringContaining("no money"),
    },
    { label: "Delivered", at: "2026-03-05T10:30:00.000Z" },
    { label: "Customer", words: "a guest" },
  ]);
});

test("a transaction is told by the order it led to, where there is one", () => {
  const visit = answer({ type: "transaction", id: "TU80WKRYTI9QUMJ4" }, {});
  expect(confirmFacts(visit, order)[0]).toEqual({
    label: "Order",
    object: { type: "order", id: "100000047" },
  });
  expect(confirmFacts(visit, order)).toContainEqual({
    label: "Bought",
    words: "1 course, 2 licenses",
  });
  expect(confirmFacts(visit)).toEqual([
    { label: "First", at: "2026-03-05T10:00:00.000Z" },
    { label: "Last", at: "2026-03-05T11:00:00.000Z" },
  ]);
});

test("an order that nothing was paid for says so", () => {
  const unpaid = answer({ type: "order", id: "1" }, {});
  expect(confirmFacts(unpaid)).toEqual([{ label: "Paid", words: "nothing is recorded as paid" }]);
});

test("a gift card and a license are told by money and term, with links to what they belong to", () => {
  const card = answer(
    { type: "giftCard", id: "FA1" },
    {
      money: {
        issued: { minor: 2500, currency: "EUR" },
        balance: { minor: -100, currency: "EUR" },
      },
      details: { boughtInOrder: "100000001", issuedAt: "2026-03-01T00:00:00.000Z" },
    },
  );
  expect(confirmFacts(card)).toEqual([
    { label: "Issued", words: "25.00 EUR", at: "2026-03-01T00:00:00.000Z" },
    { label: "Balance", words: "−1.00 EUR" },
    { label: "Bought in", object: { type: "order", id: "100000001" } },
  ]);
  const license = answer(
    { type: "license", id: "LN1" },
    {
      details: {
        product: "isc",
        validUntil: "2028-03-02T10:11:28.566Z",
        previousLicense: "LN0",
        order: null,
      },
    },
  );
  expect(confirmFacts(license)).toEqual([
    { label: "Product", words: "isc" },
    { label: "Valid until", at: "2028-03-02T10:11:28.566Z" },
    { label: "Renews", object: { type: "license", id: "LN0" } },
  ]);
});
