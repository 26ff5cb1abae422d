import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldAccount } from "#domain/gift-cards/accounting.ts";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { cardEntryOf } from "#domain/lifecycles/objects/gift-card/card-entries.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { told, type Told } from "../../told.ts";

const CARD = "giftCard FA1";
const END = "2026-01-06T00:00:00.000Z";

function step(type: string, at: string, minor: number | null, hold?: string, on = CARD): Told {
  return {
    type: `giftCard.${type}`,
    on: `${on}, payment P-${hold ?? "0"}, order 10000000${hold?.length ?? 0}`,
    at,
    ...(minor !== null && { amount: { minor, currency: "EUR" } }),
    ...(hold !== undefined && { attributes: { authorizationId: hold } }),
  };
}

const ISSUED: Told = {
  type: "giftCard.issued",
  on: `${CARD}, order 100000001`,
  at: "09:00:00.000",
  amount: { minor: 5_000, currency: "EUR" },
  attributes: { external: false, lineItemId: "L1", code: "1234123412341234" },
};
const PLACED: Told = {
  type: "order.placed",
  on: "order 100000001, quote Q1",
  at: "08:59:00.000",
  attributes: { store: "europe" },
};

function life(events: readonly Told[], at = END, id = "FA1"): Lifecycle {
  const whole = caseOf({ type: "giftCard", id }, told(...events));
  if (whole === null) throw new Error("no event names the card");
  return reconstruct(whole, { atMs: Date.parse(at), deadlines: DEFAULT_DEADLINES });
}

function rulesOf({ findings }: Lifecycle): string[] {
  return findings.map(({ rule }) => rule);
}

function findingOf(events: readonly Told[], rule: string, at = END, id = "FA1") {
  const found = life(events, at, id).findings.find((one) => one.rule === rule);
  return found && { sentence: found.sentence, evidence: found.evidence, since: found.since };
}

/** State, balance, open authorizations and what is available at a time of that day. */
function sums(events: readonly Told[], at: string): unknown[] {
  const { money, state } = life(events, `2026-01-05T${at}Z`);
  return [state, money["balance"]?.minor, money["authorized"]?.minor, money["available"]?.minor];
}

function renewedTo(minor: number): Told[] {
  const held = step("authorized", "10:00:00.000", 3_000, "a");
  return [ISSUED, held, step("reauthorized", "10:30:00.000", minor, "a")];
}

describe("the account of a card", () => {
  const events = [
    PLACED,
    ISSUED,
    step("authorized", "10:00:00.000", 2_000, "a"),
    step("captured", "10:01:00.000", 1_500, "a"),
    step("refunded", "11:00:00.000", 500, "a"),
  ];

  test("is rebuilt at any millisecond, that millisecond included", () => {
    expect(sums(events, "09:00:00.000")).toEqual(["active", 5_000, 0, 5_000]);
    expect(sums(events, "09:59:59.999")).toEqual(["active", 5_000, 0, 5_000]);
    expect(sums(events, "10:00:00.000")).toEqual(["held", 5_000, 2_000, 3_000]);
    expect(sums(events, "10:01:00.000")).toEqual(["active", 3_500, 0, 3_500]);
    expect(sums(events, "11:00:00.000")).toEqual(["active", 4_000, 0, 4_000]);
  });

  test("with its history, authorizations, and the store that sold it", () => {
    const { details, findings, links } = life(events);
    expect(findings).toEqual([]);
    expect(details).toMatchObject({
      store: "europe",
      isExternal: false,
      boughtInOrder: "100000001",
      lineItemId: "L1",
      currency: "EUR",
      authorizations: [
        {
          id: "a",
          state: "captured",
          wasAuthorized: true,
          capturedMinor: 1_500,
          refundedMinor: 500,
          payment: "P-a",
        },
      ],
      isHistoryTruncated: false,
    });
    expect(details["history"]).toMatchObject([
      { kind: "issued", balanceMinor: 5_000, reference: "main:2" },
      { kind: "authorized", authorizedMinor: 2_000, availableMinor: 3_000 },
      { kind: "captured", amountMinor: 1_500, balanceMinor: 3_500 },
      { kind: "refunded", balanceMinor: 4_000, authorizationId: "a" },
    ]);
    expect(links.map(({ relation, id }) => `${relation} ${id}`)).toEqual([
      "boughtIn 100000001",
      "usedFor 100000001",
      "payment P-a",
    ]);
  });

  test("nothing of it stands in a secret's clear text", () => {
    expect(JSON.stringify(life(events))).not.toContain("1234123412341234");
  });

  test("a spent card comes back with a refund", () => {
    const spent = [
      ISSUED,
      step("authorized", "10:00:00.000", 5_000, "a"),
      step("captured", "10:01:00.000", 5_000, "a"),
    ];
    expect(life(spent).state).toBe("spent");
    const back = life([...spent, step("refunded", "11:00:00.000", 1, "a")]);
    expect(back.states.map(({ state }) => state)).toEqual(["active", "held", "spent", "active"]);
  });

  test("an entry in another currency is left out, and said", () => {
    const other = {
      ...step("captured", "10:00:00.000", 100, "x"),
      amount: { minor: 9, currency: "USD" },
    };
    const { money, unknowns } = life([ISSUED, other]);
    expect(money["balance"]).toEqual({ minor: 5_000, currency: "EUR" });
    expect(unknowns).toEqual(["otherCurrencyUnknown"]);
  });

  test("of a card that was only refused nothing is known to be on it", () => {
    const { state, money, findings } = life([step("rejected", "10:00:00.000", null)]);
    expect([state, money, findings]).toEqual(["unissued", {}, []]);
  });
});

