import { expect, test } from "vitest";
import {
  allTurned,
  changesOf,
  isOn,
  shownPercent,
  turned,
} from "../../../../dashboards/src/routes/shop/fault-draft.ts";

const LOST = { name: "mail.lost", rate: 0, usualRate: 0.005 };
const SLOW = { name: "gateway.slow", rate: 0.25, usualRate: 0.03 };

test("a fault shows what is typed, else the rate of the shop", () => {
  expect(shownPercent(SLOW, {})).toBe("25");
  expect(shownPercent(SLOW, { "gateway.slow": "1." })).toBe("1.");
  expect(isOn(LOST, {})).toBe(false);
  expect(isOn(LOST, { "mail.lost": "0.5" })).toBe(true);
  // What cannot be read is no reason to hide that something was typed.
  expect(isOn(LOST, { "mail.lost": "much" })).toBe(true);
});

test("a switch turns a fault on at its own rate, or at the usual one", () => {
  expect(turned(LOST, true)).toBe("0.5");
  expect(turned(SLOW, true)).toBe("25");
  expect(turned(SLOW, false)).toBe("0");
  expect(allTurned([LOST, SLOW], true)).toEqual({ "mail.lost": "0.5", "gateway.slow": "3" });
  expect(allTurned([LOST], false)).toEqual({ "mail.lost": "0" });
});

test("only rates that would be others are changes; what is no percentage is named", () => {
  expect(changesOf([LOST, SLOW], { "gateway.slow": "25", "mail.lost": "0" })).toEqual({
    changes: [],
    wrong: [],
  });
  expect(changesOf([LOST, SLOW], { "gateway.slow": "0", "mail.lost": "101" })).toEqual({
    changes: [{ name: "gateway.slow", from: 0.25, to: 0 }],
    wrong: ["mail.lost"],
  });
});
