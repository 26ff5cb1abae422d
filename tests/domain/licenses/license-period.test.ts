import fc from "fast-check";
import { expect, test } from "vitest";
import { licensePeriod } from "#domain/licenses/license-period.ts";
import { LICENSE_STATES } from "#domain/licenses/license-state.ts";

const generatedMs = Date.UTC(2026, 0, 31, 12, 0, 0, 5);

test("a new license is valid from its generation", () => {
  expect(licensePeriod(generatedMs, 12)).toEqual({
    validFromMs: generatedMs,
    validUntilMs: Date.UTC(2027, 0, 31, 12, 0, 0, 5),
  });
});

test("a month from the 31st ends on the last day of a shorter month", () => {
  expect(licensePeriod(generatedMs, 1).validUntilMs).toBe(Date.UTC(2026, 1, 28, 12, 0, 0, 5));
});

test("a renewal goes on where an active license ends", () => {
  const previous = { state: "active", validUntilMs: Date.UTC(2026, 4, 1) } as const;
  expect(licensePeriod(generatedMs, 24, previous)).toEqual({
    validFromMs: Date.UTC(2026, 4, 1),
    validUntilMs: Date.UTC(2028, 4, 1),
  });
});

test.each([
  ["expired", Date.UTC(2025, 4, 1)],
  ["expired", Date.UTC(2026, 4, 1)],
  ["blocked", Date.UTC(2026, 4, 1)],
  // Its end has come, and nobody noted it yet.
  ["active", Date.UTC(2026, 0, 30)],
] as const)("a renewal of one that is %s begins at its generation", (state, validUntilMs) => {
  expect(licensePeriod(generatedMs, 12, { state, validUntilMs }).validFromMs).toBe(generatedMs);
});

test("no renewal begins before it was made, nor before an active license ends", () => {
  const time = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(
      time,
      time,
      fc.constantFrom(...LICENSE_STATES),
      fc.integer({ min: 1, max: 120 }),
      (madeMs, validUntilMs, state, months) => {
        const period = licensePeriod(madeMs, months, { state, validUntilMs });
        const goesOnMs = state === "active" ? validUntilMs : 0;
        expect(period.validFromMs).toBe(Math.max(madeMs, goesOnMs));
        expect(period.validUntilMs).toBeGreaterThan(period.validFromMs);
      },
    ),
  );
});
