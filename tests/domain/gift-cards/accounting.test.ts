import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyEntry,
  type CardAccount,
  type CardEntry,
  EMPTY_ACCOUNT,
  foldAccount,
} from "#domain/gift-cards/accounting.ts";
import { legalSteps, violationsOf } from "#domain/gift-cards/violations.ts";

const ISSUED: CardEntry = { kind: "issued", atMs: 1, amountMinor: 5_000 };
const authorized = (
  authorizationId: string,
  amountMinor: number,
  atMs = 2,
): CardEntry & { kind: "authorized" | "reauthorized" } => ({
  kind: "authorized",
  atMs,
  authorizationId,
  amountMinor,
});
const captured = (authorizationId: string | null, amountMinor: number, atMs = 3): CardEntry => ({
  kind: "captured",
  atMs,
  authorizationId,
  amountMinor,
});
const released = (authorizationId: string, atMs = 4): CardEntry => ({
  kind: "released",
  atMs,
  authorizationId,
});
const refunded = (authorizationId: string | null, amountMinor: number): CardEntry => ({
  kind: "refunded",
  atMs: 5,
  authorizationId,
  amountMinor,
});

describe("an account is folded from its entries", () => {
  test("what is available is the balance minus open authorizations", () => {
    const account = foldAccount([ISSUED, authorized("a", 2_000), authorized("b", 500)]);
    expect(account).toMatchObject({
      isIssued: true,
      balanceMinor: 5_000,
      authorizedMinor: 2_500,
      availableMinor: 2_500,
    });
  });

  test("as of a time, that millisecond included", () => {
    const entries = [ISSUED, authorized("a", 2_000, 10), captured("a", 1_500, 20)];
    expect(foldAccount(entries, 9).availableMinor).toBe(5_000);
    expect(foldAccount(entries, 10)).toMatchObject({ balanceMinor: 5_000, availableMinor: 3_000 });
    expect(foldAccount(entries, 20)).toMatchObject({ balanceMinor: 3_500, availableMinor: 3_500 });
    expect(foldAccount(entries, 0)).toEqual(EMPTY_ACCOUNT);
  });

  test("a capture closes its authorization, whatever it takes", () => {
    const account = foldAccount([ISSUED, authorized("a", 2_000), captured("a", 700)]);
    expect(account).toMatchObject({ balanceMinor: 4_300, authorizedMinor: 0 });
    expect(account.authorizations.get("a")).toMatchObject({
      state: "captured",
      capturedMinor: 700,
    });
  });

  test("a capture without authorization reduces the balance, below zero if it is so", () => {
    expect(foldAccount([ISSUED, captured(null, 6_000)]).availableMinor).toBe(-1_000);
    expect(foldAccount([ISSUED, captured("never", 1_000)]).balanceMinor).toBe(4_000);
  });

  test("a re-authorization replaces the hold and restarts its age", () => {
    const again: CardEntry = { ...authorized("a", 300, 9), kind: "reauthorized" };
    const account = foldAccount([ISSUED, authorized("a", 2_000), again]);
    expect(account.authorizations.get("a")).toMatchObject({ amountMinor: 300, sinceMs: 9 });
    expect(account.availableMinor).toBe(4_700);
  });

  test("a release gives the hold back once, and changes nothing after a capture", () => {
    expect(foldAccount([ISSUED, authorized("a", 9), released("a")]).availableMinor).toBe(5_000);
    const taken = foldAccount([ISSUED, authorized("a", 9), captured("a", 9)]);
    const after = applyEntry(taken, released("a"));
    expect(after).toEqual(taken);
  });

  test("what was taken twice by one authorization can be given back twice", () => {
    const twice = [ISSUED, authorized("a", 900), captured("a", 900), captured("a", 900)];
    const account = foldAccount(twice);
    expect(account).toMatchObject({ balanceMinor: 3_200, capturedMinor: 1_800 });
    expect(account.authorizations.get("a")).toMatchObject({ capturedMinor: 1_800 });
    expect(violationsOf(account, refunded("a", 1_800))).toEqual([]);
    expect(violationsOf(account, refunded("a", 1_801))).toEqual(["refund-exceeds-captured"]);
  });

  test("a refund adds to the card that is credited", () => {
    const entries = [ISSUED, authorized("a", 900), captured("a", 900), refunded("a", 400)];
    const account = foldAccount(entries);
    expect(account).toMatchObject({ balanceMinor: 4_500, refundedMinor: 400 });
    expect(account.authorizations.get("a")).toMatchObject({ refundedMinor: 400 });
  });
});

