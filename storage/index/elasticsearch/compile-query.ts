import type { estypes } from "@elastic/elasticsearch";
import { TracewellError } from "#domain/errors.ts";
import type { IndexExpression } from "../event-index.ts";
import { storedToken } from "./stored-token.ts";

/** As with the other adapter; Elasticsearch takes 30 levels, of which two are ours. */
export const EXPRESSION_DEPTH_MAX = 24;

/** As with the other adapter; an ID with all its confusable spellings stays below. */
export const EXPRESSION_TERMS_MAX = 2_000;

export type Query = NonNullable<estypes.QueryDslQueryContainer>;

const ALL: Query = { match_all: {} };
const NONE: Query = { match_none: {} };

interface Compilation {
  terms: number;
}

/**
 * Translates an expression into Elasticsearch's query language. Tokens are exact terms and never analyzed;
 * a prefix is never cut to some of its terms. Alternatives that are plain tokens become one clause, so only
 * AND and nesting count towards the cluster's own bound. Throws `invalid-query` beyond the bounds above.
 */
export function compileQuery(expression: IndexExpression): Query {
  return compile(expression, 0, { terms: 0 });
}

function compile(expression: IndexExpression, depth: number, compilation: Compilation): Query {
  if (depth > EXPRESSION_DEPTH_MAX) throw tooLarge("levels", EXPRESSION_DEPTH_MAX);
  switch (expression.kind) {
    case "all":
      return ALL;
    case "none":
      return NONE;
    case "token":
      count(compilation);
      return { term: { tokens: { value: storedToken(expression.token) } } };
    case "prefix":
      count(compilation);
      if (expression.prefix === "") return ALL;
      return { prefix: { tokens: { value: storedToken(expression.prefix) } } };
    case "not":
      return { bool: { must_not: [compile(expression.operand, depth + 1, compilation)] } };
    case "or":
      return either(expression.operands, depth, compilation);
    default:
      return both(expression.operands, depth, compilation);
  }
}

function both(
  operands: readonly IndexExpression[],
  depth: number,
  compilation: Compilation,
): Query {
  const filter: Query[] = [];
  const mustNot: Query[] = [];
  for (const operand of operands) {
    if (operand.kind === "not") mustNot.push(compile(operand.operand, depth + 1, compilation));
    else filter.push(compile(operand, depth + 1, compilation));
  }
  return { bool: { filter, must_not: mustNot } };
}

function either(
  operands: readonly IndexExpression[],
  depth: number,
  compilation: Compilation,
): Query {
  const tokens: string[] = [];
  const should: Query[] = [];
  for (const operand of operands) {
    if (operand.kind !== "token") should.push(compile(operand, depth + 1, compilation));
    else {
      count(compilation);
      tokens.push(storedToken(operand.token));
    }
  }
  if (tokens.length > 0) should.push({ terms: { tokens } });
  return should.length === 0 ? NONE : { bool: { should, minimum_should_match: 1 } };
}

function count(compilation: Compilation): void {
  compilation.terms += 1;
  if (compilation.terms > EXPRESSION_TERMS_MAX) throw tooLarge("terms", EXPRESSION_TERMS_MAX);
}

function tooLarge(what: string, limit: number): TracewellError {
  return new TracewellError("invalid-query", `The query has more than ${limit} ${what}.`, {
    detail: { limit },
  });
}
