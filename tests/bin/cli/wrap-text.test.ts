import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth, wrapText } from "#bin/cli/wrap-text.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["žluť", 4],
  ["e\u0301", 1],
  ["全角", 4],
  ["👩‍💻 ok", 5],
])("the width of %j is %i", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test("lines break at blanks and stay within the width", () => {
  expect(wrapText("Full production starting from SOLDOUT", 16, true)).toEqual([
    "Full production",
    "starting from",
    "SOLDOUT",
  ]);
});

test("a word longer than the line is broken only where that is wanted", () => {
  expect(wrapText("an TU80WKRYTI9QUMJ4 id", 8, true)).toEqual(["an", "TU80WKRY", "TI9QUMJ4", "id"]);
  expect(wrapText("an TU80WKRYTI9QUMJ4 id", 8, false)).toEqual(["an", "TU80WKRYTI9QUMJ4", "id"]);
});

const withoutBlanks = (text: string): string => text.replaceAll(" ", "");

test("no letter is lost, and only whole words exceed the width", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.integer({ min: 2, max: 60 }),
      (text, width) => {
        const broken = wrapText(text, width, true);
        expect(withoutBlanks(broken.join(""))).toBe(withoutBlanks(text));
        for (const line of broken) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        const whole = wrapText(text, width, false);
        expect(withoutBlanks(whole.join(""))).toBe(withoutBlanks(text));
        const tooLong = whole.filter((line) => displayWidth(line) > width);
        for (const line of tooLong) expect(text.split(" ")).toContain(line);
      },
    ),
  );
});
