import type { IRecognitionException, IToken } from "chevrotain";
import { invariant, type TracewellError } from "#domain/errors.ts";
import { searchError } from "./search-error.ts";
import {
  bare,
  closeParenthesis,
  comparison,
  field,
  fieldBare,
  fieldParenthesis,
  fieldQuoted,
  minus,
  notWord,
  openParenthesis,
  quoted,
  spanOf,
} from "./search-tokens.ts";

/** Most terms and negations of one query: each costs the index a lookup of some 50 µs. */
export const QUERY_TERMS_MAX = 64;

/** Deepest nesting of parentheses: far beyond what people write, far below the stack's end. */
export const QUERY_DEPTH_MAX = 16;

const TERM_TOKENS = new Set([bare, quoted, fieldBare, fieldQuoted, minus, notWord]);
const A_TERM = ["a word", "field:value", '"a phrase"', "("] as const;

function valueMissing(before: IToken): TracewellError {
  const written = before.image;
  return searchError(
    `Write a value directly after \`${written}\`; ` +
      `several values are written (${written}a OR ${written}b).`,
    spanOf(before),
    ["a value", '"a phrase"'],
  );
}

/** Bounds and balance, checked before the grammar is. Throws `invalid-query`. */
export function checkStructure(tokens: readonly IToken[]): void {
  const open: IToken[] = [];
  let terms = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (token.tokenType === fieldParenthesis && before !== undefined) throw valueMissing(before);
    if (token.tokenType === openParenthesis) open.push(token);
    if (open.length > QUERY_DEPTH_MAX) {
      throw searchError(
        `Parentheses are nested more than ${QUERY_DEPTH_MAX} deep; write the query flatter.`,
        spanOf(token),
      );
    }
    if (token.tokenType === closeParenthesis && open.pop() === undefined) {
      throw searchError(
        "This `)` closes nothing; remove it or put the text in quotes.",
        spanOf(token),
      );
    }
    if (TERM_TOKENS.has(token.tokenType)) terms += 1;
    if (terms > QUERY_TERMS_MAX) {
      throw searchError(
        `The query has more than ${QUERY_TERMS_MAX} terms; split it into several.`,
        spanOf(token),
      );
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    throw searchError("This `(` is never closed: write a `)` after the group.", spanOf(unclosed), [
      ")",
    ]);
  }
}

/** The sentence for a query that has tokens in a wrong order. */
export function explainParseError(
  error: IRecognitionException,
  tokens: readonly IToken[],
): TracewellError {
  const index = tokens.indexOf(error.token);
  const found = index === -1 ? undefined : tokens[index];
  const before = index === -1 ? tokens.at(-1) : tokens[index - 1];
  const blamed = found ?? before;
  invariant(blamed !== undefined, "a query without tokens is not parsed");
  if (before !== undefined && (before.tokenType === field || before.tokenType === comparison)) {
    return valueMissing(before);
  }
  if (found?.tokenType === closeParenthesis && before?.tokenType === openParenthesis) {
    return searchError("Write a term between the parentheses.", spanOf(found), A_TERM);
  }
  const place =
    found === undefined
      ? `after \`${blamed.image}\``
      : before === undefined
        ? `before \`${found.image}\``
        : `between \`${before.image}\` and \`${found.image}\``;
  return searchError(
    `Write a term ${place}, or put the word in quotes to search for it.`,
    spanOf(blamed),
    A_TERM,
  );
}
