import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rowidOrder, timeKey } from "#storage/index/sqlite/rowid-order.ts";

const near = fc.integer({ min: 1_767_225_600_000, max: 1_767_225_600_050 });
const any = fc.constantFrom(-62_167_219_200_000, -1, 0, 1, 2 ** 42, 253_402_300_799_999);

test("orders by time, then by place, however far the times lie apart", () => {
  const times = fc.array(fc.oneof({ weight: 6, arbitrary: near }, any), { maxLength: 60 });
  const nearTimes = fc.array(near, { maxLength: 60 });
  fc.assert(
    fc.property(fc.oneof(times, nearTimes), fc.nat({ max: 5 }), (given, slack) => {
      const timesMs = Float64Array.from([...given, ...Array.from({ length: slack }, () => 7)]);
      const places = given.map((_, place) => place);
      const sorted = places.toSorted(
        (a, b) => timeKey(given[a] ?? 0) - timeKey(given[b] ?? 0) || a - b,
      );
      const order = rowidOrder(timesMs, given.length);
      expect(order === null ? places : [...order]).toEqual(sorted);
    }),
    { numRuns: 500 },
  );
});

test("says when there is nothing to order", () => {
  expect(rowidOrder(Float64Array.of(1, 1, 2, 0), 3)).toBeNull();
  expect(rowidOrder(Float64Array.of(2, 1), 2)).toEqual(Uint32Array.of(1, 0));
});
