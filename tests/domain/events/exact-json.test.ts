import { assert, bigInt, constantFrom, property, stringMatching, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseExactJson } from "#domain/events/exact-json.ts";

describe("a number that a double would change is its source text", () => {
  test.each([
    "13297323620002339",
    "-9007199254740992",
    "13297323620002339123",
    "1e400",
    "-1E+400",
    "1e-400",
    "1e16",
    "0.12345678901234567890",
    "48.8566140000000012",
    "100.00000000000000000001",
  ])("%s", (source) => {
    expect(parseExactJson(`{"n":${source}}`)).toEqual({ n: source });
    expect(parseExactJson(`[1,\n ${source} ]`)).toEqual([1, source]);
    expect(parseExactJson(source)).toBe(source);
  });
});

describe("any other number stays a number", () => {
  test.each([
    "0",
    "-0",
    "9007199254740991",
    "-9007199254740991",
    "1469619133.753126",
    "0.30000000000000004",
    "1.500000000000000000000",
    "5e2",
    "1.25E-3",
    "5e-324",
    "0e999",
  ])("%s", (source) => {
    expect(parseExactJson(`{"n":${source}}`)).toEqual({ n: Number(source) });
  });
});

test("strings are never touched", () => {
  const value = { a: ":13297323620002339", b: "[1e400", c: '"x":1e5,', d: "13297323620002339" };
  expect(parseExactJson(JSON.stringify(value))).toEqual(value);
});

test("every digit is kept, wherever the number stands", () => {
  const integer = bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
  const decimal = stringMatching(/^-?(?:0|[1-9]\d{0,25})\.\d{1,25}$/);
  const scientific = stringMatching(/^-?[1-9](?:\.\d{1,20})?[eE][-+]?\d{1,3}$/);
  assert(
    property(
      tuple(integer, decimal, scientific),
      constantFrom("", " ", "\n\t", " ".repeat(40)),
      (sources, space) => {
        const text = `{"list":[${sources.map((source) => space + source).join(",")}],"at":{"x":${space}${sources[0]}}}`;
        const read = parseExactJson(text) as { list: unknown[]; at: { x: unknown } };
        expect(read.list.map(decimalOf)).toEqual(sources.map(decimalOf));
        expect(read.at.x).toEqual(read.list[0]);
      },
    ),
    { numRuns: 500 },
  );
});

/** Digits and scale as whole numbers, computed without any double. */
function decimalOf(value: unknown): string {
  const [number = "", power = "0"] = String(value).toLowerCase().split("e");
  const [whole = "", fraction = ""] = number.split(".");
  let digits = BigInt(whole.replace("-", "") + fraction);
  let scale = BigInt(power) - BigInt(fraction.length);
  while (digits !== 0n && digits % 10n === 0n) {
    digits /= 10n;
    scale += 1n;
  }
  if (digits === 0n) return "0";
  return `${number.startsWith("-") ? "-" : ""}${digits}e${scale}`;
}
