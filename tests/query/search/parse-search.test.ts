import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { QUERY_DEPTH_MAX, QUERY_TERMS_MAX } from "#query/search/explain-parse-error.ts";
import { parseSearch } from "#query/search/parse-search.ts";
import { QUERY_CHARACTERS_MAX } from "#query/search/search-tokens.ts";
import { printSearch } from "#query/search/search-tree.ts";
import { searchTree } from "./search-arbitraries.ts";

function word(text: string) {
  return { kind: "text", match: { form: "word", text } } as const;
}

function deep(depth: number): string {
  return `${"(".repeat(depth)}a${")".repeat(depth)}`;
}

function errorOf(query: string): TracewellError {
  try {
    parseSearch(query);
  } catch (error) {
    if (error instanceof TracewellError) return error;
    throw error;
  }
  throw new Error(`${query} was accepted`);
}

test.each([
  "TU80WKRYTI9QUMJ4",
  "38-211449",
  "[TU80WKRYTI9QUMJ4]",
  "a/b.c",
  "user@host#1",
  "11:32:14",
  "2016-07-27T09:32:14.761Z",
  "http://shop.example/order?id=1",
  "NOTE",
  "ORDER",
  "and",
  "...",
])("the bare value %s is one term", (text) => {
  expect(parseSearch(text)).toEqual(word(text));
});

test("an empty query finds everything", () => {
  expect(parseSearch("")).toEqual({ kind: "all" });
  expect(parseSearch(" \n\t")).toEqual({ kind: "all" });
  expect(parseSearch("*")).toEqual({ kind: "all" });
});

test("NOT binds before AND, AND before OR; terms side by side are joined by AND", () => {
  expect(parseSearch("a -b OR NOT c AND d e")).toEqual({
    kind: "or",
    operands: [
      { kind: "and", operands: [word("a"), { kind: "not", operand: word("b") }] },
      { kind: "and", operands: [{ kind: "not", operand: word("c") }, word("d"), word("e")] },
    ],
  });
  expect(parseSearch("a (b OR c)")).toEqual({
    kind: "and",
    operands: [word("a"), { kind: "or", operands: [word("b"), word("c")] }],
  });
});

test.each([
  ["type:payment.*", { name: "type", path: "" }, { form: "prefix", text: "payment." }],
  ["TYPE:order.placed", { name: "type", path: "" }, { form: "word", text: "order.placed" }],
  ["giftcard:fa-1", { name: "giftCard", path: "" }, { form: "word", text: "fa-1" }],
  ["tx: TU80", { name: "tx", path: "" }, { form: "word", text: "TU80" }],
  ["order://x", { name: "order", path: "" }, { form: "word", text: "//x" }],
  ["tx:*", { name: "tx", path: "" }, { form: "prefix", text: "" }],
  ["actor:customer:42", { name: "actor", path: "" }, { form: "word", text: "customer:42" }],
  ["actor:-42", { name: "actor", path: "" }, { form: "word", text: "-42" }],
  ['message:"a \\"b\\" \\\\"', { name: "message", path: "" }, { form: "phrase", text: 'a "b" \\' }],
  [
    "amount:>=1000",
    { name: "amount", path: "" },
    { form: "compare", operator: ">=", bound: "1000" },
  ],
  ["amount:< -5", { name: "amount", path: "" }, { form: "compare", operator: "<", bound: "-5" }],
  ["amount:10..20", { name: "amount", path: "" }, { form: "range", from: "10", to: "20" }],
  ["amount:..20", { name: "amount", path: "" }, { form: "range", from: "", to: "20" }],
  [
    "time:>=2016-07-27T09:32",
    { name: "time", path: "" },
    { form: "compare", operator: ">=", bound: "2016-07-27T09:32" },
  ],
  [
    "time:2016-07-27T09:00..2016-07-27T10:00",
    { name: "time", path: "" },
    { form: "range", from: "2016-07-27T09:00", to: "2016-07-27T10:00" },
  ],
  [
    "attributes.x-request.id:1..2",
    { name: "attributes", path: "x-request.id" },
    { form: "range", from: "1", to: "2" },
  ],
  [
    'time:<="2016-07-27 09:32"',
    { name: "time", path: "" },
    { form: "compare", operator: "<=", bound: "2016-07-27T09:32" },
  ],
  [
    "attributes.validUntil:<now",
    { name: "attributes", path: "validUntil" },
    { form: "compare", operator: "<", bound: "now" },
  ],
  ["attributes.path:../a", { name: "attributes", path: "path" }, { form: "word", text: "../a" }],
])("%s", (query, field, match) => {
  expect(parseSearch(query)).toEqual({ kind: "field", field, match });
});

