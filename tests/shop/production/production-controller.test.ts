import { expect, test } from "vitest";
import { CATALOG_PRODUCTS, COURSE_WITHOUT_HANDLER } from "#shop/catalog/catalog-products.ts";
import { findHandler } from "#shop/production/production-controller.ts";

test.each([
  ["giftCard", "GIFT-25", "alone"],
  ["license", "isc.1.0.0.12m", "mainDatabase"],
  ["course", "COURSE-AUDIT", "together"],
  ["course", "COURSETOBUY", undefined],
  ["physical", "BOX-ISC", undefined],
] as const)("a %s %s is made %s", (kind, product, way) => {
  expect(findHandler({ kind, product })?.way).toBe(way);
});

test("of the catalog's courses one has no handler", () => {
  const courses = CATALOG_PRODUCTS.filter(({ familleProduit }) => familleProduit === "Courses");
  const without = courses
    .map(({ codeProduit }) => codeProduit)
    .filter((product) => findHandler({ kind: "course", product }) === undefined);
  expect(courses.length).toBeGreaterThan(1);
  expect(without).toEqual([COURSE_WITHOUT_HANDLER]);
});
