import { describe, expect, test } from "vitest";
import type { Told } from "../../told.ts";
import {
  CARD_LINE,
  evidenceTypes,
  findingOf,
  line,
  LICENSE_LINE,
  ORDER,
  orderAt,
  rulesOf,
  sale,
} from "./sale.ts";

const RENEWAL = {
  asked: {
    on: `${ORDER}, license LN0 previous`,
    attributes: { lineItemId: LICENSE_LINE, previousLicenseId: "LN0" },
  },
} as const;
const REFUSED = { ...RENEWAL, generated: null, licenseMail: null, made: null } as const;

const OTHER_ORDER = "order 100000001, order 38-200001 foreignId";
const MADE: Told = {
  type: "license.generated",
  at: "2025-01-05T09:00:00.000Z",
  on: `license LN0, ${OTHER_ORDER}`,
  attributes: { lineItemId: "1", validUntil: "2026-01-20T00:00:00.000Z" },
};
const BLOCKED: Told = {
  type: "license.blocked",
  at: "2025-06-01T00:00:00.000Z",
  on: `license LN0, ${OTHER_ORDER}`,
};

const decided = (previousLicenseState: string): Told => ({
  type: "replay.decided",
  at: "09:05:00.000",
  on: `replay r1, ${ORDER}`,
  attributes: { paid: true, previousLicenseId: "LN0", previousLicenseState },
});

const second = (id: string): Told => ({
  type: "license.generated",
  at: "09:02:00.000",
  on: `license ${id}, ${ORDER}`,
  attributes: { lineItemId: LICENSE_LINE },
});

const rulesAfter = (previousLicenseState: string): string[] =>
  rulesOf(orderAt(sale(REFUSED, decided(previousLicenseState)), "09:20:00.000"));

describe("a renewal for which no license was made", () => {
  test("of a license that is blocked", () => {
    const events = sale(REFUSED, MADE, BLOCKED);
    const life = orderAt(events, "09:20:00.000");
    expect(rulesOf(life)).toEqual(["license.renewal-of-blocked", "order.paid-not-delivered"]);
    const finding = findingOf(life, "license.renewal-of-blocked");
    expect(finding?.since).toBe("2026-01-05T09:00:03.200Z");
    expect(evidenceTypes(events, finding)).toEqual([
      "license.blocked",
      "order.placed",
      "payment.captured",
      "license.requested",
    ]);
  });

  test("of one that is blocked in the millisecond of the request", () => {
    const atOnce = { ...BLOCKED, at: "09:00:03.200" };
    expect(rulesOf(orderAt(sale(REFUSED, MADE, atOnce)))).toEqual(["license.renewal-of-blocked"]);
  });

  test("of one that is blocked only later: the license is missing", () => {
    const later = { ...BLOCKED, at: "09:00:03.201" };
    expect(rulesOf(orderAt(sale(REFUSED, MADE, later), "09:20:00.000"))).toEqual([
      "license.missing",
      "order.paid-not-delivered",
    ]);
  });

  test("of one that no record knows, named as object or in the attribute alone", () => {
    const expected = ["license.renewal-of-unknown", "order.paid-not-delivered"];
    expect(rulesOf(orderAt(sale(REFUSED), "09:20:00.000"))).toEqual(expected);
    const unnamed = { ...REFUSED, asked: { ...RENEWAL.asked, on: ORDER } };
    expect(rulesOf(orderAt(sale(unnamed), "09:20:00.000"))).toEqual(expected);
  });

  test("what the main database said of it counts where no record knows it", () => {
    expect(rulesAfter("blocked")).toContain("license.renewal-of-blocked");
    expect(rulesAfter("active")).toContain("license.missing");
  });

  test("not where it was made after all, nor where the order was cancelled", () => {
    expect(rulesOf(orderAt(sale(RENEWAL)))).toEqual([]);
    const cancelled: Told = { type: "order.cancelled", at: "09:05:00.000", on: ORDER };
    expect(rulesOf(orderAt(sale(REFUSED, cancelled), "09:20:00.000"))).toEqual([]);
  });

  test("records of another renewal of the same license say nothing of this one", () => {
    const other: Told = {
      type: "license.requested",
      at: "2025-12-01T00:00:00.000Z",
      on: `${OTHER_ORDER}, license LN0 previous`,
      attributes: { lineItemId: "1", previousLicenseId: "LN0" },
    };
    expect(rulesOf(orderAt(sale(REFUSED, other), "09:20:00.000"))).toContain(
      "license.renewal-of-unknown",
    );
  });
});

describe("licenses of one line", () => {
  test("two of them, since the second", () => {
    const events = sale({}, second("LN2"));
    const finding = findingOf(orderAt(events), "license.duplicate");
    expect(finding?.since).toBe("2026-01-05T09:02:00.000Z");
    expect(evidenceTypes(events, finding)).toEqual([
      "order.placed",
      "license.generated",
      "license.generated",
    ]);
    expect(finding?.sentence).toBe(
      `Licenses LN1 and LN2 were made for the same line ${LICENSE_LINE}.`,
    );
  });

  test("one of each line is as it should be, and no evidence", () => {
    const lines = [line(LICENSE_LINE, "license", 3_200), line(CARD_LINE, "license", 3_200)];
    const ofOther: Told = { ...second("LN9"), attributes: { lineItemId: CARD_LINE } };
    const mail = { type: "mail.sent", at: "09:02:00.000", on: `mail m9, ${ORDER}` };
    const both = sale({ placed: { attributes: { lines } } }, ofOther, mail);
    expect(rulesOf(orderAt(both))).toEqual([]);
    const finding = findingOf(orderAt([...both, second("LN2")]), "license.duplicate");
    expect(finding?.values["licenses"]).toEqual(["LN1", "LN2"]);
  });

  test("the same one, told twice", () => {
    expect(rulesOf(orderAt(sale({}, second("LN1"))))).toEqual([]);
  });
});

test("a license of an order whose lines no record lists needs a payment too", () => {
  const events: Told[] = [
    {
      type: "license.generated",
      at: "09:02:00.000",
      on: `license LN1, ${ORDER}`,
      attributes: { lineItemId: LICENSE_LINE },
    },
  ];
  expect(rulesOf(orderAt(events))).toEqual(["license.without-payment"]);
});
