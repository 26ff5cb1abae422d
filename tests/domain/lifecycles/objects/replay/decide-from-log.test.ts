import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import {
  decideFromLog,
  type UnitDecision,
} from "#domain/lifecycles/objects/replay/decide-from-log.ts";
import { told, type Told } from "../../told.ts";

const ORDER = "order 100000047, order 38-211449 foreignId";
const EURO_MINOR = { minor: 3_999, currency: "EUR" };

function placed(...kinds: readonly string[]): Told {
  const lines = kinds.map((kind, place) => ({ lineItemId: `L${place + 1}`, kind }));
  return {
    type: "order.placed",
    on: `${ORDER}, quote Q1`,
    at: "09:00:00.000",
    amount: EURO_MINOR,
    attributes: { store: "europe", lines },
  };
}

function of(type: string, at: string, attributes: Readonly<Record<string, unknown>> = {}): Told {
  return { type, on: ORDER, at, attributes };
}

function payment(
  type: string,
  at: string,
  attributes: Readonly<Record<string, unknown>> = {},
): Told {
  return {
    ...of(`payment.${type}`, at, attributes),
    on: `payment P1, ${ORDER}`,
    amount: EURO_MINOR,
  };
}

const REQUESTED = payment("requested", "08:59:00.000");
const TIMED_OUT = payment("timedOut", "08:59:30.000");
const PAID = payment("captured", "09:00:01.000");
const STANDARD = of("license.requested", "09:10:00.000", { lineItemId: "L1" });
const RENEWAL: Told = { ...STANDARD, on: `${ORDER}, license LN0 previous` };

function replicated(state: string, lineItemId = "L1"): Told {
  return of("order.replicated", "09:05:00.000", { document: "orderInfo", state, lineItemId });
}

function made(id: string, lineItemId = "L1", at = "09:20:00.000"): Told {
  return { ...of("license.generated", at, { lineItemId }), on: `license ${id}, ${ORDER}` };
}

function decide(events: readonly Told[], at = "2026-01-06T00:00:00.000Z"): UnitDecision[] {
  const whole = caseOf({ type: "order", id: "38-211449" }, told(...events));
  if (whole === null) throw new Error("no event names the order");
  return decideFromLog(whole, { atMs: Date.parse(at), deadlines: DEFAULT_DEADLINES });
}

function shortly({ decided, needs, restsOnAbsence }: UnitDecision): unknown[] {
  return [decided?.branch ?? null, needs, restsOnAbsence];
}

function basisOf(events: readonly Told[], fact: string): unknown[] {
  const [unit] = decide(events);
  const input = unit?.inputs.find((one) => one.fact === fact);
  return [input?.basis, input?.answer, input?.evidence];
}

