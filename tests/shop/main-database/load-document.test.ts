import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { documentsOf } from "#shop/documents/document-rows.ts";
import { mendOrderDocuments } from "#shop/documents/write-order-documents.ts";
import type { FaultName } from "#shop/faults/fault-catalog.ts";
import { blockLicense } from "#shop/licenses/change-license.ts";
import { licensesOfLine } from "#shop/licenses/license-rows.ts";
import { loadKeyRequest, loadOrderInfo } from "#shop/main-database/load-document.ts";
import { openProduction, type Production, VISIT } from "../fulfillment/open-production.ts";

const INFO = "plainorderinfo";
const KEY = "plaingetkeyrequest";
const anyRow = z.record(z.string(), z.unknown());

/** Everything in the main database but its outbox and jobs. */
function mainState({ shop }: Production): unknown {
  return ["orders", "orderLines", "licenses", "invoices", "mails", "loadedDocuments"].map((table) =>
    shop.main.all(anyRow, `SELECT * FROM ${table} ORDER BY 1, 2, 3`),
  );
}

function mainTypes(open: Production): string[] {
  const row = z.object({ event: z.string() });
  return open.shop.main
    .all(row, "SELECT event FROM outbox ORDER BY id")
    .map(({ event }) => (JSON.parse(event) as { type: string }).type);
}

/** An order whose replication is somebody else's: only the loaders bring it into the main database. */
function placeUnpaid(open: Production, previousLicenseId?: string, product = "isc.1.0.0.12m") {
  const order = open.place([product], {
    isPaid: false,
    ...(previousLicenseId !== undefined && { previousLicenseId }),
  });
  return { ...order, lineItemId: order.lineItemIds[0]! };
}

function loadBoth(open: Production, { foreignId, lineItemId }: ReturnType<typeof placeUnpaid>) {
  return [
    loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "paid"),
    loadKeyRequest(open.shop, foreignId, KEY, lineItemId),
  ];
}

test("OrderInfo brings the order with its lines, invoice and mail, and no license", async () => {
  await using open = openProduction();
  const order = placeUnpaid(open);
  const { foreignId, number, lineItemId } = order;
  expect(loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "paid")).toEqual({
    outcome: "loaded",
  });
  expect(open.shop.main.all(anyRow, "SELECT * FROM orders")).toEqual([
    {
      foreignId,
      number,
      transactionId: VISIT,
      store: "europe",
      state: "paid",
      email: "eva@example.com",
      country: "cz",
      amountMinor: 3_999,
      currency: "EUR",
      loadedMs: open.clock.nowMs(),
    },
  ]);
  expect(mainTypes(open)).toEqual(["invoice.issued", "mail.sent", "order.replicated"]);
  expect(open.events().at(-1)).toMatchObject({
    transactionId: VISIT,
    attributes: { document: "orderInfo", state: "paid", lineItemId },
  });
});

test("GetKeyRequest makes the license of its line and records its mail", async () => {
  await using open = openProduction();
  const order = placeUnpaid(open);
  expect(loadBoth(open, order)).toEqual([{ outcome: "loaded" }, { outcome: "loaded" }]);
  const [license] = licensesOfLine(open.shop.main, order.foreignId, order.lineItemId);
  expect(license).toMatchObject({ kind: "standard", state: "active", previousId: null });
  expect(license?.licenseNumber).toMatch(/^([A-HJKMNP-Z2-9]{5}-){3}[A-HJKMNP-Z2-9]{5}$/);
  expect(mainTypes(open).slice(3)).toEqual([
    "license.requested",
    "order.replicated",
    "license.generated",
    "mail.sent",
  ]);
  const generated = open.events().find(({ type }) => type === "license.generated");
  expect(generated).toMatchObject({
    transactionId: VISIT,
    attributes: {
      kind: "standard",
      lineItemId: order.lineItemId,
      licenseNumber: license?.licenseNumber,
      validFrom: "2026-01-05T09:00:00.000Z",
      validUntil: "2027-01-05T09:00:00.000Z",
    },
  });
});

test("a number of a license stands nowhere in the log but in its declared attribute", async () => {
  await using open = openProduction();
  const order = placeUnpaid(open);
  loadBoth(open, order);
  const [license] = licensesOfLine(open.shop.main, order.foreignId, order.lineItemId);
  const text = JSON.stringify(open.events(), (name, value: unknown) =>
    name === "licenseNumber" ? undefined : value,
  );
  expect(text).not.toContain(license!.licenseNumber);
});

