import { expect, test } from "vitest";
import { z } from "zod";
import { openProduction, type Production, VISIT } from "../fulfillment/open-production.ts";

const invoiceRow = z.object({ kind: z.string(), amountMinor: z.number() });

function invoicesOf({ shop }: Production) {
  return shop.main.all(invoiceRow, "SELECT kind, amountMinor FROM invoices ORDER BY id");
}

test.each([
  [["GIFT-25", "isc.1.0.0.12m"], [{ kind: "digital", amountMinor: 6_499 }]],
  [["BOX-ISC"], [{ kind: "physical", amountMinor: 4_499 }]],
  [
    ["BOX-ISC", "GIFT-25", "isc.1.0.0.12m", "isc.1.0.0.24m"],
    [
      { kind: "digital", amountMinor: 12_949 },
      { kind: "physical", amountMinor: 4_499 },
    ],
  ],
])("%j gets an invoice for each kind of goods", async (products, invoices) => {
  await using open = openProduction();
  const order = open.place(products);
  await open.pass(60_000);
  expect(invoicesOf(open)).toEqual(invoices);
  const events = open.events().filter(({ type }) => type === "invoice.issued");
  expect(events.map(({ attributes, amount }) => ({ ...attributes, ...amount }))).toEqual(
    invoices.map(({ kind, amountMinor }) => ({ kind, minor: amountMinor, currency: "EUR" })),
  );
  for (const { transactionId, objects } of events) {
    expect(transactionId).toBe(VISIT);
    expect(objects).toContainEqual({ type: "order", id: order.number });
  }
  const mails = open.events().filter(({ attributes }) => attributes?.["kind"] === "invoice");
  expect(mails).toHaveLength(invoices.length);
});

test("an order whose invoice is missing never gets one, whatever is loaded later", async () => {
  await using open = openProduction();
  open.fail("invoice.missing");
  open.place(["isc.1.0.0.12m", "isc.1.0.0.24m", "BOX-ISC"]);
  await open.pass(60_000);
  expect(invoicesOf(open)).toEqual([]);
  expect(open.eventTypes()).not.toContain("invoice.issued");
});

test("where they are not separated, one invoice is for all", async () => {
  await using open = openProduction();
  open.fail("invoice.not-separated");
  open.place(["BOX-ISC", "GIFT-25"]);
  await open.pass(60_000);
  expect(invoicesOf(open)).toEqual([{ kind: "combined", amountMinor: 6_999 }]);
});
