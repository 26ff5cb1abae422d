import fc from "fast-check";
import { expect, test } from "vitest";
import { splitAmount } from "#domain/payments/split-amount.ts";

test.each([
  ["one method pays all", 100, [{}], { amountsMinor: [100] }],
  ["what is given, and the rest", 100, [{}, { amountMinor: 30 }], { amountsMinor: [70, 30] }],
  ["a card what it can", 100, [{ atMostMinor: 40 }, {}], { amountsMinor: [40, 60] }],
  ["a card no more than is left", 100, [{ atMostMinor: 400 }], { amountsMinor: [100] }],
  ["two cards", 100, [{ atMostMinor: 40 }, { atMostMinor: 80 }], { amountsMinor: [40, 60] }],
  ["too much", 100, [{ amountMinor: 60 }, { amountMinor: 50 }], { problem: "exceeds" }],
  ["too little", 100, [{ amountMinor: 60 }, { atMostMinor: 20 }], { problem: "left" }],
  ["an idle method", 100, [{}, {}], { problem: "nothing", index: 1 }],
  ["an idle card", 100, [{ atMostMinor: 0 }, {}], { problem: "nothing", index: 0 }],
  ["an overdrawn card", 100, [{ atMostMinor: -5 }, {}], { problem: "nothing", index: 0 }],
  ["nothing to pay", 0, [{}], { amountsMinor: [0] }],
])("%s", (_name, totalMinor, methods, expected) => {
  expect(splitAmount(totalMinor, methods)).toEqual(expected);
});

const minor = fc.integer({ min: 1, max: 10_000 });
const share = fc.record({
  amountMinor: fc.option(minor, { nil: undefined }),
  atMostMinor: fc.option(minor, { nil: undefined }),
});

test("shares are what was given, no more than can be, and add up; or it says why not", () => {
  fc.assert(
    fc.property(minor, fc.array(share, { minLength: 1, maxLength: 5 }), (totalMinor, methods) => {
      const split = splitAmount(totalMinor, methods);
      const givenMinor = methods.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
      const amountsMinor = "amountsMinor" in split ? split.amountsMinor : [];
      const problem = "problem" in split ? split.problem : null;
      expect(problem === "exceeds").toBe(givenMinor > totalMinor);
      const sumMinor = amountsMinor.reduce((sum, amount) => sum + amount, 0);
      expect(sumMinor).toBe(problem === null ? totalMinor : 0);
      for (const [index, paidMinor] of amountsMinor.entries()) {
        const { amountMinor, atMostMinor } = methods[index] ?? {};
        expect(paidMinor).toBeGreaterThan(0);
        expect(paidMinor).toBeLessThanOrEqual(amountMinor ?? atMostMinor ?? totalMinor);
        expect(paidMinor).toBeGreaterThanOrEqual(amountMinor ?? 1);
      }
    }),
  );
});
