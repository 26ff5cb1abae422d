import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  everyEditScans,
  PREFIX_CHARACTERS_MIN,
  RESCUE_SCANS_MAX,
  type RescueScan,
  rescueScans,
} from "#domain/identifiers/rescue.ts";
import { reverseSkeleton, skeletonOf } from "#domain/identifiers/skeleton.ts";
import { anyId, corruptions, dressed, misread } from "./corruptions.ts";

function covers(scans: readonly RescueScan[], id: string): boolean {
  const skeleton = skeletonOf(id);
  const reversed = reverseSkeleton(skeleton);
  return scans.some((scan) => {
    const key = scan.reversed ? reversed : skeleton;
    return scan.from <= key && key < scan.to;
  });
}

test("the transaction misheard on the phone is looked up by four scans", () => {
  const scans = rescueScans("TU80WKRYTl9QUMJ4");
  expect(covers(scans, "TU80WKRYTI9QUMJ4")).toBe(true);
  expect(scans.map(({ from, to, reversed }) => [from, to, reversed])).toEqual([
    ["TU80WKRYT19QUMJ4", "TU80WKRYT19QUMJ4!", false],
    ["TU80WKRYT19QUMJ4", "TU80WKRYT19QUMJ5", false],
    ["TU80WKRY", "TU80WKRZ", false],
    ["4JMUQ91", "4JMUQ92", true],
  ]);
});

test("an ID dressed in separators, labels and other case is covered", () => {
  fc.assert(
    fc.property(anyId, fc.nat(), (id, seed) => {
      expect(covers(rescueScans(dressed(id, seed)), id)).toBe(true);
    }),
  );
});

for (const [kind, corrupt] of Object.entries(corruptions)) {
  test(`some scan covers an ID with one character ${kind}, look-alikes besides`, () => {
    fc.assert(
      fc.property(anyId, fc.nat(), fc.nat(), fc.nat(), (id, place, choice, seed) => {
        const given = misread(corrupt(id, place, choice), seed);
        const scans = rescueScans(given);
        expect(covers(scans, id)).toBe(true);
        const everyEdit = everyEditScans(given);
        const instead = everyEdit.length === 0 ? scans : [...scans.slice(0, 1), ...everyEdit];
        expect(covers(instead, id)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
}

test("the beginning of an ID is covered from six characters on", () => {
  fc.assert(
    fc.property(anyId, fc.nat(), (id, cut) => {
      const characters = skeletonOf(id).length;
      fc.pre(characters > PREFIX_CHARACTERS_MIN);
      const kept = PREFIX_CHARACTERS_MIN + (cut % (characters - PREFIX_CHARACTERS_MIN));
      expect(covers(rescueScans(id.replaceAll(/[^A-Z0-9]/gi, "").slice(0, kept)), id)).toBe(true);
    }),
  );
  expect(covers(rescueScans("TU80W"), "TU80WKRYTI9QUMJ4")).toBe(false);
});

test("the number of scans is bounded and none is asked twice", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (given) => {
      const scans = rescueScans(given);
      expect(scans.length).toBeLessThanOrEqual(RESCUE_SCANS_MAX);
      const keys = scans.map(({ from, to, reversed }) => `${from} ${to} ${reversed}`);
      expect(new Set(keys).size).toBe(scans.length);
      expect(scans.every(({ from, to }) => from < to)).toBe(true);
    }),
  );
  expect(rescueScans("9".repeat(32)).length).toBeLessThanOrEqual(RESCUE_SCANS_MAX);
  expect(rescueScans("13297323620002339").length).toBeLessThanOrEqual(RESCUE_SCANS_MAX);
});

test("sequential numbers are looked up one by one, not by halves that millions share", () => {
  const scans = rescueScans("100000123");
  const ranges = scans.filter(({ from, to }) => to !== `${from}!`);
  expect(ranges.every(({ from }) => from === "100000123" || from.endsWith("A"))).toBe(true);
  expect(covers(scans, "100000321")).toBe(false);
  expect(covers(scans, "100000132")).toBe(true);
  expect(everyEditScans("100000123")).toEqual([]);
});

test("halves shared by too many can be replaced by a scan for each edit", () => {
  const scans = everyEditScans("PAYPALXYABCDE001");
  expect(scans.length).toBeGreaterThan(100);
  expect(covers(scans, "PAYPALXYABCDE002")).toBe(true);
  expect(covers(scans, "PAYPALXYABCDE099")).toBe(false);
});

test("nothing is looked up where nothing of an ID is left", () => {
  for (const given of ["", "  ", "#[]", "x".repeat(2_000), "A".repeat(300)]) {
    expect(rescueScans(given)).toEqual([]);
    expect(everyEditScans(given)).toEqual([]);
  }
});
