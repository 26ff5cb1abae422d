import fc from "fast-check";
import { expect, test } from "vitest";
import { drawLicenseNumber, readLicenseNumber } from "#domain/licenses/license-number.ts";

const drawn = fc
  .infiniteStream(fc.nat())
  .map((stream) =>
    drawLicenseNumber((min, max) => min + (Number(stream.next().value) % (max - min + 1))),
  );

test("a number has four groups without characters that are taken for each other", () => {
  fc.assert(
    fc.property(drawn, (number) => {
      expect(number).toMatch(/^([A-HJKMNP-Z2-9]{5}-){3}[A-HJKMNP-Z2-9]{5}$/);
    }),
  );
});

test("it is read however it is typed", () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom("", "-", " ", " - ", "\u2013"), (number, separator) => {
      const typed = ` ${number.toLowerCase().replaceAll("-", separator)}\n`;
      expect(readLicenseNumber(typed)).toBe(number);
    }),
  );
});

test("what is no license number becomes none", () => {
  expect(readLicenseNumber("")).toBe("");
  expect(readLicenseNumber("?!")).toBe("");
  expect(readLicenseNumber("ab")).toBe("AB");
});
