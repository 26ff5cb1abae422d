import { expect, test } from "vitest";
import { nameInWords, objectTypeOf, readObjectType } from "#bin/cli/object-types.ts";

test.each([
  ["order", "order"],
  ["gift-card", "giftCard"],
  ["giftCard", "giftCard"],
])("the type of an object is taken as `%s`", (word, type) => {
  expect(readObjectType(word)).toBe(type);
  expect(objectTypeOf(word)).toBe(type);
});

test("another word is refused, with those that are taken", () => {
  expect(() => readObjectType("giftcards")).toThrow(/order, quote, gift-card, /);
  expect(objectTypeOf("giftcards")).toBeNull();
});

test("an object is named in words", () => {
  expect(nameInWords({ type: "giftCard", id: "FA-1" })).toBe("gift card FA-1");
});