test("the same documents again change nothing and tell nothing", async () => {
  await using open = openProduction();
  const order = placeUnpaid(open);
  loadBoth(open, order);
  const before = [mainState(open), open.events()];
  expect(loadBoth(open, order)).toEqual([{ outcome: "already" }, { outcome: "already" }]);
  expect([mainState(open), open.events()]).toEqual(before);
});

test("GetKeyRequest is refused before its OrderInfo, and nothing of it stays", async () => {
  await using open = openProduction();
  const order = placeUnpaid(open);
  expect(loadKeyRequest(open.shop, order.foreignId, KEY, order.lineItemId)).toEqual({
    outcome: "refused",
    reason: "OrderInfo of this line item is not loaded.",
    place: "/GetKeyRequest/orderlineitemid",
  });
  expect(mainState(open)).toEqual([[], [], [], [], [], []]);
  expect(mainTypes(open)).toEqual(["warning.recorded"]);
  expect(open.events().at(-1)).toMatchObject({
    level: "error",
    outcome: "failure",
    transactionId: VISIT,
    attributes: { document: KEY, place: "/GetKeyRequest/orderlineitemid" },
  });
});

test("an operator's mistake makes a license whose OrderInfo was never loaded", async () => {
  await using open = openProduction();
  const { foreignId, lineItemId } = placeUnpaid(open);
  const answer = loadKeyRequest(open.shop, foreignId, KEY, lineItemId, { unjoined: true });
  expect(answer).toEqual({ outcome: "loaded" });
  expect(licensesOfLine(open.shop.main, foreignId, lineItemId)).toHaveLength(1);
});

test("no license is made for an order that is not paid", async () => {
  await using open = openProduction();
  const { foreignId, lineItemId } = placeUnpaid(open);
  loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "unpaid");
  expect(loadKeyRequest(open.shop, foreignId, KEY, lineItemId)).toMatchObject({
    outcome: "refused",
    reason: "The order is not paid.",
  });
  expect(mainTypes(open)).toEqual(["order.replicated", "warning.recorded"]);
  // Its money comes: state and invoice follow.
  expect(loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "paid").outcome).toBe("loaded");
  expect(loadKeyRequest(open.shop, foreignId, KEY, lineItemId).outcome).toBe("loaded");
  expect(open.shop.main.all(anyRow, "SELECT kind FROM invoices")).toHaveLength(1);
});

test("PayPal's second pair joins only with itself", async () => {
  await using open = openProduction();
  const { number, foreignId, lineItemIds } = open.place(["isc.1.0.0.12m"], {
    isPaid: false,
    method: "paypal",
  });
  const [lineItemId] = lineItemIds;
  const documents = documentsOf(open.shop.web, number);
  expect(documents.map(({ name }) => name).toSorted()).toEqual([
    KEY,
    `${KEY}paypal`,
    INFO,
    `${INFO}paypal`,
  ]);
  const other = documents.find(({ name }) => name === `${KEY}paypal`)!.lineItemId;
  expect(other).toMatch(/^[1-9]\d{16}$/);
  expect(other).not.toBe(lineItemId);
  loadOrderInfo(open.shop, foreignId, INFO, lineItemId!, "paid");
  expect(loadKeyRequest(open.shop, foreignId, `${KEY}paypal`, other).outcome).toBe("refused");
  expect(loadOrderInfo(open.shop, foreignId, `${INFO}paypal`, other, "paid").outcome).toBe(
    "loaded",
  );
  expect(loadKeyRequest(open.shop, foreignId, `${KEY}paypal`, other).outcome).toBe("loaded");
});

test.each([
  ["document.required-missing", "/GetKeyRequest/userKey/externalReferenceID"],
  ["document.line-item-missing", "/GetKeyRequest/orderlineitemid"],
  ["document.line-item-mismatched", "/GetKeyRequest/orderlineitemid"],
] satisfies [FaultName, string][])(
  "%s stops the load at %s until the document is mended",
  async (fault, place) => {
    await using open = openProduction();
    open.fail(fault);
    const order = placeUnpaid(open);
    const { number, foreignId, lineItemId } = order;
    loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "paid");
    const before = mainState(open);
    const answer = loadKeyRequest(open.shop, foreignId, KEY, lineItemId);
    expect(answer).toMatchObject({ outcome: "refused", place });
    expect(mainState(open)).toEqual(before);
    expect(open.events().at(-1)).toMatchObject({
      type: "warning.recorded",
      reason: answer.reason,
      attributes: { document: KEY, place, lineItemId },
    });
    mendOrderDocuments(open.shop, number);
    expect(loadKeyRequest(open.shop, foreignId, KEY, lineItemId)).toEqual({ outcome: "loaded" });
  },
);