describe("what is wrong with a card", () => {
  const held = step("authorized", "10:00:00.000", 3_000, "a");
  const taken = step("captured", "10:01:00.000", 3_000, "a");

  test("an authorization beyond what is available, beside those that are open", () => {
    const events = [ISSUED, held, step("authorized", "10:00:30.000", 2_001, "b")];
    expect(findingOf(events, "gift-card.overdrawn")).toEqual({
      sentence:
        "20.01 EUR was authorized for order 100000001 at 2026-01-05 10:00:30.000 UTC while only 20.00 EUR was available.",
      evidence: ["main:1", "main:2", "main:3"],
      since: "2026-01-05T10:00:30.000Z",
    });
    expect(life(events).state).toBe("overdrawn");
    expect(rulesOf(life([ISSUED, held, step("authorized", "10:00:30.000", 2_000, "b")]))).toEqual(
      [],
    );
  });

  test("a renewal is measured with what it held before", () => {
    expect(rulesOf(life(renewedTo(5_000)))).toEqual([]);
    expect(findingOf(renewedTo(5_001), "gift-card.overdrawn")?.sentence).toContain(
      "50.01 EUR was authorized for order 100000001 at 2026-01-05 10:30:00.000 UTC while only 50.00 EUR",
    );
  });

  test.each<[string, Told[], string[]]>([
    [
      "gift-card.double-capture",
      [ISSUED, held, taken, step("captured", "10:02:00.000", 10, "a")],
      ["main:3", "main:4"],
    ],
    [
      "gift-card.capture-without-authorization",
      [ISSUED, step("captured", "10:02:00.000", 10, "b")],
      ["main:2"],
    ],
    [
      "gift-card.capture-without-authorization",
      [ISSUED, { ...step("captured", "10:02:00.000", 10) }],
      ["main:2"],
    ],
    [
      "gift-card.capture-without-authorization",
      [
        ISSUED,
        held,
        step("released", "10:01:00.000", null, "a"),
        step("captured", "10:02:00.000", 10, "a"),
      ],
      ["main:2", "main:3", "main:4"],
    ],
    [
      "gift-card.capture-exceeds-authorization",
      [ISSUED, held, step("captured", "10:02:00.000", 3_001, "a")],
      ["main:2", "main:3"],
    ],
    [
      "gift-card.release-after-capture",
      [ISSUED, held, taken, step("released", "10:02:00.000", null, "a")],
      ["main:3", "main:4"],
    ],
    [
      "gift-card.refund-exceeds-captured",
      [
        ISSUED,
        held,
        taken,
        step("refunded", "10:02:00.000", 2_000, "a"),
        step("refunded", "10:03:00.000", 1_001, "a"),
      ],
      ["main:3", "main:4", "main:5"],
    ],
  ])("%s", (rule, events, evidence) => {
    expect(rulesOf(life(events))).toEqual([rule]);
    expect(findingOf(events, rule)?.evidence).toEqual(evidence);
    expect(rulesOf(life(events.slice(0, -1)))).toEqual([]);
  });

  test("several of one kind are one finding, with all of their records", () => {
    const again = [10, 20].map((second) => step("captured", `10:02:${second}.000`, 1, "a"));
    expect(findingOf([ISSUED, held, taken, ...again], "gift-card.double-capture")).toMatchObject({
      sentence: expect.stringMatching(/ It happened 1 more time\.$/) as string,
      evidence: ["main:3", "main:4", "main:5"],
    });
  });

  test("a refund to another card is found on the one that was paid with, and counts on the other", () => {
    const other = "giftCard FA2, giftCard FA1 original";
    const issuedOther = { ...ISSUED, on: "giftCard FA2, order 100000009" };
    const events = [
      ISSUED,
      issuedOther,
      held,
      taken,
      step("refunded", "12:00:00.000", 700, "a", other),
    ];
    expect(findingOf(events, "gift-card.refund-to-other-card")).toEqual({
      sentence:
        "7.00 EUR that was taken from this card was given back to FA2 for order 100000001 at 2026-01-05 12:00:00.000 UTC.",
      evidence: ["main:4", "main:5"],
      since: "2026-01-05T12:00:00.000Z",
    });
    expect(life(events).money["balance"]?.minor).toBe(2_000);
    const credited = life(events, END, "FA2");
    expect(credited.money["balance"]?.minor).toBe(5_700);
    expect(rulesOf(credited)).toEqual([]);
    expect(credited.details["authorizations"]).toEqual([]);
  });

  test("used before its issue, or without one; within its very millisecond nothing proves it", () => {
    const early = step("authorized", "08:00:00.000", 10, "a");
    expect(findingOf([early, ISSUED], "gift-card.used-before-issue")?.sentence).toBe(
      "The card was used for order 100000001 at 2026-01-05 08:00:00.000 UTC, before its issue, which is recorded as of 2026-01-05 09:00:00.000 UTC.",
    );
    expect(findingOf([early], "gift-card.used-before-issue")?.sentence).toBe(
      "The card was used for order 100000001 at 2026-01-05 08:00:00.000 UTC, and no record tells of its issue.",
    );
    expect(rulesOf(life([{ ...early, at: "09:00:00.000" }, ISSUED]))).toEqual([]);
  });

  test("an authorization is stale a millisecond after its deadline, also when it ends later", () => {
    const due = "2026-01-12T10:00:00.000Z";
    expect(rulesOf(life([ISSUED, held], due))).toEqual([]);
    expect(life([ISSUED, held], due).nextChangeAt).toBe("2026-01-12T10:00:00.001Z");
    const stale = life([ISSUED, held], "2026-01-12T10:00:00.001Z");
    expect(stale.findings).toMatchObject([{ rule: "gift-card.authorization-stale", since: due }]);
    expect(stale.obligations).toMatchObject([{ status: "overdue", dueAt: due }]);
    const late = step("released", "2026-01-13T00:00:00.000Z", null, "a");
    const ended = life([ISSUED, held, late], "2026-02-01T00:00:00.000Z");
    expect(ended.obligations).toMatchObject([{ status: "late" }]);
    expect(rulesOf(ended)).toEqual(["gift-card.authorization-stale"]);
  });

  test("a renewal begins its age anew", () => {
    const renewed = step("reauthorized", "2026-01-10T10:00:00.000Z", 3_000, "a");
    expect(rulesOf(life([ISSUED, held, renewed], "2026-01-17T10:00:00.000Z"))).toEqual([]);
    expect(rulesOf(life([ISSUED, held, renewed], "2026-01-17T10:00:00.001Z"))).toEqual([
      "gift-card.authorization-stale",
    ]);
  });
});