test.each([
  ["typ:x", 0, 3, /`typ` is not a field; the nearest are type/],
  ["a transaction:x", 2, 11, /the nearest are tx/],
  ["Processing: paying", 0, 10, /in quotes/],
  ["type:", 0, 5, /Write a value directly after `type:`/],
  ["a type:(b OR c)", 2, 5, /type:a OR type:b/],
  ["amount:>", 7, 1, /Write a value directly after `>`/],
  ["amount:10.50", 7, 5, /minor units/],
  ["amount:1..x", 7, 4, /`x` is not a whole number/],
  ["amount>=10", 0, 8, /`amount:>=…`/],
  ["time:>=yesterday", 7, 9, /is not a time/],
  ["tx:>5", 3, 1, /has no order/],
  ["order:1..5", 6, 4, /has no order/],
  ["attributes.size:>big", 17, 3, /write a number or a time/],
  ["attributes:5", 0, 10, /which attribute/],
  ["a*b", 1, 1, /only at the end/],
  ["foo AND", 4, 3, /Write a term after `AND`/],
  ["OR foo", 0, 2, /Write a term before `OR`/],
  ["a OR AND b", 5, 3, /between `OR` and `AND`/],
  ["a ()", 3, 1, /between the parentheses/],
  ["x (a", 2, 1, /never closed/],
  ["a)", 1, 1, /closes nothing/],
  ["a - b", 2, 1, /stands alone/],
  ['a "bc', 2, 3, /never closed/],
  ['type:""', 5, 2, /between the quotes/],
])("%s is refused with its place", (query, position, length, message) => {
  const error = errorOf(query);
  expect(error.code).toBe("invalid-query");
  expect(error.message).toMatch(message);
  expect(error.detail).toMatchObject({ position, length });
});

test("the nearest fields are listed as what is expected", () => {
  expect(errorOf("licence:1").detail["expected"]).toContain("license");
  expect(errorOf("store:1").detail["expected"]).toContain("source");
});

test("long, deep and many-termed queries are refused", () => {
  expect(errorOf("a".repeat(QUERY_CHARACTERS_MAX + 1)).message).toMatch(/Shorten/);
  expect(errorOf("a ".repeat(QUERY_TERMS_MAX + 1)).message).toMatch(/terms/);
  expect(errorOf(`${"-".repeat(QUERY_TERMS_MAX + 1)}a`).message).toMatch(/terms/);
  expect(parseSearch(deep(QUERY_DEPTH_MAX))).toEqual(word("a"));
  expect(errorOf(deep(QUERY_DEPTH_MAX + 1)).message).toMatch(/nested/);
});

test("a printed tree parses to the same tree", () => {
  fc.assert(
    fc.property(searchTree, (tree) => {
      expect(parseSearch(printSearch(tree))).toEqual(tree);
    }),
    { numRuns: 500 },
  );
});

const PIECES = [
  '( ) " \\ - * : >= .. AND OR NOT type: amount: time: attributes.a: 1 2016-07-27 x é http:// tx',
].flatMap((text) => text.split(" "));

/** `parsed`, `refused`, or what is wrong with how it was done. */
function judge(query: string): string {
  try {
    const tree = parseSearch(query);
    return printSearch(parseSearch(printSearch(tree))) === printSearch(tree)
      ? "parsed"
      : "unstable";
  } catch (error) {
    if (!(error instanceof TracewellError) || error.code !== "invalid-query") throw error;
    const { position, length } = error.detail;
    if (typeof position !== "number" || typeof length !== "number") return "no place";
    return position >= 0 && length >= 1 && position + length <= query.length
      ? "refused"
      : `place ${position}+${length} is outside`;
  }
}

test("every string parses, or gives an error with a place inside it", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom(...PIECES, " ", "\n", "\u{1f600}"), { maxLength: 12 })
      .map((parts) => parts.join("")),
  );
  const seen = new Set<string>();
  fc.assert(
    fc.property(text, (query) => {
      seen.add(judge(query));
    }),
    { numRuns: 3_000 },
  );
  expect([...seen].toSorted()).toEqual(["parsed", "refused"]);
});
