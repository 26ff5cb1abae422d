import { describe, expect, test } from "vitest";
import { narrate } from "#domain/narrative/narrate.ts";
import { onTheDay, type Told } from "../../told.ts";
import {
  euros,
  evidenceTypes,
  findingOf,
  GOODS_LINE,
  LICENSE_LINE,
  line,
  ORDER,
  orderAt,
  rulesOf,
  SALE,
  sale,
  UNDELIVERED,
} from "./sale.ts";

const LATER = "2026-02-20T00:00:00.000Z";
const dollars = (minor: number) => ({ minor, currency: "USD" });

describe("currencies", () => {
  test("what was taken in another than the order's is not added up, and said to be unknown", () => {
    const events = sale({ captured: { amount: dollars(7_000) } });
    const life = orderAt(events);
    expect(rulesOf(life)).toEqual([]);
    expect(life.money).toEqual({ ordered: euros(6_400), invoiced: euros(6_400) });
    expect(life.unknowns).toContain("amountCapturedUnknown");
    const back: Told = {
      type: "payment.refunded",
      at: "09:05:00.000",
      on: `payment p1, ${ORDER}`,
      amount: dollars(100),
    };
    const refunded = orderAt(sale({}, back));
    expect(refunded.money["refunded"]).toBeUndefined();
    expect(refunded.unknowns).toContain("amountRefundedUnknown");
  });

  test("invoices count as a sum only where each of them states an amount in it", () => {
    const events = sale({ invoiced: { amount: dollars(6_400) } });
    expect(orderAt(events).money["invoiced"]).toBeUndefined();
  });

  test("one that is none makes no sum, and no answer fails of it", () => {
    const odd = { ...line(LICENSE_LINE, "license", 6_400), amount: { minor: 1, currency: "gold" } };
    const { amount: _amount, ...unpriced } = SALE.placed;
    const events = [
      ...sale({ placed: null }),
      { ...unpriced, attributes: { ...unpriced.attributes, lines: [odd] } },
    ];
    const life = orderAt(events, LATER);
    expect(life.money["ordered"]).toBeUndefined();
    expect(narrate({ lifecycle: life, related: [], coverage: { reasons: [] } })).not.toEqual([]);
  });
});

describe("payments", () => {
  test("one that was refused and then taken under the same ID is no earlier attempt", () => {
    const declined: Told = {
      type: "payment.declined",
      at: "09:00:00.500",
      on: `payment p1, ${ORDER}`,
    };
    expect(rulesOf(orderAt(sale({ placed: { at: "09:00:01.200" } }, declined)))).toEqual([]);
  });

  test("what is asked for after the order was paid does not undo it", () => {
    const asked: Told = {
      type: "payment.requested",
      at: "09:04:00.000",
      on: `payment p2, ${ORDER}`,
    };
    const { amount: _captured, ...captured } = SALE.captured;
    const { amount: _placed, ...placed } = SALE.placed;
    const lines = [{ lineItemId: LICENSE_LINE, product: "isc.1.0.0.12m", kind: "license" }];
    const events = [
      ...sale({ requested: null, captured: null, placed: null }, asked),
      captured,
      { ...placed, attributes: { ...placed.attributes, lines } },
    ];
    const life = orderAt(events);
    expect(life.details["paidAt"]).toBe(onTheDay("09:00:01.000"));
    expect(rulesOf(life)).toEqual([]);
  });

  test("what was taken before there was an order is owed from the order on", () => {
    const events = sale({ ...UNDELIVERED, placed: { at: "2026-01-10T09:00:00.000Z" } });
    expect(rulesOf(orderAt(events, "2026-01-10T09:15:00.000Z"))).toEqual(["order.number-late"]);
    const finding = findingOf(orderAt(events, LATER), "license.missing");
    expect(finding?.since).toBe("2026-01-10T09:15:00.000Z");
  });
});