test("documents in other cases of tags load like all others", async () => {
  await using open = openProduction();
  open.fail("document.other-case", 2);
  const orders = [placeUnpaid(open), placeUnpaid(open)];
  const [document] = documentsOf(open.shop.web, orders[0]!.number);
  expect(document?.xml).not.toContain("<XMLBatchRequest>");
  for (const order of orders) {
    expect(loadBoth(open, order).map(({ outcome }) => outcome)).toEqual(["loaded", "loaded"]);
  }
});

test("a document of another order, a spoiled one or none is refused, with its place", async () => {
  await using open = openProduction();
  const [one, other] = [placeUnpaid(open), placeUnpaid(open)];
  const save = (xml: string): void => {
    open.shop.web.transaction((tx) => {
      const sql = "UPDATE documents SET xml = ? WHERE orderNumber = ? AND name = ?";
      tx.run(sql, xml, one.number, INFO);
    });
  };
  const load = () => loadOrderInfo(open.shop, one.foreignId, INFO, one.lineItemId, "paid");
  const foreign = documentsOf(open.shop.web, other.number).find(({ name }) => name === INFO);
  save(foreign!.xml);
  expect(load()).toMatchObject({ outcome: "refused", place: "/OrderInfo/orderid" });
  save("<!DOCTYPE lolz [<!ENTITY lol 'lol'>]><lolz>&lol;</lolz>");
  expect(load()).toMatchObject({
    outcome: "refused",
    reason: "The document has a document type declaration.",
  });
  save("");
  expect(load()).toMatchObject({ outcome: "refused" });
  expect(loadOrderInfo(open.shop, one.foreignId, "other", one.lineItemId, "paid")).toEqual({
    outcome: "refused",
    reason: "There is no such document.",
    place: "the web database",
  });
  expect(loadOrderInfo(open.shop, "99-999999", INFO, "1", "paid").outcome).toBe("refused");
  expect(mainState(open)).toEqual([[], [], [], [], [], []]);
  expect(new Set(mainTypes(open))).toEqual(new Set(["warning.recorded"]));
});

