import { expect, test } from "vitest";
import type { IndexExpression } from "#storage/index/event-index.ts";
import {
  compileQuery,
  EXPRESSION_DEPTH_MAX,
  EXPRESSION_TERMS_MAX,
} from "#storage/index/sqlite/compile-query.ts";

const ALL: IndexExpression = { kind: "all" };
const NONE: IndexExpression = { kind: "none" };
const token = (text: string): IndexExpression => ({ kind: "token", token: text });
const prefix = (text: string): IndexExpression => ({ kind: "prefix", prefix: text });
const not = (operand: IndexExpression): IndexExpression => ({ kind: "not", operand });
const and = (...operands: IndexExpression[]): IndexExpression => ({ kind: "and", operands });
const or = (...operands: IndexExpression[]): IndexExpression => ({ kind: "or", operands });

const EVERY = '"\u007f"';

test.each<[string, IndexExpression, string]>([
  ["a token", token("t:abc"), '"t:abc"'],
  ["quotes inside a token", token('k:a:"x"'), '"k:a:""x"""'],
  ["a prefix", prefix("t:ab"), '"t:ab" *'],
  ["everything", ALL, EVERY],
  ["an empty prefix", prefix(""), EVERY],
  ["a conjunction", and(token("a"), token("b")), '("a" AND "b")'],
  ["repeated operands once", and(token("a"), token("a"), ALL), '"a"'],
  ["a disjunction without what matches nothing", or(token("a"), NONE, token("b")), '("a" OR "b")'],
  ["a difference", and(token("a"), not(token("b")), not(token("c"))), '("a" NOT ("b" OR "c"))'],
  ["a negation alone", not(token("a")), `(${EVERY} NOT "a")`],
  ["a double negation", not(not(token("a"))), `(${EVERY} NOT (${EVERY} NOT "a"))`],
])("compiles %s", (_name, expression, match) => {
  expect(compileQuery(expression)).toMatchObject({ match });
});

test.each<[string, IndexExpression]>([
  ["nothing", NONE],
  ["a conjunction with nothing", and(token("a"), NONE)],
  ["an empty disjunction", or()],
  ["the negation of everything", not(ALL)],
  ["a difference that leaves nothing", and(token("a"), not(ALL))],
  ["a token with a blank", token("a b")],
  ["a token with a control character", token("a\u007f")],
  ["an empty token", token("")],
])("sees that %s matches nothing", (_name, expression) => {
  expect(compileQuery(expression)).toEqual({ kind: "none" });
});

test.each<[string, IndexExpression]>([
  ["an empty conjunction", and()],
  ["a disjunction with everything", or(token("a"), ALL)],
  ["the negation of nothing", not(NONE)],
])("sees that %s is everything", (_name, expression) => {
  expect(compileQuery(expression)).toMatchObject({ kind: "all" });
});

test("replaces a prefix by the tokens it stands for", () => {
  expect(compileQuery(prefix("y:"), () => ["y:a", "y:b"])).toMatchObject({
    match: '("y:a" OR "y:b")',
  });
  expect(compileQuery(prefix("x:"), () => [])).toEqual({ kind: "none" });
});

test("stops replacing prefixes when the expression grows too long", () => {
  const tokens = Array.from({ length: 64 }, (_, index) => `y:${index}`);
  const prefixes = Array.from({ length: 100 }, (_, index) => prefix(`y${index}:`));
  const compiled = compileQuery(or(...prefixes), () => tokens);
  expect(compiled).toMatchObject({ match: expect.stringContaining('"y99:" *') });
});

test("refuses what is nested too deeply or too long", () => {
  let deep: IndexExpression = token("a");
  for (let level = 0; level <= EXPRESSION_DEPTH_MAX; level += 1) deep = or(deep, token("b"));
  expect(() => compileQuery(deep)).toThrow(expect.objectContaining({ code: "invalid-query" }));
  const terms = Array.from({ length: EXPRESSION_TERMS_MAX + 1 }, (_, index) => token(`a${index}`));
  expect(() => compileQuery(or(...terms))).toThrow(
    expect.objectContaining({ code: "invalid-query" }),
  );
});
