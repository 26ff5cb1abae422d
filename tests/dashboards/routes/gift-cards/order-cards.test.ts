import { expect, test } from "vitest";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import {
  findingsFirst,
  nextFound,
} from "../../../../dashboards/src/routes/gift-cards/order-cards.ts";

const card = (id: string, ...found: readonly (readonly [string, string])[]): ObjectRowAnswer =>
  ({
    object: { type: "giftCard", id },
    findings: found.map(([rule, severity]) => ({ rule, severity })),
  }) as unknown as ObjectRowAnswer;

const plain = card("plain");
const late = card("late", ["time.recorded-late", "info"]);
const overdrawn = card("overdrawn", ["gift-card.overdrawn", "error"]);
const twice = card("twice", ["gift-card.double-capture", "critical"]);

test("cards with findings come first, the gravest on top, each once; a late record is no such finding", () => {
  const rows = findingsFirst([overdrawn, late, twice], [plain, late, overdrawn]);
  expect(rows.map(({ object }) => object.id)).toEqual(["twice", "overdrawn", "plain", "late"]);
});

test("e and E go from finding to finding and stop at the ends", () => {
  const rows = [twice, overdrawn, plain];
  expect(nextFound(rows, undefined, 1)).toBe(twice);
  expect(nextFound(rows, "twice", 1)).toBe(overdrawn);
  expect(nextFound(rows, "overdrawn", 1)).toBeUndefined();
  expect(nextFound(rows, "overdrawn", -1)).toBe(twice);
  expect(nextFound(rows, "twice", -1)).toBeUndefined();
  expect(nextFound(rows, undefined, -1)).toBe(overdrawn);
});
