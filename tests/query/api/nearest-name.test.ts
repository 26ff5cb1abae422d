import { expect, test } from "vitest";
import { nearestName } from "#query/api/nearest-name.ts";

const NAMES = ["limit", "from", "to", "order", "cursor"];

test.each([
  ["limt", "limit"],
  ["LIMIT", "limit"],
  ["form", "from"],
  ["oder", "order"],
  ["curser", "cursor"],
  ["t", "to"],
])("%s was meant to be %s", (given, meant) => {
  expect(nearestName(given, NAMES)).toBe(meant);
});

test.each(["elephant", "zz", ""])("%j is near nothing", (given) => {
  expect(nearestName(given, NAMES)).toBeNull();
});

test("nothing is near where nothing is known", () => {
  expect(nearestName("limit", [])).toBeNull();
});
