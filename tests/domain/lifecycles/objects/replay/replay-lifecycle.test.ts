import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { told, type Told } from "../../told.ts";

const ON = "replay R1, order 100000047, order 38-211449 foreignId";
const END = "2026-01-06T00:00:00.000Z";

/** Paid, absent, a new license: the whole order is to be replayed. */
const WHOLE = {
  gatewayState: "SETTLED",
  paid: true,
  inMainDb: false,
  licenseGenerated: false,
  decision: "wholeOrder",
  branch: "absent-standard",
  lineItemId: "L1",
  dryRun: false,
  by: "operator",
};
const COMPLETE = { ...WHOLE, inMainDb: true, mainState: "paid", licenseGenerated: true };

function decided(attributes: Readonly<Record<string, unknown>> = WHOLE): Told {
  return { type: "replay.decided", on: ON, at: "10:00:00.000", attributes };
}

function loaded(document: string, at: string, lineItemId = "L1"): Told {
  const attributes = { document, lineItemId, pair: "plainorderinfo+plaingetkeyrequest" };
  return { type: "replay.documentLoaded", on: ON, at, attributes };
}

const INFO = loaded("orderInfo", "10:00:01.000");
const KEY = loaded("getKeyRequest", "10:00:02.000");
const VERIFIED: Told = {
  type: "replay.verified",
  on: ON,
  at: "10:00:10.000",
  attributes: { checks: { stateMatches: true, licenseGenerated: true, note: "seen" } },
};
const FAILED: Told = {
  type: "replay.failed",
  on: ON,
  at: "10:00:10.000",
  reason: "No license was generated.",
  attributes: { checks: { stateMatches: true, licenseGenerated: false } },
};

function life(events: readonly Told[], at = END): Lifecycle {
  const whole = caseOf({ type: "replay", id: "R1" }, told(...events));
  if (whole === null) throw new Error("no event names the replay");
  return reconstruct(whole, { atMs: Date.parse(at), deadlines: DEFAULT_DEADLINES });
}

function verdictOf(events: readonly Told[], at = END): unknown[] {
  const { details, findings } = life(events, at);
  return [details["verdict"], details["verdictReason"], findings.map(({ rule }) => rule)];
}

describe("the course of a replay", () => {
  test("decided, loaded, verified: every input, the branch taken, the checks", () => {
    const { states, details, findings, obligations } = life([decided(), INFO, KEY, VERIFIED]);
    expect(states.map(({ state }) => state)).toEqual(["decided", "loading", "verified"]);
    expect(findings).toEqual([]);
    expect(obligations).toMatchObject([{ name: "verification", status: "met" }]);
    expect(details).toMatchObject({
      order: "100000047",
      by: "operator",
      decision: "wholeOrder",
      branch: "absent-standard",
      rightDecision: "wholeOrder",
      rightBranch: "absent-standard",
      checks: { stateMatches: true, licenseGenerated: true },
      failure: null,
      verdict: "right",
      verdictReason: "verified",
    });
    expect(details["inputs"]).toEqual([
      input("foundInWebDb", "Found in the web database?", "yes", true),
      input("paid", "Paid at the gateway?", "yes", true),
      input("inMainDb", "In the main database?", "no", false),
      {
        fact: "mainState",
        question: "Its state there?",
        answer: null,
        value: null,
        basis: "unknown",
        evidence: [],
      },
      input("licenseGenerated", "License generated?", "no", false),
      input("previousLicenseId", "Previous license named?", "no", null),
      input("previousLicenseState", "State of that license?", "any other", null),
    ]);
  });

  test("a failed one may be tried again", () => {
    const again = loaded("orderInfo", "10:01:00.000");
    const verified = { ...VERIFIED, at: "10:02:00.000" };
    const { states, findings } = life([decided(), INFO, FAILED, again, verified]);
    expect(states.map(({ state }) => state)).toEqual([
      "decided",
      "loading",
      "failed",
      "loading",
      "verified",
    ]);
    expect(findings).toEqual([]);
  });

  test("a dry run and a decision for nothing end at once", () => {
    expect(life([decided({ ...WHOLE, dryRun: true })]).state).toBe("ended");
    const none = { ...COMPLETE, decision: "none", branch: "complete" };
    expect(life([decided(none)])).toMatchObject({ state: "ended", obligations: [] });
  });
});

function input(fact: string, question: string, answer: string, value: unknown) {
  return { fact, question, answer, value, basis: "stated", evidence: ["main:1"] };
}