describe("for any events of a card", () => {
  const anyStep = fc
    .record({
      type: fc.constantFrom("authorized", "reauthorized", "captured", "released", "refunded"),
      second: fc.nat(59),
      minor: fc.nat(4_000),
      hold: fc.constantFrom("a", "bb", "ccc"),
    })
    .map(({ type, second, minor, hold }) =>
      step(type, `10:00:${String(second).padStart(2, "0")}.000`, minor, hold),
    );

  test("the account is that of its entries, it conserves, and does not depend on arrival", () => {
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 20 }),
        fc.infiniteStream(fc.nat()),
        (steps, chance) => {
          const events = told(
            ...[ISSUED, ...steps].map((one, place) => Object.assign({ id: `e-${place}` }, one)),
          );
          const shuffled = events
            .map((event) => ({ event, by: chance.next().value }))
            .sort((one, other) => one.by - other.by)
            .map(({ event }) => event);
          const at = { atMs: Date.parse(END), deadlines: DEFAULT_DEADLINES };
          const whole = caseOf({ type: "giftCard", id: "FA1" }, events);
          const other = caseOf({ type: "giftCard", id: "FA1" }, shuffled);
          if (whole === null || other === null) throw new Error("no event names the card");
          const { money } = reconstruct(whole, at);
          expect(reconstruct(other, at)).toEqual(reconstruct(whole, at));
          const account = foldAccount(whole.own.flatMap((event) => cardEntryOf(event) ?? []));
          const minor = (name: string): number => money[name]?.minor ?? Number.NaN;
          expect(minor("balance")).toBe(account.balanceMinor);
          expect(minor("available")).toBe(account.availableMinor);
          expect(minor("issued") + minor("refunded")).toBe(minor("captured") + minor("balance"));
        },
      ),
    );
  });
});

describe("what an event does to an account", () => {
  test("an event without card or amount, and every other event, does nothing", () => {
    const [none, unnamed, other] = told(
      { type: "giftCard.captured", on: CARD },
      { type: "giftCard.captured", on: "order 1", amount: { minor: 1, currency: "EUR" } },
      { type: "payment.captured", on: CARD, amount: { minor: 1, currency: "EUR" } },
    );
    expect([none, unnamed, other].map((event) => event && cardEntryOf(event))).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("an authorization without an ID is one of its own", () => {
    const [event] = told(step("authorized", "10:00:00.000", 10));
    expect(event && cardEntryOf(event)).toMatchObject({ authorizationId: "main:1" });
  });
});