describe("what is wrong with a step is named", () => {
  const open = foldAccount([ISSUED, authorized("a", 2_000)]);
  const taken = foldAccount([ISSUED, authorized("a", 2_000), captured("a", 1_500)]);
  const given = foldAccount([ISSUED, authorized("a", 2_000), released("a")]);
  const cases: [string, CardAccount, CardEntry, string[]][] = [
    ["issue", EMPTY_ACCOUNT, ISSUED, []],
    ["use before issue", EMPTY_ACCOUNT, authorized("a", 1), ["used-before-issue"]],
    [
      "capture before issue",
      EMPTY_ACCOUNT,
      captured(null, 1),
      ["used-before-issue", "capture-without-authorization"],
    ],
    ["all that is available", open, authorized("b", 3_000), []],
    ["more than is available", open, authorized("b", 3_001), ["overdrawn"]],
    ["renewal within what it held", open, { ...authorized("a", 5_000), kind: "reauthorized" }, []],
    ["renewal beyond it", open, { ...authorized("a", 5_001), kind: "reauthorized" }, ["overdrawn"]],
    ["capture", open, captured("a", 2_000), []],
    ["too much", open, captured("a", 2_001), ["capture-exceeds-authorization"]],
    ["without", open, captured(null, 1), ["capture-without-authorization"]],
    ["of another", open, captured("b", 1), ["capture-without-authorization"]],
    ["of what was released", given, captured("a", 1), ["capture-without-authorization"]],
    ["twice", taken, captured("a", 1), ["double-capture"]],
    ["release", open, released("a"), []],
    ["release of nothing", open, released("b"), []],
    ["release after capture", taken, released("a"), ["release-after-capture"]],
    ["refund", taken, refunded("a", 1_500), []],
    ["refund of too much", taken, refunded("a", 1_501), ["refund-exceeds-captured"]],
    ["refund of nothing", open, refunded("b", 1), ["refund-exceeds-captured"]],
    ["refund without a name", taken, refunded(null, 1_500), []],
    ["too much without a name", taken, refunded(null, 1_501), ["refund-exceeds-captured"]],
    [
      "refund of another card's",
      open,
      { kind: "refunded", atMs: 5, authorizationId: "z", amountMinor: 1, originalCardId: "FA2" },
      ["refund-to-other-card"],
    ],
  ];
  test.each(cases)("%s", (_, account, entry, expected) => {
    expect(violationsOf(account, entry)).toEqual(expected);
  });

  test("what may follow", () => {
    expect(legalSteps(EMPTY_ACCOUNT, null)).toEqual([]);
    expect(legalSteps(open, null)).toEqual(["authorized"]);
    expect(legalSteps(open, "b")).toEqual(["authorized"]);
    expect(legalSteps(open, "a")).toEqual(["reauthorized", "captured", "released"]);
    expect(legalSteps(taken, "a")).toEqual(["refunded"]);
    expect(legalSteps(given, "a")).toEqual([]);
    const back = foldAccount([ISSUED, authorized("a", 9), captured("a", 9), refunded("a", 9)]);
    expect(legalSteps(back, "a")).toEqual([]);
  });
});

const anyEntry: fc.Arbitrary<CardEntry> = fc
  .record({
    kind: fc.constantFrom("authorized", "reauthorized", "captured", "released", "refunded"),
    atMs: fc.nat(50),
    authorizationId: fc.constantFrom("a", "b", "c"),
    amountMinor: fc.nat(3_000),
  })
  .map((entry) => entry as CardEntry);

describe("for any entries", () => {
  test("conservation holds: issued + refunded = captured + remaining", () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 30, size: "max" }), (entries) => {
        const account = foldAccount([ISSUED, ...entries]);
        const sum = (kind: CardEntry["kind"]): number =>
          entries.reduce(
            (total, entry) =>
              total + (entry.kind === kind && "amountMinor" in entry ? entry.amountMinor : 0),
            0,
          );
        expect(5_000 + sum("refunded")).toBe(sum("captured") + account.balanceMinor);
        expect(account.availableMinor).toBe(account.balanceMinor - account.authorizedMinor);
      }),
    );
  });

  test("legal steps alone never make more available than there is, nor less than nothing", () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 60, size: "max" }), (entries) => {
        let account = foldAccount([ISSUED]);
        for (const entry of entries) {
          if (violationsOf(account, entry).length > 0) continue;
          account = applyEntry(account, entry);
          expect(account.availableMinor).toBeGreaterThanOrEqual(0);
          expect(account.balanceMinor).toBeLessThanOrEqual(5_000);
        }
      }),
      { numRuns: 300 },
    );
  });
});
