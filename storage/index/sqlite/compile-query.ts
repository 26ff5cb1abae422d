import { TracewellError } from "#domain/errors.ts";
import type { IndexExpression } from "../event-index.ts";
import { EVERY_RECORD_TOKEN } from "./schema.ts";

/** FTS5's parser gives up at a stack of 100; a person's query nests a few levels. */
export const EXPRESSION_DEPTH_MAX = 24;

/** Most tokens and prefixes of one expression; an ID with all its confusable spellings stays below. */
export const EXPRESSION_TERMS_MAX = 2_000;

/**
 * Most tokens a prefix is replaced by. FTS5 reads every list of a prefix before its first answer, while an
 * OR of tokens stops at the end of the page; 100 of 700,000 matches took 136 ms with a prefix.
 */
export const PREFIX_TOKENS_MAX = 64;

/** Tokens of one partition that begin with a prefix; null when they are more than `PREFIX_TOKENS_MAX`. */
export type ExpandPrefix = (prefix: string) => readonly string[] | null;

/** Tokens hold neither white space nor control characters; one that does matches nothing. */
const TOKEN_PATTERN = /^[^\s\p{Cc}]+$/u;

/** `match` is the FTS5 expression; `none` matches nothing and is never sent; `all` is every record. */
export type CompiledQuery =
  | { readonly kind: "none" }
  | { readonly kind: "all"; readonly match: string }
  | { readonly kind: "match"; readonly match: string };

/** No record. */
export const NONE_QUERY: CompiledQuery = { kind: "none" };

/** Every record. */
export const ALL_QUERY = { kind: "all", match: quote(EVERY_RECORD_TOKEN) } as const;

interface Compilation {
  terms: number;
  /** Tokens that stand for prefixes. */
  expanded: number;
  readonly expand: ExpandPrefix;
}

/**
 * Translates an expression into FTS5's syntax. Only tokens, prefixes and AND, OR, NOT are used: without
 * positions FTS5 has no phrases. A pure negation becomes "every record NOT x", since FTS5 wants a left side.
 * Throws `invalid-query` beyond the bounds above.
 */
export function compileQuery(
  expression: IndexExpression,
  expand: ExpandPrefix = () => null,
): CompiledQuery {
  return compile(expression, 0, { terms: 0, expanded: 0, expand });
}

function compile(
  expression: IndexExpression,
  depth: number,
  compilation: Compilation,
): CompiledQuery {
  if (depth > EXPRESSION_DEPTH_MAX) throw tooLarge("levels", EXPRESSION_DEPTH_MAX);
  switch (expression.kind) {
    case "all":
      return ALL_QUERY;
    case "none":
      return NONE_QUERY;
    case "token":
      count(compilation);
      return compileTerm(expression.token, "");
    case "prefix":
      return compilePrefix(expression.prefix, compilation);
    case "not":
      return exclude(ALL_QUERY, [compile(expression.operand, depth + 1, compilation)]);
    case "or":
      return either(expression.operands.map((operand) => compile(operand, depth + 1, compilation)));
    default:
      return both(expression.operands, depth, compilation);
  }
}

function count(compilation: Compilation): void {
  compilation.terms += 1;
  if (compilation.terms > EXPRESSION_TERMS_MAX) throw tooLarge("terms", EXPRESSION_TERMS_MAX);
}

function compilePrefix(prefix: string, compilation: Compilation): CompiledQuery {
  count(compilation);
  if (prefix === "") return ALL_QUERY;
  if (!TOKEN_PATTERN.test(prefix)) return NONE_QUERY;
  const tokens = compilation.expand(prefix);
  if (tokens === null || compilation.expanded + tokens.length > EXPRESSION_TERMS_MAX) {
    return compileTerm(prefix, " *");
  }
  compilation.expanded += tokens.length;
  return either(tokens.map((token) => compileTerm(token, "")));
}

function compileTerm(text: string, suffix: string): CompiledQuery {
  return TOKEN_PATTERN.test(text) ? { kind: "match", match: quote(text) + suffix } : NONE_QUERY;
}

function both(
  operands: readonly IndexExpression[],
  depth: number,
  compilation: Compilation,
): CompiledQuery {
  const required: CompiledQuery[] = [];
  const excluded: CompiledQuery[] = [];
  for (const operand of operands) {
    if (operand.kind === "not") excluded.push(compile(operand.operand, depth + 2, compilation));
    else required.push(compile(operand, depth + 1, compilation));
  }
  if (required.some((query) => query.kind === "none")) return NONE_QUERY;
  const matches = matchesOf(required.filter((query) => query.kind !== "all"));
  return exclude(matches.length === 0 ? ALL_QUERY : join(matches, " AND "), excluded);
}

function either(queries: readonly CompiledQuery[]): CompiledQuery {
  if (queries.some((query) => query.kind === "all")) return ALL_QUERY;
  const matches = matchesOf(queries);
  return matches.length === 0 ? NONE_QUERY : join(matches, " OR ");
}

function exclude(from: CompiledQuery, excluded: readonly CompiledQuery[]): CompiledQuery {
  if (from.kind === "none" || excluded.some((query) => query.kind === "all")) return NONE_QUERY;
  const matches = matchesOf(excluded);
  if (matches.length === 0) return from;
  const unwanted = join(matches, " OR ");
  return { kind: "match", match: `(${from.match} NOT ${unwanted.match})` };
}

function matchesOf(queries: readonly CompiledQuery[]): string[] {
  const distinct = new Set<string>();
  for (const query of queries) if (query.kind !== "none") distinct.add(query.match);
  return [...distinct];
}

function join(
  matches: readonly string[],
  operator: string,
): { readonly kind: "match"; readonly match: string } {
  const [first = ""] = matches;
  if (matches.length === 1) return { kind: "match", match: first };
  return { kind: "match", match: `(${matches.join(operator)})` };
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function tooLarge(what: string, limit: number): TracewellError {
  return new TracewellError("invalid-query", `The query has more than ${limit} ${what}.`, {
    detail: { limit },
  });
}