describe("the verdict on a past replay", () => {
  test.each<[string, Told[], unknown[]]>([
    ["right and checked", [decided(), INFO, KEY, VERIFIED], ["right", "verified", []]],
    [
      "right, and its check failed",
      [decided(), INFO, KEY, FAILED],
      ["unverified", "checkFailed", ["replay.unverified"]],
    ],
    [
      "right, and never checked",
      [decided(), INFO, KEY],
      ["unverified", "neverChecked", ["replay.unverified"]],
    ],
    [
      "rightly nothing",
      [decided({ ...COMPLETE, decision: "none" })],
      ["right", "rightlyNothing", []],
    ],
    [
      "nothing, though something is owed",
      [decided({ ...WHOLE, decision: "none" })],
      ["harmful", "owedAndNotDone", ["replay.wrong-decision"]],
    ],
    [
      "complete before it",
      [decided(COMPLETE), INFO, KEY, VERIFIED],
      ["needless", "nothingMissing", ["replay.needless", "replay.wrong-decision"]],
    ],
    [
      "not paid",
      [decided({ ...WHOLE, paid: false }), INFO, KEY, VERIFIED],
      ["harmful", "notPaid", ["replay.unpaid", "replay.wrong-decision"]],
    ],
    [
      "against the main database's own state",
      [decided({ ...WHOLE, inMainDb: true, mainState: "other" }), INFO, KEY, VERIFIED],
      ["harmful", "overruled", ["replay.wrong-decision"]],
    ],
    [
      "another than the table's",
      [decided({ ...WHOLE, decision: "orderInfo" }), INFO, VERIFIED],
      ["harmful", "otherThanTable", ["replay.wrong-decision"]],
    ],
    [
      "a renewal that is refused",
      [decided({ ...WHOLE, previousLicenseId: "LN0" }), INFO, KEY, VERIFIED],
      ["harmful", "otherThanTable", ["replay.wrong-decision"]],
    ],
    [
      "a renewal that is allowed",
      [
        decided({ ...WHOLE, previousLicenseId: "LN0", previousLicenseState: "expired" }),
        INFO,
        KEY,
        VERIFIED,
      ],
      ["right", "verified", []],
    ],
    [
      "documents of two lines",
      [decided(), INFO, loaded("getKeyRequest", "10:00:02.000", "L2"), VERIFIED],
      ["harmful", "mixedPair", ["replay.mixed-pair"]],
    ],
    [
      "GetKeyRequest first",
      [decided(), { ...KEY, at: "10:00:00.500" }, INFO, VERIFIED],
      ["harmful", "keyBeforeInfo", ["replay.key-before-info"]],
    ],
    [
      "GetKeyRequest alone, where the order is there",
      [
        decided({ ...WHOLE, inMainDb: true, mainState: "paid", decision: "getKeyRequest" }),
        KEY,
        VERIFIED,
      ],
      ["right", "verified", []],
    ],
    ["a dry run", [decided({ ...WHOLE, dryRun: true })], ["right", "dryRun", []]],
    [
      "a dry run that differs",
      [decided({ ...WHOLE, dryRun: true, decision: "none" })],
      ["unknown", "dryRunDiffers", ["replay.wrong-decision"]],
    ],
    [
      "decided on what is not recorded",
      [decided({ decision: "wholeOrder", paid: true }), INFO, KEY, VERIFIED],
      ["unknown", "inputUnknown", []],
    ],
    ["a check alone", [VERIFIED], ["unknown", "noDecision", []]],
  ])("%s", (_, events, verdict) => {
    expect(verdictOf(events)).toEqual(verdict);
  });

  test("its check is awaited until the deadline, that millisecond included", () => {
    const events = [decided(), INFO, KEY];
    expect(verdictOf(events, "2026-01-05T11:00:00.000Z")).toEqual(["unknown", "checkAwaited", []]);
    expect(life(events, "2026-01-05T11:00:00.000Z").nextChangeAt).toBe("2026-01-05T11:00:00.001Z");
    expect(life(events, "2026-01-05T11:00:00.001Z").findings).toMatchObject([
      { rule: "replay.unverified", since: "2026-01-05T11:00:00.000Z" },
    ]);
  });

  test("sentences say what was done, what had to be, and why", () => {
    const [wrong] = life([decided({ ...WHOLE, decision: "orderInfo" }), INFO, VERIFIED]).findings;
    expect(wrong?.sentence).toBe(
      "At 2026-01-05 10:00:00.000 UTC it was decided to replay OrderInfo alone; by the facts stated it had to be the whole order. It was paid and never arrived, and a new license depends on no other.",
    );
    const [failed] = life([decided(), INFO, KEY, FAILED]).findings;
    expect(failed?.sentence).toBe(
      "The replay decided at 2026-01-05 10:00:00.000 UTC did not pass its check at 2026-01-05 10:00:10.000 UTC: No license was generated.",
    );
  });
});

describe("what the log itself tells of the order by then", () => {
  const placed: Told = {
    type: "order.placed",
    on: "order 100000047, order 38-211449 foreignId, quote Q1",
    at: "09:00:00.000",
    amount: { minor: 3_999, currency: "EUR" },
    attributes: { store: "europe", lines: [{ lineItemId: "L1", kind: "license" }] },
  };
  const made: Told = {
    type: "license.generated",
    on: "license LN1, order 100000047, order 38-211449 foreignId",
    at: "09:30:00.000",
    attributes: { lineItemId: "L1" },
  };

  test("is disputed where the decision states something else", () => {
    const { details } = life([placed, made, decided(), INFO, KEY, VERIFIED]);
    expect(details["disputed"]).toEqual([
      { fact: "licenseGenerated", stated: false, told: true, evidence: ["main:2"] },
    ]);
    const later = { ...made, at: "10:00:03.000" };
    expect(life([placed, later, decided(), INFO, KEY, VERIFIED]).details["disputed"]).toEqual([]);
  });

  test("judges a replay of which no decision is told", () => {
    const paid: Told = {
      type: "payment.captured",
      on: "payment P1, order 100000047",
      at: "09:00:02.000",
      amount: { minor: 3_999, currency: "EUR" },
    };
    const asked: Told = {
      type: "license.requested",
      on: "order 100000047",
      at: "09:10:00.000",
      attributes: { lineItemId: "L1" },
    };
    const whole = [placed, paid, asked, INFO, KEY];
    expect(verdictOf([...whole, VERIFIED])).toEqual(["right", "verified", []]);
    expect(life([...whole, VERIFIED]).unknowns).toEqual(["decisionUnknown"]);
    expect(life(whole, "2026-01-05T10:30:00.000Z").nextChangeAt).toBe("2026-01-05T11:00:01.001Z");
    expect(verdictOf(whole, "2026-01-05T11:00:01.001Z")[1]).toBe("neverChecked");
  });
});
