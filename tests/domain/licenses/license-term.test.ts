import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_TERM_MONTHS, licenseTermMonths } from "#domain/licenses/license-term.ts";

test.each([
  ["isc.1.0.0.12m", "", 12],
  ["isc.1.0.0.24m", "", 24],
  ["ISC.1.0.0.36M", "Internet security, 1 year", 36],
  ["AV-2Y", "", 24],
  ["AV2Y", "Antivirus, 3 years", 36],
  ["AV", "Antivirus, 18 months", 18],
  ["AV", "Antivirus, 1-year license", 12],
  ["AV", "Antivirus", DEFAULT_TERM_MONTHS],
  ["AV.0m", "", DEFAULT_TERM_MONTHS],
  ["AV.120m", "", 120],
  ["AV-10y", "", 120],
  ["AV.121m", "", DEFAULT_TERM_MONTHS],
  ["AV.999m", "2 years", 24],
  ["AV", "Version 10.2 years of work", DEFAULT_TERM_MONTHS],
  ["", "", DEFAULT_TERM_MONTHS],
])("the term of %j, %j is %i months", (code, description, months) => {
  expect(licenseTermMonths(code, description)).toBe(months);
});

test("any product has a term between a month and ten years", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (code, text) => {
      const months = licenseTermMonths(code, text);
      expect(months).toBeGreaterThanOrEqual(1);
      expect(months).toBeLessThanOrEqual(120);
    }),
  );
});

test("the code says it before the description does", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.string(), (months, description) => {
      expect(licenseTermMonths(`isc.1.0.0.${months}m`, description)).toBe(months);
    }),
  );
});
