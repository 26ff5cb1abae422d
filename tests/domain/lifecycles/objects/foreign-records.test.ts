import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type { LifecycleType } from "#domain/lifecycles/object-key.ts";
import { decideFromLog } from "#domain/lifecycles/objects/replay/decide-from-log.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { onTheDay, told, type Told } from "../told.ts";

const JUDGED = { atMs: Date.parse("2026-03-01T00:00:00.000Z"), deadlines: DEFAULT_DEADLINES };

function lifeOf(type: LifecycleType, id: string, ...events: readonly Told[]): Lifecycle {
  const whole = caseOf({ type, id }, told(...events));
  if (whole === null) throw new Error("no event names the object");
  return reconstruct(whole, JUDGED);
}

const rulesOf = ({ findings }: Lifecycle): string[] => findings.map(({ rule }) => rule);
const sentenceOf = ({ findings }: Lifecycle, rule: string) =>
  findings.find((one) => one.rule === rule)?.sentence;
const money = (minor: number, currency = "EUR") => ({ minor, currency });
const at = (minute: number): string => `09:${String(minute).padStart(2, "0")}:00.000`;

const madeUntil = (validUntil: string): Told => ({
  type: "license.generated",
  on: "license L1",
  attributes: { validUntil },
});

const load = (document: string, minute: number, lineItemId?: string): Told => ({
  type: "replay.documentLoaded",
  on: "replay r1, order 100000047",
  at: at(minute),
  attributes: { document, ...(lineItemId !== undefined && { lineItemId }) },
});

const paidByLog = (...events: readonly Told[]) => {
  const whole = caseOf({ type: "order", id: "100000047" }, told(...events));
  const [unit] = whole === null ? [] : decideFromLog(whole, JUDGED);
  return unit?.inputs.find(({ fact }) => fact === "paid")?.value;
};

const placedAs = (number: string): Told => ({
  type: "order.placed",
  transactionId: "TU80WKRYTI9QUMJ4",
  on: `order ${number}`,
});

const trace = (minute: number, from: string): Told => ({
  type: "trace.recorded",
  on: "order 100000047",
  at: at(minute),
  from,
});

describe("a payment", () => {
  const asked: Told = {
    type: "payment.requested",
    on: "payment p1",
    amount: money(500),
    attributes: { operation: "capture" },
  };
  const of = (type: string, minute: number, minor?: number, currency?: string): Told => ({
    type: `payment.${type}`,
    on: "payment p1",
    at: at(minute),
    ...(minor !== undefined && { amount: money(minor, currency) }),
  });

  test("that was captured without a word on the amount was captured in full", () => {
    const life = lifeOf("payment", "p1", asked, of("captured", 1), of("refunded", 2, 500));
    expect([life.state, rulesOf(life)]).toEqual(["refunded", []]);
    expect(life.money["captured"]).toEqual(money(500));
  });

  test("of which no record tells how much was taken is not accused of giving too much back", () => {
    const events = [of("captured", 1, 700, "USD"), of("refunded", 2, 600)];
    const life = lifeOf("payment", "p1", asked, ...events);
    expect(rulesOf(life)).toEqual([]);
    expect(life.money["captured"]).toBeUndefined();
    expect(life.unknowns).toEqual(
      expect.arrayContaining(["amountTakenUnknown", "paymentCurrencyUnknown"]),
    );
  });

  test("whose answer stands before its request was answered at once", () => {
    const life = lifeOf("payment", "p1", { ...asked, at: at(5) }, of("captured", 1, 500));
    expect(life.obligations).toMatchObject([
      { name: "answer", status: "met", since: onTheDay(at(5)), metAt: onTheDay(at(5)) },
    ]);
  });
});

describe("a gift card", () => {
  const issued: Told = { type: "giftCard.issued", on: "giftCard C1", amount: money(500) };
  const of = (type: string, minute: number, minor: number, hold?: string, on = "giftCard C1") => ({
    type: `giftCard.${type}`,
    on,
    at: at(minute),
    amount: money(minor),
    ...(hold !== undefined && { attributes: { authorizationId: hold } }),
  });

  test("that names itself as the original card got its own money back", () => {
    const back = of("refunded", 3, 200, "a", "giftCard C1, giftCard C1 original");
    const events = [issued, of("authorized", 1, 200, "a"), of("captured", 2, 200, "a"), back];
    expect(rulesOf(lifeOf("giftCard", "C1", ...events))).toEqual([]);
  });

  test("is proved overdrawn by everything that moved its balance, and what was held", () => {
    const events = [
      issued,
      of("authorized", 1, 200, "a"),
      of("captured", 2, 200, "a"),
      of("authorized", 3, 100, "b"),
      of("authorized", 4, 300, "c"),
      of("released", 5, 0, "c"),
      of("released", 5, 0, "b"),
    ];
    const [finding] = lifeOf("giftCard", "C1", ...events).findings;
    expect([finding?.rule, finding?.evidence]).toEqual([
      "gift-card.overdrawn",
      ["main:1", "main:3", "main:4", "main:5"],
    ]);
  });

  test("of as many wrong records as are read is answered, and each of them is named", () => {
    const again = Array.from({ length: 9_998 }, () => of("captured", 2, 1, "a"));
    const life = lifeOf("giftCard", "C1", issued, of("authorized", 1, 200, "a"), ...again);
    const finding = life.findings.find(({ rule }) => rule === "gift-card.double-capture");
    expect(finding?.evidence).toHaveLength(9_998);
  });

  test("refunds that name no authorization are measured by all that was captured", () => {
    const events = [
      issued,
      of("authorized", 1, 200, "a"),
      of("captured", 2, 200, "a"),
      of("refunded", 3, 300),
    ];
    expect(
      sentenceOf(lifeOf("giftCard", "C1", ...events), "gift-card.refund-exceeds-captured"),
    ).toBe(
      "With the refund of 3.00 EUR at 2026-01-05 09:03:00.000 UTC, 3.00 EUR was given back of 2.00 EUR captured.",
    );
  });
});

