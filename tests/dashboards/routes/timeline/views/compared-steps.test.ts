import { describe, expect, it } from "vitest";
import {
  comparedWith,
  isDiffering,
  numberRows,
} from "../../../../../dashboards/src/routes/timeline/views/compared-steps.ts";
import type { ComparedRow } from "../../../../../dashboards/src/routes/timeline/views/compared-steps.ts";

function step(waitMs: number | null, title: string | null = "Placed") {
  return {
    name: "order.placed",
    title,
    at: "2026-03-02T08:00:00.000Z",
    reference: "main:1",
    sinceStartMs: 0,
    waitMs,
  };
}

function row(change: Partial<ComparedRow>): ComparedRow {
  return {
    left: step(0),
    right: step(0),
    counterpart: null,
    waitDifferenceMs: 0,
    ...change,
  };
}

const difference = (change: Partial<ComparedRow>, isNormal = false) =>
  numberRows([row(change)], isNormal)[0]?.difference;

const waits = (left: number, right: number) =>
  difference({ left: step(left), right: step(right), waitDifferenceMs: left - right });

describe("differences of two lives", () => {
  it("are told of waits that differ by more than a little", () => {
    expect(waits(400, 0)).toEqual({ kind: "alike" });
    expect(waits(2_000, 500)).toEqual({ kind: "longer", byMs: 1_500 });
    expect(waits(500, 2_000)).toEqual({ kind: "shorter", byMs: 1_500 });
    expect(waits(100_000, 95_000)).toEqual({ kind: "alike" });
  });

  it("are told of steps that stand alone, or elsewhere", () => {
    expect(difference({ right: null })).toEqual({ kind: "onlyLeft" });
    expect(difference({ left: null })).toEqual({ kind: "onlyRight" });
    expect(difference({ left: null, counterpart: 6 })).toEqual({ kind: "elsewhere", row: 7 });
  });

  it("from the normal course are none where a record is no step of the model", () => {
    const beside = { left: step(5, null), right: null };
    expect(difference(beside, true)).toEqual({ kind: "beside" });
    expect(numberRows([row(beside)], true).filter(isDiffering)).toEqual([]);
    expect(difference({ left: null }, true)).toEqual({ kind: "onlyRight" });
  });
});

describe("what somebody compares with", () => {
  it.each([
    [" 100000047 ", "order:100000047"],
    ["order:100000047", "order:100000047"],
    ["Normal", "normal"],
    ["38-211449", "order:38-211449"],
    ["http://127.0.0.1:7411/orders/100000047?view=states", "order:100000047"],
    ["http://127.0.0.1:7411/orders/100000047/", "order:100000047"],
    ["http://127.0.0.1:7411/orders/100%", "order:100%"],
  ])("%s is taken as %s", (typed, expected) => {
    expect(comparedWith(typed, "order")).toBe(expected);
  });
});
