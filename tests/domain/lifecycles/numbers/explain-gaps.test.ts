import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  explainGaps,
  GAP_PLACES_MAX,
  type GapsRequest,
  numberAt,
  type Silence,
  type ToldNumber,
} from "#domain/lifecycles/numbers/explain-gaps.ts";

function row(sequence: number, reservedMs: number | null = sequence * 1_000): ToldNumber {
  return { sequence, number: `1${String(sequence).padStart(8, "0")}`, reservedMs };
}

function named(number: string, sequence: number): ToldNumber {
  return { number, sequence, reservedMs: null };
}

function silence(fromMs: number, toMs: number | null, source = "shop"): Silence {
  return { source, fromMs, toMs, evidence: [`main:${fromMs}`] };
}

function gaps(given: Partial<GapsRequest>) {
  const standard = { rows: [row(1), row(4)], silences: [], from: 1, to: 4 };
  return explainGaps({ ...standard, mentionedInQuarantine: new Map(), ...given });
}

describe("how a number that was never told would be written", () => {
  test.each<[string, ToldNumber[], number, string | null]>([
    ["between two", [row(46), row(49)], 47, "100000047"],
    ["of neighbors in any order", [row(90), row(49), row(1), row(46)], 47, "100000047"],
    ["after the only one", [row(46)], 48, "100000048"],
    ["before the only one", [row(46)], 2, "100000002"],
    ["with words before it", [named("INV-0099", 99), named("INV-0102", 102)], 100, "INV-0100"],
    ["where digits grow", [named("A-98", 98), named("A-101", 101)], 99, "A-99"],
    ["one that was told", [row(46), row(47)], 47, "100000047"],
    ["of neighbors written otherwise", [row(46), named("B-48", 48)], 47, null],
    ["of another year", [named("2025-998", 998), named("2026-1000", 1_000)], 999, null],
    ["of neighbors whose offsets differ", [named("X1", 1), named("X9", 3)], 2, null],
    ["of none", [], 2, null],
    ["without digits", [named("ABC", 1)], 2, null],
    ["below the first", [named("X5", 10)], 1, null],
  ])("%s", (_, rows, sequence, expected) => {
    expect(numberAt(rows, sequence)).toBe(expected);
  });
});

describe("why a number was never told", () => {
  test("without evidence it is unexplained, and known to be missing since the next was given", () => {
    expect(gaps({})).toEqual([
      {
        sequence: 2,
        number: "100000002",
        explanation: "unexplained",
        causes: ["unexplained"],
        sinceMs: 4_000,
        sources: [],
        quarantine: [],
        evidence: [],
      },
      expect.objectContaining({ sequence: 3, number: "100000003" }),
    ]);
  });

  test("it can be read in quarantine", () => {
    const mentionedInQuarantine = new Map([["100000003", ["q-1", "q-2"]]]);
    expect(gaps({ mentionedInQuarantine })).toMatchObject([
      { explanation: "unexplained", quarantine: [] },
      { explanation: "in-quarantine", causes: ["in-quarantine"], quarantine: ["q-1", "q-2"] },
    ]);
  });

  test("a source was silent when it should have been given; quarantine comes first", () => {
    const mentionedInQuarantine = new Map([["100000003", ["q-1"]]]);
    const silences = [silence(2_000, 3_000), silence(2_500, null, "web")];
    expect(gaps({ silences, mentionedInQuarantine })).toMatchObject([
      {
        explanation: "source-outage",
        sinceMs: 2_000,
        sources: ["shop", "web"],
        evidence: ["main:2000", "main:2500"],
      },
      { explanation: "in-quarantine", causes: ["in-quarantine", "source-outage"] },
    ]);
  });

  test.each<[string, Silence, boolean]>([
    ["up to the reservation before", silence(500, 999), false],
    ["through the reservation before", silence(500, 1_000), true],
    ["from the reservation after", silence(4_000, 9_000), true],
    ["after it", silence(4_001, null), false],
    ["around both", silence(0, null), true],
  ])("a silence %s", (_, one, explains) => {
    const [first] = gaps({ silences: [one] });
    expect(first?.explanation).toBe(explains ? "source-outage" : "unexplained");
  });

  test("where the time of a neighbor is not known, the next one with a time counts", () => {
    const rows = [row(1), row(2, null), row(4, null), row(5)];
    const [gap] = gaps({ rows, silences: [silence(4_500, 4_600)], from: 3, to: 3 });
    expect(gap).toMatchObject({ explanation: "source-outage", sequence: 3 });
  });

  test("before the first told number and after the last a silence proves nothing", () => {
    const silences = [silence(0, null)];
    const rows = [row(3)];
    expect(gaps({ rows, silences, from: 1, to: 5 }).map(({ explanation }) => explanation)).toEqual([
      "unexplained",
      "unexplained",
      "unexplained",
      "unexplained",
    ]);
  });

  test("more places than a call explains are refused", () => {
    expect(() => gaps({ from: 1, to: GAP_PLACES_MAX + 1 })).toThrow("Invariant violated");
  });

  test("for any told numbers: every place is told or explained, once", () => {
    const told = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30 });
    fc.assert(
      fc.property(told, (sequences) => {
        const rows = sequences.map((sequence) => row(sequence));
        const missing = gaps({ rows, from: 10, to: 50 }).map(({ sequence }) => sequence);
        const inSpan = sequences.filter((sequence) => sequence >= 10 && sequence <= 50);
        expect([...missing, ...inSpan].sort((one, other) => one - other)).toEqual(
          Array.from({ length: 41 }, (_, place) => place + 10),
        );
      }),
    );
  });
});