test.each([
  [INFO, /(?<=<ordernumber><!\[CDATA\[)\d+/, "199999999", "/OrderInfo/ordernumber"],
  [KEY, /(?<=<quantity><!\[CDATA\[)1/, "2", "/GetKeyRequest/quantity"],
  [KEY, "isc.1.0.0.12m", "avp.2.0.0.12m", "/GetKeyRequest/productkey/productid"],
])("%s that says something else than its order is refused at its place", async (...given) => {
  const [name, text, other, place] = given;
  await using open = openProduction();
  const order = placeUnpaid(open);
  const document = documentsOf(open.shop.web, order.number).find((one) => one.name === name);
  open.shop.web.transaction((tx) =>
    tx.run(
      "UPDATE documents SET xml = ? WHERE orderNumber = ? AND name = ?",
      document!.xml.replace(text, other),
      order.number,
      name,
    ),
  );
  const answers = loadBoth(open, order);
  expect(answers[name === INFO ? 0 : 1]).toMatchObject({ outcome: "refused", place });
  expect(licensesOfLine(open.shop.main, order.foreignId, order.lineItemId)).toEqual([]);
});

test("whatever stands in a document, it is loaded whole or leaves nothing", async () => {
  await using open = openProduction();
  const cut = fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(cut, fc.boolean(), ([at, length, text], isInfo) => {
      const { number, foreignId, lineItemId } = placeUnpaid(open);
      const name = isInfo ? INFO : KEY;
      const document = documentsOf(open.shop.web, number).find((one) => one.name === name)!;
      const start = at % document.xml.length;
      const xml = document.xml.slice(0, start) + text + document.xml.slice(start + length);
      open.shop.web.transaction((tx) => {
        const sql = "UPDATE documents SET xml = ? WHERE orderNumber = ? AND name = ?";
        tx.run(sql, xml, number, name);
      });
      if (!isInfo) loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "paid");
      const before = JSON.stringify(mainState(open));
      const { outcome } = isInfo
        ? loadOrderInfo(open.shop, foreignId, INFO, lineItemId, "paid")
        : loadKeyRequest(open.shop, foreignId, KEY, lineItemId);
      expect(outcome).toBe(JSON.stringify(mainState(open)) === before ? "refused" : "loaded");
    }),
    { numRuns: 150 },
  );
});

test("a renewal goes on where the active license ends, and begins at once after an expired one", async () => {
  await using open = openProduction();
  const first = placeUnpaid(open);
  loadBoth(open, first);
  const [license] = licensesOfLine(open.shop.main, first.foreignId, first.lineItemId);
  const early = placeUnpaid(open, license!.id, "isc.1.0.0.24m");
  loadBoth(open, early);
  const [renewal] = licensesOfLine(open.shop.main, early.foreignId, early.lineItemId);
  expect(renewal).toMatchObject({
    kind: "renewal",
    previousId: license!.id,
    validFromMs: license!.validUntilMs,
    validUntilMs: Date.UTC(2029, 0, 5, 9),
  });
  expect(
    open
      .events()
      .find(({ type, objects }) => type === "license.requested" && objects?.length === 3),
  ).toMatchObject({
    objects: [{}, {}, { type: "license", id: license!.id, role: "previous" }],
    attributes: { previousLicenseId: license!.id },
  });
  // Nobody noted yet that it ended.
  await open.pass(400 * 86_400_000);
  const late = placeUnpaid(open, license!.id);
  loadBoth(open, late);
  const [later] = licensesOfLine(open.shop.main, late.foreignId, late.lineItemId);
  expect(later?.validFromMs).toBe(open.clock.nowMs());
});

test.each([
  ["blocked", "The previous license is blocked."],
  ["unknown", "The previous license is unknown."],
])("a renewal of a license that is %s is asked for and not made", async (state, reason) => {
  await using open = openProduction();
  const first = placeUnpaid(open);
  loadBoth(open, first);
  const [license] = licensesOfLine(open.shop.main, first.foreignId, first.lineItemId);
  blockLicense(open.shop, license!.id);
  const order = placeUnpaid(open, state === "blocked" ? license!.id : "LN000000000");
  const [, answer] = loadBoth(open, order);
  expect(answer).toEqual({
    outcome: "refused",
    reason,
    place: "/GetKeyRequest/extendedattributes/item[name=idlic]/value",
  });
  expect(licensesOfLine(open.shop.main, order.foreignId, order.lineItemId)).toEqual([]);
  expect(mainTypes(open).slice(-2)).toEqual(["license.requested", "warning.recorded"]);
});

test("a license that went missing is made when its request is loaded again", async () => {
  await using open = openProduction();
  open.fail("license.missing");
  const order = placeUnpaid(open);
  loadBoth(open, order);
  expect(licensesOfLine(open.shop.main, order.foreignId, order.lineItemId)).toEqual([]);
  expect(mainTypes(open)).toContain("license.requested");
  expect(loadBoth(open, order)).toEqual([{ outcome: "already" }, { outcome: "loaded" }]);
  expect(licensesOfLine(open.shop.main, order.foreignId, order.lineItemId)).toHaveLength(1);
});

test("the fault of a duplicate makes two licenses for one line", async () => {
  await using open = openProduction();
  open.fail("license.duplicate");
  const order = placeUnpaid(open);
  loadBoth(open, order);
  expect(licensesOfLine(open.shop.main, order.foreignId, order.lineItemId)).toHaveLength(2);
  expect(mainTypes(open).filter((type) => type === "license.generated")).toHaveLength(2);
});

test("mails that get lost or come back", async () => {
  await using open = openProduction();
  const order = placeUnpaid(open);
  open.fail("mail.lost");
  loadOrderInfo(open.shop, order.foreignId, INFO, order.lineItemId, "paid");
  expect(mainTypes(open)).toEqual(["invoice.issued", "order.replicated"]);
  open.fail("mail.bounced");
  loadKeyRequest(open.shop, order.foreignId, KEY, order.lineItemId);
  await open.pass(3_600_000);
  expect(mainTypes(open).slice(-2)).toEqual(["mail.sent", "mail.bounced"]);
  expect(open.shop.main.all(anyRow, "SELECT kind FROM mails")).toEqual([{ kind: "license" }]);
});

test("a letter that cannot be held leaves nothing in the main database", async () => {
  await using open = openProduction();
  const { foreignId, lineItemId } = placeUnpaid(open);
  const post = {
    hold: (): void => {
      throw new Error("The disk is full.");
    },
    deliver: (): void => undefined,
  };
  const shop = { ...open.shop, post };
  expect(() => loadOrderInfo(shop, foreignId, INFO, lineItemId, "paid")).toThrow("disk is full");
  expect(mainState(open)).toEqual([[], [], [], [], [], []]);
  expect(mainTypes(open)).toEqual([]);
});
