import { expect, test } from "vitest";
import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { EXPLANATIONS } from "#query/answers/number-answers.ts";
import { exceptionCounts } from "../../../../dashboards/src/routes/order-numbers/exception-counts.ts";
import {
  byGravity,
  countExplanations,
  EXPLANATION_ORDER,
} from "../../../../dashboards/src/routes/order-numbers/explanations.ts";
import { learnNames } from "../../../../dashboards/src/routes/order-numbers/name-numbers.ts";
import { numbersCsv } from "../../../../dashboards/src/routes/order-numbers/numbers-csv.ts";
import {
  readExplanations,
  readSequence,
} from "../../../../dashboards/src/routes/order-numbers/order-numbers-search.ts";

const bounds = { first: 82, last: 145 };

test("one number tells how all of a store are written", () => {
  const names = learnNames({ sequence: 90, number: "100000090" }, bounds);
  expect(names.nameOf(118)).toBe("100000118");
  expect(names.sequenceOf(" 100000118 ")).toBe(118);
  expect(names.sequenceOf("118")).toBe(118);
  expect(names.sequenceOf("100000200")).toBeNull();
  expect(names.sequenceOf("Q-118")).toBeNull();
});

test("numbers that begin with zeros keep them", () => {
  expect(learnNames({ sequence: 7, number: "000007" }, bounds).nameOf(118)).toBe("000118");
});

test("where numbers are no plain digits, places of the sequence stand for them", () => {
  const names = learnNames({ sequence: 90, number: "A-0090" }, bounds);
  expect(names.nameOf(118)).toBe("118");
  expect(names.sequenceOf("118")).toBe(118);
  expect(learnNames({ sequence: 90, number: "9".repeat(17) }, bounds).nameOf(91)).toBe("91");
});

test("every explanation has its place in the order, gravest first", () => {
  expect(EXPLANATION_ORDER.toSorted()).toEqual([...EXPLANATIONS].toSorted());
  expect(EXPLANATION_ORDER[0]).toBe("unexplained");
});

function of(sequence: number, explanation: Explanation): OrderNumberAnswer {
  return { sequence, explanation } as OrderNumberAnswer;
}

test("the table begins with what is unexplained, the newest first", () => {
  const numbers = [
    of(1, "declined"),
    of(2, "unexplained"),
    of(3, "uncertain"),
    of(4, "unexplained"),
  ];
  expect(byGravity(numbers).map(({ sequence }) => sequence)).toEqual([4, 2, 3, 1]);
  expect(countExplanations(numbers).get("unexplained")).toBe(2);
});

test("counts of what was not read through are lower bounds", () => {
  const numbers = [of(1, "declined"), of(2, "unexplained"), of(2, "unexplained")];
  const partly = exceptionCounts(numbers, false, 10);
  expect(partly.get("unexplained")).toEqual({ count: 2, isWhole: false });
  expect(partly.get("used")).toEqual({ count: 0, isWhole: false });
  expect(exceptionCounts(numbers, true, 10).get("used")).toEqual({ count: 8, isWhole: true });
});

test("addresses that name nothing known are read as nothing", () => {
  expect(readExplanations({ explanation: "declined,unexplained,gone" })).toEqual([
    "unexplained",
    "declined",
  ]);
  expect(readExplanations({})).toEqual([]);
  const store = { firstSequence: 82, lastSequence: 145 };
  expect(readSequence({ number: "118" }, store)).toBe(118);
  for (const number of ["1e3", "81", "146", "99999999999"]) {
    expect(readSequence({ number }, store)).toBeUndefined();
  }
});

test("as CSV every number is a row, quoted and guarded against formulas", () => {
  const number: OrderNumberAnswer = {
    ...of(118, "unexplained"),
    store: "=cz",
    number: "100000118",
    causes: ["unexplained"],
    order: null,
    quote: null,
    reservedAt: null,
    usedAt: null,
    since: null,
    mayReturn: false,
    evidence: ["main:1", "main:2"],
  };
  const [head, row, end] = numbersCsv(
    [number],
    ["store", "sequence"],
    () => 'No "record", none',
  ).split("\r\n");
  expect(head).toBe("store,sequence");
  expect(row).toBe(
    `'=cz,118,100000118,unexplained,unexplained,"No ""record"", none",false,,,,,,main:1 main:2`,
  );
  expect(end).toBe("");
});