describe("goods", () => {
  test("lines that were returned and never made are owed no more", () => {
    const returned: Told = { type: "order.returned", at: "09:05:00.000", on: ORDER };
    const life = orderAt(sale(UNDELIVERED, returned), "10:00:00.000");
    expect(life.obligations.find(({ name }) => name === "delivery")?.status).toBe("lapsed");
    expect(rulesOf(life)).not.toContain("order.paid-not-delivered");
  });

  test("a record that names no license makes no second one", () => {
    const again: Told = {
      type: "license.generated",
      at: "09:00:04.000",
      on: ORDER,
      attributes: { lineItemId: LICENSE_LINE },
      from: "main",
    };
    expect(rulesOf(orderAt(sale({}, again)))).not.toContain("license.duplicate");
  });

  test("goods without a name are told by their lines", () => {
    const { product: _product, ...unnamed } = line(LICENSE_LINE, "license", 6_400);
    const life = orderAt(
      sale({ ...UNDELIVERED, placed: { attributes: { lines: [unnamed] } } }),
      LATER,
    );
    for (const { sentence } of life.findings) expect(sentence).not.toContain("not known");
    expect(findingOf(life, "order.paid-not-delivered")?.sentence).toBe(
      `The order was paid at 2026-01-05 09:00:01.000 UTC, and line ${LICENSE_LINE} was not made within 15 min.`,
    );
  });

  test("a mail and a license without IDs are told plainly", () => {
    const bounced: Told = { type: "mail.bounced", at: "09:02:00.000", on: ORDER };
    const made: Told = { type: "license.generated", at: "09:02:00.000", on: ORDER };
    const life = orderAt([{ type: "order.placed", on: ORDER }, bounced, made]);
    expect(findingOf(life, "mail.bounced")?.sentence).toBe("A mail of the order came back.");
    expect(findingOf(life, "license.without-payment")?.sentence).toBe(
      "A license was made at 2026-01-05 09:02:00.000 UTC, and no record says that the order is paid.",
    );
  });

  test("a renewal that was refused as blocked is that, though no record of the license says so", () => {
    const previous = "license LN0, order 100000001";
    const events = sale(
      { ...UNDELIVERED, asked: { on: `${ORDER}, license LN0 previous` } },
      { type: "license.generated", at: "08:00:00.000", on: previous },
      {
        type: "replay.decided",
        at: "09:03:00.000",
        on: `replay r1, ${ORDER}`,
        attributes: {
          paid: true,
          previousLicenseId: "LN0",
          previousLicenseState: "blocked",
          decision: "orderInfo",
        },
      },
    );
    const rules = rulesOf(orderAt(events, LATER));
    expect(rules).toContain("license.renewal-of-blocked");
    expect(rules).not.toContain("license.missing");
  });
});

describe("an order", () => {
  test("waits again from the end of a doubt on, and was placed when it was placed", () => {
    const events: Told[] = [
      ...sale({ ...UNDELIVERED, captured: null }),
      { type: "order.uncertain", at: "09:01:00.000", on: ORDER },
      { type: "replay.verified", at: "09:30:00.000", on: `replay r1, ${ORDER}` },
    ];
    const finding = findingOf(orderAt(events, LATER), "order.stuck");
    expect(finding?.sentence).toBe(
      "The order has waited for its payment again since 2026-01-05 09:30:00.000 UTC, and nothing has become of it for more than 14 d.",
    );
    expect(evidenceTypes(events, finding)).toEqual([
      "order.placed",
      "order.uncertain",
      "replay.verified",
    ]);
  });

  test("of another store under the same number is another order", () => {
    const other: Told = {
      type: "order.placed",
      at: "09:04:00.000",
      on: ORDER,
      attributes: { store: "america" },
    };
    expect(rulesOf(orderAt(sale({}, other)))).toContain("order.number-reused");
  });

  test.each(["order.uncertain", "order.completed", "payment.authorized", "payment.captured"])(
    "that is cancelled allows no %s any more",
    (type) => {
      const cancelled: Told = { type: "order.cancelled", at: "09:05:00.000", on: ORDER };
      const after: Told = { type, at: "09:06:00.000", on: `payment p1, ${ORDER}` };
      const events = sale({ ...UNDELIVERED, captured: null }, cancelled, after);
      const finding = findingOf(orderAt(events), "order.illegal-transition");
      expect(finding?.since).toBe(onTheDay("09:06:00.000"));
      expect(evidenceTypes(events, finding)).toEqual(["order.cancelled", type]);
    },
  );

  test("lines prove what is said of them", () => {
    const cancelled: Told = {
      type: "order.cancelled",
      at: "09:05:00.000",
      on: ORDER,
      attributes: { lineItemIds: [GOODS_LINE] },
    };
    const lines = [line(LICENSE_LINE, "license", 3_200), line(GOODS_LINE, "physical", 3_200)];
    const sent: Told = {
      type: "fulfillment.completed",
      at: "09:00:03.000",
      on: ORDER,
      attributes: { kind: "physical", lineItemIds: [GOODS_LINE] },
    };
    const events = sale({ placed: { attributes: { lines } } }, sent, cancelled);
    const finding = findingOf(orderAt(events), "order.illegal-transition");
    expect(evidenceTypes(events, finding)).toEqual([
      "order.placed",
      "fulfillment.completed",
      "order.cancelled",
    ]);
  });
});
