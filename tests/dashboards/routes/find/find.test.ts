import { expect, test } from "vitest";
import {
  candidateHref,
  objectQuery,
} from "../../../../dashboards/src/routes/find/candidate-href.ts";
import { classifyInput } from "../../../../dashboards/src/routes/find/classify-input.ts";
import { readFindSearch } from "../../../../dashboards/src/routes/find/find-search.ts";
import {
  doubtfulPlaces,
  lowercaseLookAlike,
  typedRuns,
} from "../../../../dashboards/src/routes/find/typed-characters.ts";
import { parseSearch, stringifySearch } from "../../../../dashboards/src/routes/search-text.ts";

test.each([
  "TU80WKRYTI9QUMJ4",
  "TU80 WKRY TI9Q UMJ4",
  "[TU80WKRYTl9QUMJ4]",
  "tu80-wkry-ti9q-umj4",
  "100000123",
  "38-211449",
  "7093 4418 2256 0917",
  "TU80WK",
])("%s reads as an ID", (typed) => {
  expect(classifyInput(typed)).toBe("id");
});

test.each([
  "insufficient",
  "insufficient funds",
  "type:payment.declined",
  "amount:>=1000 AND outcome:failed",
  "type:payment.*",
  '"No handler"',
  "funds -source:shop",
  "order completed 3 times",
  "of",
])("%s reads as a query", (typed) => {
  expect(classifyInput(typed)).toBe("query");
});

test("an address holds text as text, and what it does not know is dropped", () => {
  expect(parseSearch("?q=100000123&from=now-1h")).toEqual({ q: "100000123", from: "now-1h" });
  expect(stringifySearch({ q: "a b", as: undefined, rec: "" })).toBe("?q=a+b");
  expect(readFindSearch({ q: "x", as: "id", order: "newest", rec: "main:4", other: "1" })).toEqual({
    q: "x",
    as: "id",
    rec: "main:4",
  });
  expect(readFindSearch({ q: 5, as: "guess", order: "oldest" })).toEqual({ order: "oldest" });
});

test("a candidate opens its timeline, or its records where it has none", () => {
  expect(candidateHref({ objectType: "transaction", id: "TU80" })).toBe("/transactions/TU80");
  expect(candidateHref({ objectType: "order", id: "38-211449" })).toBe("/orders/38-211449");
  expect(candidateHref({ objectType: "mail", id: "m 1" })).toBe(
    "/?q=mail%3A%22m+1%22&as=query&order=oldest",
  );
  expect(objectQuery({ objectType: "lineItem", id: "13297323620002339" })).toBe(
    "13297323620002339",
  );
});

const resolved = (differences: number[], exact = false) => ({
  given: "",
  tried: [],
  coverage: { status: "complete" as const, reasons: [], quarantined: 0, ledgers: [] },
  items: [
    {
      objectType: "transaction",
      id: "TU80WKRYTI9QUMJ4",
      exact,
      score: 0.9,
      reason: "",
      differences,
    },
  ],
});

test("the doubtful character is found among what was typed, blanks and brackets not counted", () => {
  expect(doubtfulPlaces("TU80WKRYTl9QUMJ4", resolved([9]))).toEqual([9]);
  expect(doubtfulPlaces("[TU80 WKRY Tl9Q UMJ4]", resolved([9]))).toEqual([12]);
  expect(doubtfulPlaces("TU80WKRYTI9QUMJ4", resolved([], true))).toEqual([]);
  expect(doubtfulPlaces("TU80WKRY", resolved([8, 9]))).toEqual([]);
});

test("typed text is drawn by what its characters are", () => {
  expect(typedRuns("TU80", "id", [1]).map(({ text, kind }) => [text, kind])).toEqual([
    ["T", "plain"],
    ["U", "doubtful"],
    ["80", "digit"],
  ]);
  expect(
    typedRuns("type:payment.declined -source:shop at 10:30", "query", []).map(({ text, kind }) => [
      text,
      kind,
    ]),
  ).toEqual([
    ["type:", "field"],
    ["payment.declined -", "plain"],
    ["source:", "field"],
    ["shop at 10:30", "plain"],
  ]);
});

test("a lowercase l among capitals is pointed out, and only then", () => {
  expect(lowercaseLookAlike("TU80WKRYTl9QUMJ4")).toEqual({ place: 10, character: "l" });
  expect(lowercaseLookAlike("tu80wkrytl9qumj4")).toBeNull();
  expect(lowercaseLookAlike("TU80WKRYTI9QUMJ4")).toBeNull();
});
