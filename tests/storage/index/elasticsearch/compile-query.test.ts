import { expect, test } from "vitest";
import type { IndexExpression } from "#storage/index/event-index.ts";
import {
  compileQuery,
  EXPRESSION_DEPTH_MAX,
  EXPRESSION_TERMS_MAX,
} from "#storage/index/elasticsearch/compile-query.ts";
import { escapePattern } from "#storage/index/elasticsearch/count-facets.ts";

const A: IndexExpression = { kind: "token", token: "w:a" };
const B: IndexExpression = { kind: "token", token: "w:b" };
const term = (value: string) => ({ term: { tokens: { value } } });

const COMPILED: [name: string, expression: IndexExpression, query: object][] = [
  ["all", { kind: "all" }, { match_all: {} }],
  ["none", { kind: "none" }, { match_none: {} }],
  ["token", A, term("w:a")],
  ["prefix", { kind: "prefix", prefix: "w:a" }, { prefix: { tokens: { value: "w:a" } } }],
  ["empty prefix", { kind: "prefix", prefix: "" }, { match_all: {} }],
  [
    "and with a negation",
    { kind: "and", operands: [A, { kind: "not", operand: B }] },
    { bool: { filter: [term("w:a")], must_not: [term("w:b")] } },
  ],
  ["nothing of and", { kind: "and", operands: [] }, { bool: { filter: [], must_not: [] } }],
  [
    "or of tokens is one clause",
    { kind: "or", operands: [A, { kind: "none" }, B] },
    {
      bool: {
        should: [{ match_none: {} }, { terms: { tokens: ["w:a", "w:b"] } }],
        minimum_should_match: 1,
      },
    },
  ],
  ["nothing of or", { kind: "or", operands: [] }, { match_none: {} }],
  [
    "syntax of any language stays text",
    { kind: "token", token: 'k:a:"} OR (x*)^2 \\' },
    term('k:a:"} OR (x*)^2 \\'),
  ],
];

test.for(COMPILED)("%s", ([, expression, query]) => {
  expect(compileQuery(expression)).toEqual(query);
});

function many(terms: number): IndexExpression {
  return { kind: "or", operands: Array.from({ length: terms }, () => A) };
}

test("refuses what is too deep or too long", () => {
  const nested = (levels: number): IndexExpression =>
    levels === 0 ? A : { kind: "not", operand: nested(levels - 1) };
  expect(() => compileQuery(nested(EXPRESSION_DEPTH_MAX))).not.toThrow();
  expect(() => compileQuery(nested(EXPRESSION_DEPTH_MAX + 1))).toThrow(/levels/);
  expect(() => compileQuery(many(EXPRESSION_TERMS_MAX))).not.toThrow();
  expect(() => compileQuery(many(EXPRESSION_TERMS_MAX + 1))).toThrow(/terms/);
});

test("a pattern made of text has no operators left", () => {
  expect(escapePattern("k:a.b[0]*~<1-2>")).toBe("k\\:a\\.b\\[0\\]\\*\\~\\<1\\-2\\>");
  expect(escapePattern("k:支付é")).toBe("k\\:支付é");
});
