import fc from "fast-check";
import { expect, test } from "vitest";
import { decideReplay } from "#domain/replay/decide-replay.ts";
import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { QUESTIONS, type ReplayFacts } from "#domain/replay/replay-facts.ts";

/** Everything there can be, also what contradicts itself. */
const facts: fc.Arbitrary<ReplayFacts> = fc.record({
  foundInWebDb: fc.boolean(),
  paid: fc.boolean(),
  inMainDb: fc.boolean(),
  mainState: fc.constantFrom("paid", "unpaid", "other", null),
  licenseGenerated: fc.boolean(),
  previousLicenseId: fc.constantFrom("LN-1", null),
  previousLicenseState: fc.constantFrom("active", "expired", "blocked", "Active", "", null),
});

const absent: ReplayFacts = {
  foundInWebDb: true,
  paid: true,
  inMainDb: false,
  mainState: null,
  licenseGenerated: false,
  previousLicenseId: null,
  previousLicenseState: null,
};
const present: ReplayFacts = { ...absent, inMainDb: true, mainState: "paid" };

/** The table as it was written down by those who replay, independently of how it is stored. */
function asTheyDo(given: ReplayFacts): string {
  if (!given.foundInWebDb || !given.paid) return "none";
  const isRenewable = ["active", "expired"].includes(given.previousLicenseState ?? "unknown");
  if (!given.inMainDb) {
    return given.previousLicenseId === null || isRenewable ? "wholeOrder" : "orderInfo";
  }
  if (given.mainState !== "paid" || given.licenseGenerated) return "none";
  if (given.previousLicenseId === null) return "getKeyRequest";
  return isRenewable ? "wholeOrder" : "none";
}

test("exactly one branch holds for any facts, and it is the one that is reported", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const holding = DECISION_TABLE.filter(({ conditions }) =>
        conditions.every(({ fact, answer }) => QUESTIONS[fact].answer(given) === answer),
      );
      expect(holding.map(({ name }) => name)).toEqual([decideReplay(given).branch]);
    }),
  );
});

test("the decision is what operators would take", () => {
  fc.assert(
    fc.property(facts, (given) => {
      expect(decideReplay(given).decision).toBe(asTheyDo(given));
    }),
  );
});

test("facts that are no part of the evidence change nothing", () => {
  fc.assert(
    fc.property(facts, facts, (given, other) => {
      const decided = decideReplay(given);
      const looked = Object.fromEntries(decided.evidence.map(({ fact, value }) => [fact, value]));
      expect(decideReplay({ ...other, ...looked })).toEqual(decided);
    }),
  );
});

test.each([
  ["not-found", { ...absent, foundInWebDb: false }, "none"],
  ["unpaid", { ...absent, paid: false }, "none"],
  ["absent-standard", absent, "wholeOrder"],
  ["absent-renewal", renewal(absent, "expired"), "wholeOrder"],
  ["absent-renewal-refused", renewal(absent, "blocked"), "orderInfo"],
  ["absent-renewal-refused", renewal(absent, null), "orderInfo"],
  ["present-not-paid", { ...present, mainState: "unpaid" as const }, "none"],
  ["present-not-paid", { ...present, mainState: "other" as const }, "none"],
  ["complete", { ...present, licenseGenerated: true }, "none"],
  ["unlicensed-standard", present, "getKeyRequest"],
  ["unlicensed-renewal", renewal(present, "active"), "wholeOrder"],
  ["unlicensed-renewal-refused", renewal(present, "blocked"), "none"],
  ["unlicensed-renewal-refused", renewal(present, null), "none"],
] as const)("%s", (branch, given, decision) => {
  expect(decideReplay(given)).toMatchObject({ branch, decision });
});

test("the evidence is what was looked at, in order", () => {
  const { evidence, why } = decideReplay(renewal(absent, "blocked"));
  expect(evidence.map(({ fact, value }) => [fact, value])).toEqual([
    ["foundInWebDb", true],
    ["paid", true],
    ["inMainDb", false],
    ["previousLicenseId", "LN-1"],
    ["previousLicenseState", "blocked"],
  ]);
  expect(why).toContain("cannot be renewed");
});

function renewal(given: ReplayFacts, state: string | null): ReplayFacts {
  return { ...given, previousLicenseId: "LN-1", previousLicenseState: state };
}
