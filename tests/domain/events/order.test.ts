import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareNewestFirst,
  compareOccurrence,
  type Ordered,
  undeterminedOrder,
} from "#domain/events/order.ts";

const place = fc.record({
  time: fc.constantFrom(
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.001Z",
    "2025-12-31T23:59:59.999Z",
  ),
  ledger: fc.constantFrom("main", "Main", "shop", "a"),
  seq: fc.integer({ min: 1, max: 12 }),
});

test("events are ordered by time, then ledger, then place in it", () => {
  const time = "2026-01-01T00:00:00.000Z";
  const entries: Ordered[] = [
    { time: "2026-01-01T00:00:00.001Z", ledger: "a", seq: 1 },
    { time, ledger: "main", seq: 10 },
    { time, ledger: "main", seq: 9 },
    { time, ledger: "a", seq: 11 },
  ];
  expect(entries.toSorted(compareOccurrence).map(({ seq }) => seq)).toEqual([11, 9, 10, 1]);
  expect(entries.toSorted(compareNewestFirst).map(({ seq }) => seq)).toEqual([1, 10, 9, 11]);
});

test("the order is total: equal only to itself, reversed by exchange, transitive", () => {
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      const same = a.time === b.time && a.ledger === b.ledger && a.seq === b.seq;
      expect(compareOccurrence(a, b) === 0).toBe(same);
      expect(Math.sign(compareOccurrence(a, b)) + Math.sign(compareOccurrence(b, a))).toBe(0);
      const [first, second, third] = [a, b, c].toSorted(compareOccurrence);
      expect(first && third ? compareOccurrence(first, third) : 1).toBeLessThanOrEqual(0);
      expect(second).toBeDefined();
    }),
  );
});

function at(millisecond: number, name: string) {
  return { time: `2026-01-01T00:00:00.00${millisecond}Z`, source: { name } };
}

test("entries of two sources in one millisecond have no proven order", () => {
  expect(
    undeterminedOrder([
      at(1, "shop"),
      at(1, "shop"),
      at(2, "shop"),
      at(2, "gateway"),
      at(2, "shop"),
      at(3, "gateway"),
      at(4, "shop"),
    ]),
  ).toEqual([false, false, true, true, true, false, false]);
  expect(undeterminedOrder([])).toEqual([]);
  expect(undeterminedOrder([at(1, "shop")])).toEqual([false]);
});

test("an entry is undetermined exactly when another source has its millisecond", () => {
  const entry = fc.record({
    time: fc.constantFrom("t1", "t2", "t3"),
    source: fc.record({ name: fc.constantFrom("shop", "gateway") }),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (unsorted) => {
      const entries = unsorted.toSorted((a, b) => a.time.localeCompare(b.time));
      const expected = entries.map((one) =>
        entries.some((other) => other.time === one.time && other.source.name !== one.source.name),
      );
      expect(undeterminedOrder(entries)).toEqual(expected);
      expect(undeterminedOrder(entries.toReversed())).toEqual(expected.toReversed());
    }),
  );
});
