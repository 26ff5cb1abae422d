import { expect, test } from "vitest";
import {
  excludedValues,
  facetIn,
  refineQuery,
} from "../../../../dashboards/src/routes/find/refine-query.ts";

test("a value is asked for once, and taken out again", () => {
  const narrowed = refineQuery("insufficient", "type", "payment.declined", "required");
  expect(narrowed).toBe("insufficient type:payment.declined");
  expect(facetIn(narrowed, "type", "payment.declined")).toBe("required");
  expect(refineQuery(narrowed, "type", "payment.declined", "required")).toBe("insufficient");
});

test("a value is left out, and asking for it afterwards turns that round", () => {
  const without = refineQuery("insufficient", "source", "shop", "excluded");
  expect(without).toBe("insufficient -source:shop");
  expect(facetIn(without, "source", "shop")).toBe("excluded");
  expect(excludedValues(without, "source")).toEqual(["shop"]);
  expect(refineQuery(without, "source", "shop", "required")).toBe("insufficient source:shop");
  expect(refineQuery(without, "source", "shop", "excluded")).toBe("insufficient");
});

test("a value with blanks stays one term", () => {
  const narrowed = refineQuery(undefined, "source", "shop floor", "required");
  expect(narrowed).toBe('source:"shop floor"');
  expect(facetIn(narrowed, "source", "shop floor")).toBe("required");
  expect(refineQuery(narrowed, "source", "shop floor", "required")).toBe("");
  expect(excludedValues('a -source:"shop floor"', "source")).toEqual(["shop floor"]);
});

test("alternatives are kept together", () => {
  expect(refineQuery("a OR b", "outcome", "failed", "required")).toBe("(a OR b) outcome:failed");
});
