import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth, itemsOf, wrapItems, wrapText } from "#bin/cli/wrap-text.ts";

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

test("lines break at blanks and stay within the width; longer words are broken", () => {
  expect(wrapText("Full production starting from SOLDOUT", 16)).toEqual([
    "Full production",
    "starting from",
    "SOLDOUT",
  ]);
  expect(wrapText("an abcdefghijklmnop id", 8)).toEqual(["an", "abcdefgh", "ijklmnop", "id"]);
});

test("a list is broken after commas alone", () => {
  const list = "payment P-1, order TU80WKRYTI9QUMJ4, mail M-1, quote 1";
  expect(wrapItems(list, 20)).toEqual([
    "payment P-1,",
    "order TU80WKRYTI9QUMJ4,",
    "mail M-1, quote 1",
  ]);
  expect(wrapItems(list, 60)).toEqual([list]);
});

const withoutBlanks = (text: string): string => text.replaceAll(" ", "");

test("no letter is lost, and only whole items exceed the width", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.integer({ min: 2, max: 60 }),
      (text, width) => {
        const broken = wrapText(text, width);
        expect(withoutBlanks(broken.join(""))).toBe(withoutBlanks(text));
        for (const line of broken) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        const items = wrapItems(text, width);
        expect(withoutBlanks(items.join(""))).toBe(withoutBlanks(text));
        const tooLong = items.filter((line) => displayWidth(line) > width);
        for (const line of tooLong) expect(itemsOf(text)).toContain(line);
      },
    ),
  );
});