describe("what the log alone says is to be replayed", () => {
  test.each<[string, Told[], unknown[]]>([
    ["an order that never was", [REQUESTED], ["not-found", null, true]],
    [
      "paid, absent, new",
      [placed("license"), REQUESTED, PAID, STANDARD],
      ["absent-standard", null, true],
    ],
    [
      "paid, and whether it renews is not told",
      [placed("license"), REQUESTED, PAID],
      [null, "previousLicenseId", true],
    ],
    ["no answer of the gateway", [REQUESTED, TIMED_OUT, placed("license")], [null, "paid", false]],
    ["no payment is told at all", [placed("license")], [null, "paid", false]],
    [
      "refused",
      [placed("license"), REQUESTED, payment("declined", "09:00:02.000")],
      ["unpaid", null, false],
    ],
    [
      "given back",
      [placed("license"), REQUESTED, PAID, payment("refunded", "10:00:00.000")],
      ["unpaid", null, false],
    ],
    [
      "only reserved",
      [placed("license"), REQUESTED, payment("authorized", "09:00:02.000")],
      ["unpaid", null, false],
    ],
    [
      "in the main database, unpaid there",
      [placed("license"), REQUESTED, PAID, replicated("unpaid")],
      ["present-not-paid", null, false],
    ],
    [
      "complete",
      [placed("license"), REQUESTED, PAID, replicated("paid"), made("LN1")],
      ["complete", null, false],
    ],
    [
      "there without its license",
      [placed("license"), REQUESTED, PAID, replicated("paid"), STANDARD],
      ["unlicensed-standard", null, true],
    ],
    [
      "renewal of what is active",
      [placed("license"), REQUESTED, PAID, RENEWAL, { ...made("LN0"), on: "license LN0" }],
      ["absent-renewal", null, true],
    ],
    [
      "renewal of what is blocked",
      [
        placed("license"),
        REQUESTED,
        PAID,
        RENEWAL,
        { ...of("license.blocked", "09:01:00.000"), on: "license LN0" },
      ],
      ["absent-renewal-refused", null, true],
    ],
    [
      "renewal of what no record tells",
      [placed("license"), REQUESTED, PAID, RENEWAL],
      [null, "previousLicenseState", true],
    ],
    [
      "without licenses, absent",
      [placed("giftCard"), REQUESTED, PAID],
      ["absent-standard", null, true],
    ],
    [
      "without licenses, there",
      [placed("giftCard"), REQUESTED, PAID, replicated("paid")],
      ["complete", null, false],
    ],
  ])("%s", (_, events, expected) => {
    expect(decide(events).map(shortly)).toEqual([expected]);
  });

  test("each license line by itself; a cancelled one no more", () => {
    const events = [
      placed("license", "physical", "license"),
      REQUESTED,
      PAID,
      replicated("paid", "L1"),
      made("LN1", "L1"),
    ];
    expect(decide(events).map((unit) => [unit.lineItemId, shortly(unit)])).toEqual([
      ["L1", ["complete", null, false]],
      ["L3", [null, "previousLicenseId", true]],
    ]);
    const cancelled = of("order.cancelled", "10:00:00.000", { lineItemIds: ["L3"] });
    expect(decide([...events, cancelled]).map(({ lineItemId }) => lineItemId)).toEqual(["L1"]);
  });

  test("a license request in the main database does not bring its order there", () => {
    const request = of("order.replicated", "09:05:00.000", {
      document: "getKeyRequest",
      state: "paid",
      lineItemId: "L1",
    });
    const events = [placed("license"), REQUESTED, PAID, request, STANDARD];
    expect(decide(events).map(shortly)).toEqual([["absent-standard", null, true]]);
  });

  test("as of a time, that millisecond included", () => {
    const events = [placed("license"), REQUESTED, PAID, replicated("paid"), made("LN1")];
    expect(decide(events, "2026-01-05T09:20:00.000Z").map(shortly)[0]?.[0]).toBe("complete");
    expect(decide(events, "2026-01-05T09:19:59.999Z").map(shortly)[0]).toEqual([
      null,
      "previousLicenseId",
      true,
    ]);
  });
});

describe("where each input comes from", () => {
  test("records, else what somebody stated, else that nothing tells the contrary", () => {
    const decided: Told = {
      ...of("replay.decided", "09:30:00.000", {
        paid: true,
        inMainDb: false,
        licenseGenerated: false,
        lineItemId: "L1",
        previousLicenseId: "LN0",
        previousLicenseState: "active",
        decision: "wholeOrder",
        dryRun: true,
      }),
      on: `replay R1, ${ORDER}`,
    };
    const events = [REQUESTED, TIMED_OUT, placed("license")];
    expect(basisOf(events, "paid")).toEqual(["unknown", null, []]);
    expect(basisOf(events, "inMainDb")).toEqual(["absence", "no", ["main:3"]]);
    const stated = [...events, decided];
    expect(basisOf(stated, "paid")).toEqual(["stated", "yes", ["main:4"]]);
    expect(basisOf(stated, "inMainDb")).toEqual(["stated", "no", ["main:4"]]);
    expect(basisOf(stated, "previousLicenseState")).toEqual([
      "stated",
      "active or expired",
      ["main:4"],
    ]);
    expect(decide(stated).map(shortly)).toEqual([["absent-renewal", null, false]]);
    expect(basisOf([...stated, { ...PAID, at: "09:40:00.000" }], "paid")).toEqual([
      "told",
      "yes",
      ["main:5"],
    ]);
  });

  test("an order of nothing to pay is paid", () => {
    const free = { ...placed("license"), amount: { minor: 0, currency: "EUR" } };
    expect(basisOf([free], "paid")).toEqual(["told", "yes", ["main:1"]]);
  });

  test("a license whose term is over is expired, noted or not", () => {
    const until = {
      ...made("LN0"),
      on: "license LN0",
      attributes: { validUntil: "2026-01-05T12:00:00.000Z" },
    };
    const events = [placed("license"), RENEWAL, until];
    const inputs = (at: string) =>
      decide(events, at)[0]?.inputs.find(({ fact }) => fact === "previousLicenseState")?.value;
    expect(inputs("2026-01-05T11:59:59.999Z")).toBe("active");
    expect(inputs("2026-01-05T12:00:00.000Z")).toBe("expired");
  });
});
