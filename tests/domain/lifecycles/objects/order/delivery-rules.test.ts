import { describe, expect, test } from "vitest";
import { onTheDay, type Told } from "../../told.ts";
import {
  CARD_LINE,
  COURSE_LINE,
  euros,
  evidenceTypes,
  findingOf,
  GOODS_LINE,
  LICENSE_LINE,
  line,
  ORDER,
  orderAt,
  rulesOf,
  sale,
} from "./sale.ts";

function found(rule: string, events: readonly Told[], at?: string) {
  const finding = findingOf(orderAt(events, at), rule);
  return finding === undefined
    ? null
    : { since: finding.since.slice(11, 23), evidence: evidenceTypes(events, finding) };
}

const sent = (at: string): Told => ({
  type: "fulfillment.completed",
  at,
  on: ORDER,
  attributes: { kind: "physical", lineItemIds: [GOODS_LINE] },
});

const issued = (id: string, lineItemId: string): Told => ({
  type: "giftCard.issued",
  at: "09:00:04.000",
  on: `giftCard ${id}, ${ORDER}`,
  amount: euros(3_200),
  attributes: { lineItemId },
});

const mail = (id: string): Told => ({
  type: "mail.sent",
  at: "09:00:04.000",
  on: `mail ${id}, ${ORDER}`,
  attributes: { kind: "giftCard" },
});

describe("delivery", () => {
  const mixed = [
    line(LICENSE_LINE, "license", 3_200),
    line(GOODS_LINE, "physical", 3_200, "USB-KEY-64"),
  ];
  const placed = { placed: { attributes: { lines: mixed } } } as const;

  test("digital goods that were begun and made with the physical ones, or after them", () => {
    const made = {
      ...placed,
      started: { at: "09:00:03.200" },
      asked: { at: "09:00:03.200" },
    } as const;
    expect(found("fulfillment.digital-delayed", sale(made, sent("09:00:03.301")))).toBeNull();
    expect(found("fulfillment.digital-delayed", sale(made, sent("09:00:03.200")))).toEqual({
      since: "09:00:03.300",
      evidence: ["order.placed", "fulfillment.completed", "license.generated"],
    });
    // What was begun before waited for something else.
    expect(found("fulfillment.digital-delayed", sale(made, sent("09:00:03.201")))).toBeNull();
    const asked = { ...made, started: { at: "09:00:01.500" } } as const;
    expect(found("fulfillment.digital-delayed", sale(asked, sent("09:00:03.200")))).toBeNull();
  });

  test("both kinds of goods on one invoice", () => {
    const combined = { invoiced: { attributes: { kind: "combined" } } } as const;
    expect(found("invoice.not-separated", sale({ ...placed, ...combined }))).toEqual({
      since: "09:00:03.000",
      evidence: ["invoice.issued"],
    });
    expect(rulesOf(orderAt(sale(combined)))).toEqual([]);
  });

  test("each kind of goods has its invoice, unless it was cancelled", () => {
    const at = "11:00:00.000";
    const cancelled: Told = {
      type: "order.cancelled",
      at: "09:05:00.000",
      on: ORDER,
      attributes: { lineItemIds: [GOODS_LINE] },
    };
    const missing = findingOf(orderAt(sale(placed), at), "invoice.missing");
    expect(missing?.values["kinds"]).toEqual(["physical"]);
    expect(rulesOf(orderAt(sale(placed, cancelled), at))).toEqual([]);
  });

  test("a course whose production says that it is complete is delivered", () => {
    const course = {
      placed: { attributes: { lines: [line(COURSE_LINE, "course", 6_400)] } },
    } as const;
    const done: Told = {
      type: "fulfillment.completed",
      at: "09:00:09.000",
      on: ORDER,
      attributes: { kind: "digital", lineItemIds: [COURSE_LINE] },
    };
    const without = {
      ...course,
      generated: null,
      asked: null,
      made: null,
      licenseMail: null,
    } as const;
    expect(rulesOf(orderAt(sale(without, done), "12:00:00.000"))).toEqual([]);
    expect(rulesOf(orderAt(sale(without), "12:00:00.000"))).toEqual(["order.paid-not-delivered"]);
  });

  test("a missing handler, told with the order or in its visit alone", () => {
    const missing: Told = {
      type: "fulfillment.handlerMissing",
      at: "09:02:00.000",
      on: ORDER,
      attributes: { handler: "COURSETOBUY" },
    };
    expect(found("fulfillment.handler-missing", sale({}, missing))?.since).toBe("09:02:00.000");
    const visit = { placed: { transactionId: "TU80WKRYTI9QUMJ4" } };
    const alone: Told = { ...missing, on: "", transactionId: "TU80WKRYTI9QUMJ4" };
    expect(found("fulfillment.handler-missing", sale(visit, alone))?.since).toBe("09:02:00.000");
    const another: Told = {
      type: "order.placed",
      at: "09:03:00.000",
      on: "order 100000048",
      transactionId: "TU80WKRYTI9QUMJ4",
    };
    expect(found("fulfillment.handler-missing", sale(visit, alone, another))).toBeNull();
  });
});

