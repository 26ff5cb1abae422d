import { expect, test } from "vitest";
import { holdsText, shownFaults } from "../../../../dashboards/src/routes/shop/shown-rows.ts";
import { readShopSearch } from "../../../../dashboards/src/routes/shop/shop-search.ts";

const FAULTS = [
  { name: "mail.lost", what: "A mail is never sent.", findings: ["mail.missing"], rate: 0.1 },
  { name: "gateway.slow", what: "The answer takes long.", findings: [], rate: 0 },
].map((fault) => Object.assign(fault, { usualRate: 0.1, struck: 0 }));

const names = (filter: "all" | "on" | "off", q?: string) =>
  shownFaults(FAULTS, { filter, q }).map(({ name }) => name);

test("rows are narrowed by text in any case, in any of their columns", () => {
  expect(holdsText(undefined, [])).toBe(true);
  expect(holdsText(" GIFT ", ["gift cards"])).toBe(true);
  expect(holdsText("gift", ["course"])).toBe(false);
  expect(names("all", "MISSING")).toEqual(["mail.lost"]);
});

test("faults are shown by whether they are on in the shop", () => {
  expect(names("all")).toEqual(["mail.lost", "gateway.slow"]);
  expect(names("on")).toEqual(["mail.lost"]);
  expect(names("off")).toEqual(["gateway.slow"]);
});

test("the address keeps what the page knows, and nothing that is shown anyway", () => {
  expect(readShopSearch({ q: "gift", task: "new", faults: "on", other: "x" })).toEqual({
    q: "gift",
    task: "new",
    faults: "on",
  });
  expect(readShopSearch({ faults: "all", task: "" })).toEqual({});
  expect(readShopSearch({ faults: "some" })).toEqual({});
});
