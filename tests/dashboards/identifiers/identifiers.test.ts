import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bareIdentifier,
  groupIdentifier,
} from "../../../dashboards/src/identifiers/group-identifier.ts";
import {
  spellIdentifier,
  spokenIdentifier,
} from "../../../dashboards/src/identifiers/spell-identifier.ts";

const groupsOf = (id: string) => groupIdentifier(id).groups.map((group) => group.text);

test("a transaction ID is read in fours, its digits apart from letters", () => {
  expect(groupsOf("TU80WKRYTI9QUMJ4")).toEqual(["TU80", "WKRY", "TI9Q", "UMJ4"]);
  expect(groupIdentifier("TU80WKRYTI9QUMJ4").mixed).toBe(true);
});

test("account numbers are grouped but not mixed; FIDs and order numbers stay whole", () => {
  expect(groupsOf("7093441822560917")).toEqual(["7093", "4418", "2256", "0917"]);
  expect(groupIdentifier("7093441822560917").mixed).toBe(false);
  expect(groupsOf("38-211449")).toEqual(["38-211449"]);
  expect(groupsOf("100000123")).toEqual(["100000123"]);
  expect(groupsOf("6f1c1c0e-0b8e-4a53-9a39-5c2d1b7c9d10")).toHaveLength(1);
});

test("groups joined are the ID itself, and each knows where it starts", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 80 }), (id) => {
      const { groups } = groupIdentifier(id);
      expect(groups.map((group) => group.text).join("")).toBe(id);
      for (const { text, start } of groups) expect(id.slice(start, start + text.length)).toBe(text);
    }),
  );
});

test("what people type between characters is dropped", () => {
  expect(bareIdentifier("[tu80-wkry ti9q umj4]")).toBe("tu80wkryti9qumj4");
});

test("an ID is spelled word for word, in its order", () => {
  expect(spellIdentifier("tI9-").map(({ word }) => word)).toEqual([
    "Tango",
    "India",
    "nine",
    "dash",
  ]);
  expect(spokenIdentifier("TU80W")).toBe("Tango Uniform eight zero, Whiskey");
});