describe("the account of a customer who registered in the cart", () => {
  const visit = "TU80WKRYTI9QUMJ4";
  const told = {
    created: { attributes: { store: "europe", customerKind: "registering" } },
    placed: {
      transactionId: visit,
      attributes: { lines: [line(LICENSE_LINE, "license", 6_400)] },
    },
  } as const;
  const registered: Told = { type: "customer.registered", at: "09:01:00.000", on: "customer C1" };

  test("is owed where the cart alone says so", () => {
    expect(rulesOf(orderAt(sale(told), "11:00:00.000"))).toEqual(["order.account-missing"]);
  });

  test("is made where a record of the visit says so, and not of another", () => {
    const mine = { ...registered, transactionId: visit };
    expect(rulesOf(orderAt(sale(told, mine), "11:00:00.000"))).toEqual([]);
    const other = { ...registered, transactionId: "AU80WKRYTI9QUMJ4" };
    expect(rulesOf(orderAt(sale(told, other), "11:00:00.000"))).toEqual(["order.account-missing"]);
  });
});

describe("mails", () => {
  test("as many as there are gift cards", () => {
    const lines = [line(CARD_LINE, "giftCard", 3_200), line(COURSE_LINE, "giftCard", 3_200)];
    const cards = [issued("FA1", CARD_LINE), issued("FA2", COURSE_LINE)];
    const without = {
      placed: { attributes: { lines } },
      asked: null,
      generated: null,
      licenseMail: null,
      made: null,
    };
    const one = sale(without, ...cards, mail("m3"));
    expect(found("mail.missing", one, "12:00:00.000")).toEqual({
      since: "09:15:04.000",
      evidence: ["order.placed", "giftCard.issued", "giftCard.issued", "mail.sent"],
    });
    expect(findingOf(orderAt(one, "12:00:00.000"), "mail.missing")?.sentence).toBe(
      "The gift card mail, due 15 min after 2026-01-05 09:00:04.000 UTC, was not sent.",
    );
    expect(found("mail.missing", [...one, mail("m4")], "12:00:00.000")).toBeNull();
  });

  test("one mail may bring license and invoice", () => {
    const events = sale({ invoiceMail: null, licenseMail: { attributes: { kind: "combined" } } });
    expect(rulesOf(orderAt(events, "12:00:00.000"))).toEqual([]);
  });

  test("one that came back, with the record of its sending", () => {
    const bounced: Told = { type: "mail.bounced", at: "09:03:00.000", on: `mail m2, ${ORDER}` };
    expect(found("mail.bounced", sale({}, bounced))).toEqual({
      since: "09:03:00.000",
      evidence: ["mail.sent", "mail.bounced"],
    });
  });

  test("a template that names other fields than the survey", () => {
    const mismatch: Told = {
      type: "mail.templateMismatch",
      at: "09:03:00.000",
      on: ORDER,
      attributes: { missing: ["Message"], unknown: ["message"] },
    };
    const finding = findingOf(orderAt(sale({}, mismatch)), "mail.template-mismatch");
    expect(finding?.sentence).toBe(
      "A mail could not be made: the template lacks ${Message}, and the survey does not ask for ${message}.",
    );
    expect(finding?.since).toBe(onTheDay("09:03:00.000"));
  });
});
