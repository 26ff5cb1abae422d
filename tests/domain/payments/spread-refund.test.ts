import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadRefund } from "#domain/payments/spread-refund.ts";

const payments = fc
  .array(fc.integer({ min: -50, max: 500 }), { maxLength: 5 })
  .map((amounts) =>
    amounts.map((refundableMinor, index) => ({ id: `p${index}`, refundableMinor })),
  );

test("the last payment is given back first, then those before it", () => {
  const given = [
    { id: "a", refundableMinor: 50 },
    { id: "b", refundableMinor: 0 },
    { id: "c", refundableMinor: 30 },
  ];
  expect(spreadRefund(70, given)).toEqual({
    shares: [
      { id: "c", amountMinor: 30 },
      { id: "a", amountMinor: 40 },
    ],
    leftMinor: 0,
  });
  expect(spreadRefund(100, given).leftMinor).toBe(20);
  expect(spreadRefund(0, given)).toEqual({ shares: [], leftMinor: 0 });
});

test("no payment gives back more than is left of it, and nothing is lost", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000 }), payments, (amountMinor, given) => {
      const { shares, leftMinor } = spreadRefund(amountMinor, given);
      expect(shares.reduce((sum, share) => sum + share.amountMinor, leftMinor)).toBe(amountMinor);
      const refundable = new Map(given.map(({ id, refundableMinor }) => [id, refundableMinor]));
      for (const share of shares) {
        expect(share.amountMinor).toBeGreaterThan(0);
        expect(share.amountMinor).toBeLessThanOrEqual(refundable.get(share.id) ?? 0);
      }
      const order = given.map(({ id }) => id).toReversed();
      const positions = shares.map(({ id }) => order.indexOf(id));
      expect(positions).toEqual(positions.toSorted((one, other) => one - other));
    }),
  );
});
