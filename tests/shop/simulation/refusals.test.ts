import { expect, test } from "vitest";
import { ShopError } from "#shop/errors.ts";
import { Refusals } from "#shop/simulation/refusals.ts";

test("refusals are counted by the code that the shop gave", () => {
  const refusals = new Refusals();
  refusals.note(new ShopError("service-timeout", "no answer"));
  const detail = { code: "out-of-stock" };
  refusals.note(new ShopError("service-refused", "refused", { detail }));
  refusals.note(new ShopError("service-refused", "refused", { detail }));
  expect(refusals.counts()).toEqual({ "out-of-stock": 2, "service-timeout": 1 });
});

test("what no shop may answer is a fault of ours", () => {
  const refusals = new Refusals();
  const faults = [
    new Error("undefined is not a function"),
    new ShopError("internal", "broken"),
    new ShopError("service-refused", "refused", { detail: { code: "invalid-request" } }),
    new ShopError("service-refused", "refused", { detail: { code: "internal" } }),
  ];
  for (const fault of faults) expect(() => refusals.note(fault)).toThrow(fault);
  expect(refusals.counts()).toEqual({});
});
