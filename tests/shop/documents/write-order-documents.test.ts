import { expect, test } from "vitest";
import { documentsOf } from "#shop/documents/document-rows.ts";
import { lineItemOf } from "#shop/documents/order-document.ts";
import {
  readDocumentJoint,
  readKeyRequest,
  readOrderInfo,
} from "#shop/documents/read-order-document.ts";
import { mendOrderDocuments } from "#shop/documents/write-order-documents.ts";
import { orderDocumentsFormat } from "#ingest/formats/order-documents.ts";
import { decode, eventsOf } from "../../ingest/formats/decoding.ts";
import { openProduction, type Production, VISIT } from "../fulfillment/open-production.ts";

const BASKET = ["BOX-ISC", "isc.1.0.0.12m", "GIFT-25", "isc.1.0.0.24m"];

function place(open: Production, method: "card" | "paypal" = "card") {
  const order = open.place(BASKET, { isPaid: false, method, previousLicenseId: "LN204815733" });
  return { ...order, documents: documentsOf(open.shop.web, order.number) };
}

test("each license line has its pair, joined by its line item; the first tells the other lines", async () => {
  await using open = openProduction();
  const { number, foreignId, lineItemIds, documents } = place(open);
  expect(documents.map(({ name, lineItemId }) => [name, lineItemId])).toEqual([
    ["plaingetkeyrequest", lineItemIds[1]],
    ["plainorderinfo", lineItemIds[1]],
    ["plaingetkeyrequest", lineItemIds[3]],
    ["plainorderinfo", lineItemIds[3]],
  ]);
  const [firstKey, firstInfo, , secondInfo] = documents.map(({ xml }) => xml);
  expect(readOrderInfo(firstInfo!)).toEqual({
    foreignId,
    number,
    transactionId: VISIT,
    store: "europe",
    state: "placed",
    amountMinor: 17_448,
    currency: "EUR",
    digitalMinor: 12_949,
    physicalMinor: 4_499,
    country: "cz",
    email: "eva@example.com",
    lines: [
      expect.objectContaining({ lineItemId: lineItemIds[1], kind: "license" }),
      expect.objectContaining({ lineItemId: lineItemIds[0], kind: "physical" }),
      expect.objectContaining({ lineItemId: lineItemIds[2], kind: "giftCard" }),
    ],
  });
  expect(readOrderInfo(secondInfo!).lines.map(({ lineItemId }) => lineItemId)).toEqual([
    lineItemIds[3],
  ]);
  expect(readKeyRequest(firstKey!)).toEqual({
    foreignId,
    lineItemId: lineItemIds[1],
    quantity: 1,
    product: "isc.1.0.0.12m",
    profileId: `guest-${number}`,
    email: "eva@example.com",
    previousLicenseId: "LN204815733",
    termMonths: 12,
  });
});

test("PayPal leaves a second pair of each, under other line items", async () => {
  await using open = openProduction();
  const { lineItemIds, documents } = place(open, "paypal");
  expect(documents).toHaveLength(8);
  const others = documents.filter(({ name }) => name.endsWith("paypal"));
  expect(new Set(others.map(({ lineItemId }) => lineItemId)).size).toBe(2);
  for (const { kind, lineItemId, xml } of others) {
    expect(lineItemIds).not.toContain(lineItemId);
    const joint =
      kind === "orderInfo" ? lineItemOf(readOrderInfo(xml)) : readKeyRequest(xml).lineItemId;
    expect(joint).toBe(lineItemId);
    expect(readDocumentJoint(xml).lineItemId).toBe(lineItemId);
  }
});

test("mended documents are as they should have been", async () => {
  let expected: string[] = [];
  {
    await using open = openProduction();
    expected = place(open).documents.map(({ xml }) => xml);
  }
  await using open = openProduction();
  open.fail("document.other-case");
  open.fail("document.required-missing");
  open.fail("document.line-item-mismatched");
  const { number, documents } = place(open);
  expect(documents.map(({ xml }) => xml)).not.toEqual(expected);
  mendOrderDocuments(open.shop, number);
  expect(documentsOf(open.shop.web, number).map(({ xml }) => xml)).toEqual(expected);
  expect(open.eventTypes().at(-1)).toBe("trace.recorded");
});

test("Tracewell reads the shop's documents: lines, amounts, and the license that is renewed", async () => {
  await using open = openProduction();
  const { foreignId, lineItemIds, documents } = place(open);
  const text = documents.slice(0, 2).map(({ xml }) => xml);
  const decoded = decode(orderDocumentsFormat, text.join("\n"), { assumedTimeMs: 0 });
  expect(eventsOf(decoded).map(({ event }) => event)).toMatchObject([
    {
      type: "license.requested",
      objects: [
        { type: "order", id: foreignId, role: "foreignId" },
        { type: "license", id: "LN204815733", role: "previous" },
      ],
      attributes: { lineItemId: lineItemIds[1], product: "isc.1.0.0.12m", quantity: 1 },
    },
    {
      type: "order.uncertain",
      transactionId: VISIT,
      objects: [{ type: "order", id: foreignId, role: "foreignId" }],
      amount: { minor: 17_448, currency: "EUR" },
      attributes: {
        store: "europe",
        lines: [
          { lineItemId: lineItemIds[1], amount: { minor: 3_999, currency: "EUR" } },
          { lineItemId: lineItemIds[0], amount: { minor: 4_499, currency: "EUR" } },
          { lineItemId: lineItemIds[2], amount: { minor: 2_500, currency: "EUR" } },
        ],
      },
    },
  ]);
  expect(decoded.filter(({ kind }) => kind === "bad")).toEqual([]);
});