describe("a license", () => {
  const expired: Told = { type: "license.expired", on: "license L1", at: at(30) };

  test("that a record calls expired is so before its end", () => {
    const life = lifeOf("license", "L1", madeUntil("2027-01-05T09:00:00.000Z"), expired);
    expect(life.states.at(-1)).toMatchObject({ state: "expired", from: onTheDay(at(30)) });
  });

  test("that was over before it was made was never anything else", () => {
    const life = lifeOf("license", "L1", madeUntil("2026-01-05T08:00:00.000Z"));
    expect(life.states).toMatchObject([{ state: "expired", from: onTheDay("08:00:00.000") }]);
  });

  test("of an end without a zone has none that is known", () => {
    const life = lifeOf("license", "L1", madeUntil("2026-01-05T09:30:00"));
    expect([life.state, life.details["validUntil"]]).toEqual(["active", null]);
    expect(life.unknowns).toContain("termUnknown");
  });
});

describe("a replay", () => {
  const placed: Told = { type: "order.placed", on: "order 100000047", at: "08:00:00.000" };

  test("of GetKeyRequest alone, without a decision, is not accused by what no record tells", () => {
    expect(rulesOf(lifeOf("replay", "r1", placed, load("getKeyRequest", 1)))).toEqual([]);
    const both = [load("getKeyRequest", 1), load("orderInfo", 2)];
    expect(rulesOf(lifeOf("replay", "r1", placed, ...both))).toEqual(["replay.key-before-info"]);
  });

  test("was mixed since a document named another line, not since one named none", () => {
    const loads = [load("orderInfo", 1, "1"), load("orderInfo", 2), load("getKeyRequest", 3, "2")];
    const [finding] = lifeOf("replay", "r1", placed, ...loads).findings;
    expect([finding?.rule, finding?.since]).toEqual(["replay.mixed-pair", onTheDay(at(3))]);
  });

  test("that says nothing of its decision owes no check", () => {
    const decided: Told = { type: "replay.decided", on: "replay r1, order 100000047" };
    expect(lifeOf("replay", "r1", placed, decided).obligations).toEqual([]);
  });

  test("is not decided against by a capture that states no amount", () => {
    const captured: Told = {
      type: "payment.captured",
      on: "payment p1, order 100000047",
      at: at(1),
    };
    const priced: Told = { ...placed, amount: money(500) };
    expect(paidByLog(placed, captured)).toBe(true);
    expect(paidByLog(priced, captured)).toBe(true);
    const open: Told = { type: "payment.requested", on: "payment p2, order 100000047", at: at(2) };
    expect(paidByLog(placed, captured, open)).toBeNull();
  });
});

describe("a visit", () => {
  const missing: Told = {
    type: "fulfillment.handlerMissing",
    transactionId: "TU80WKRYTI9QUMJ4",
    attributes: { handler: "COURSETOBUY" },
  };

  test("leaves the missing handler to its only order", () => {
    const of = (...events: readonly Told[]) =>
      rulesOf(lifeOf("transaction", "TU80WKRYTI9QUMJ4", missing, ...events));
    expect(of()).toEqual(["fulfillment.handler-missing"]);
    expect(of(placedAs("100000047"))).toEqual([]);
    expect(of(placedAs("100000047"), placedAs("100000048"))).toEqual([
      "fulfillment.handler-missing",
    ]);
    expect(rulesOf(lifeOf("order", "100000047", missing, placedAs("100000047")))).toContain(
      "fulfillment.handler-missing",
    );
  });
});

describe("sentences on times", () => {
  test("several milliseconds in which sources meet are not told as one", () => {
    const twice = [1, 2].flatMap((minute) => [trace(minute, "main"), trace(minute, "web")]);
    expect(sentenceOf(lifeOf("order", "100000047", ...twice), "time.undetermined-order")).toBe(
      "Nothing proves in which order 4 records of main and web happened: in each of 2 milliseconds records of several sources meet, first at 2026-01-05 09:01:00.000 UTC.",
    );
  });

  test("how late a record came is told by what its source had told before", () => {
    const late: Told = {
      ...trace(1, "web"),
      lateMs: 7_200_000,
      recordedAt: onTheDay("11:01:00.500"),
    };
    expect(sentenceOf(lifeOf("order", "100000047", late), "time.recorded-late")).toBe(
      "The record of trace.recorded at 2026-01-05 09:01:00.000 UTC reached the log only at 2026-01-05 11:01:00.500 UTC, after its source had told of what happened 2 h later.",
    );
  });
});
