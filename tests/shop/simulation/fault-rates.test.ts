import { expect, test } from "vitest";
import { ShopError } from "#shop/errors.ts";
import { FAULTS } from "#shop/faults/fault-catalog.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";

test("none, all, and rates of some", () => {
  expect([...parseFaultRates("none")]).toEqual([]);
  expect(Object.fromEntries(parseFaultRates("all"))).toEqual(
    Object.fromEntries(Object.entries(FAULTS).map(([name, { rate }]) => [name, rate])),
  );
  expect([...parseFaultRates("mail.lost=0.25, event.dropped=0")]).toEqual([
    ["mail.lost", 0.25],
    ["event.dropped", 0],
  ]);
  expect([...parseFaultRates("mail.lost")]).toEqual([["mail.lost", FAULTS["mail.lost"].rate]]);
  const changed = parseFaultRates("all,mail.lost=1");
  expect(changed.get("mail.lost")).toBe(1);
  expect(changed.size).toBe(Object.keys(FAULTS).length);
});

test.each([
  ["mail.lots=1", 'There is no fault "mail.lots". Did you mean mail.lost?'],
  ["gateway.decline=1", "Did you mean gateway.declined?"],
  ["", "There is no fault"],
  ["mail.lost=2", 'The rate of mail.lost is "2"; write a number from 0 to 1.'],
  ["mail.lost=", "write a number from 0 to 1"],
  ["mail.lost=often", "write a number from 0 to 1"],
  ["mail.lost=-1", "write a number from 0 to 1"],
])("%s is refused and named", (text, message) => {
  expect(() => parseFaultRates(text)).toThrow(ShopError);
  expect(() => parseFaultRates(text)).toThrow(message);
});
