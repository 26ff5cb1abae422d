import fc from "fast-check";
import { expect, test } from "vitest";
import { isForeignId } from "#domain/identifiers/foreign-id.ts";
import { isOrderNumber } from "#domain/identifiers/order-number.ts";
import {
  foreignIdOf,
  orderNumberOf,
  SEQUENCE_MAX,
  SEQUENCE_MIN,
  sequenceOf,
} from "#domain/numbering/numbers-of-sequence.ts";

const prefix = fc.integer({ min: 1, max: 9 }).map(String);
const sequence = fc.integer({ min: SEQUENCE_MIN, max: SEQUENCE_MAX });

test("a store's digit and the padded sequence make the number", () => {
  expect(orderNumberOf("1", 47, 9)).toBe("100000047");
  expect(orderNumberOf("3", SEQUENCE_MAX, 9)).toBe("309799999");
  expect(foreignIdOf("38", 11_449)).toBe("38-211449");
  expect(foreignIdOf("38", SEQUENCE_MAX)).toBe("38-9999999");
});

test("every number of a sequence is an order number and a foreign ID, and leads back", () => {
  fc.assert(
    fc.property(prefix, sequence, (store, place) => {
      const number = orderNumberOf(store, place, 9);
      expect(number).toHaveLength(9);
      expect(isOrderNumber(number)).toBe(true);
      expect(isForeignId(foreignIdOf(`${store}4`, place))).toBe(true);
      expect(sequenceOf(store, number)).toBe(place);
    }),
  );
});

test("no two stores, and no two places, give one number", () => {
  fc.assert(
    fc.property(prefix, sequence, prefix, sequence, (one, place, other, otherPlace) => {
      fc.pre(one !== other || place !== otherPlace);
      expect(orderNumberOf(one, place, 9)).not.toBe(orderNumberOf(other, otherPlace, 9));
    }),
  );
});

test.each([0, -1, 1.5, SEQUENCE_MAX + 1, Number.NaN])("%d is no place in a sequence", (place) => {
  expect(() => orderNumberOf("1", place, 9)).toThrow(/A store gives the numbers 1 to 9799999/);
  expect(() => foreignIdOf("38", place)).toThrow(/A store gives the numbers/);
});

test.each(["200000047", "1", "1x", ""])("%j is no number of the store 1", (number) => {
  expect(() => sequenceOf("1", number)).toThrow(
    expect.objectContaining({ code: "invalid-identifier" }),
  );
});
