import { createToken, Lexer, type IToken } from "chevrotain";
import { searchError } from "./search-error.ts";
import { SEARCH_FIELDS } from "./search-fields.ts";

/** Longest query: a link with it still fits where URLs are cut at 2 KiB to 8 KiB. */
export const QUERY_CHARACTERS_MAX = 2_048;

const QUOTED = /"(?:[^"\\]|\\[\s\S])*"/;
const UNTERMINATED = /"[\s\S]*/;
const BARE = /[^\s()"]+/;

const whiteSpace = createToken({
  name: "WhiteSpace",
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
export const openParenthesis = createToken({ name: "OpenParenthesis", pattern: /\(/ });
export const closeParenthesis = createToken({ name: "CloseParenthesis", pattern: /\)/ });
export const quoted = createToken({ name: "Quoted", pattern: QUOTED, line_breaks: true });
const unterminated = createToken({
  name: "Unterminated",
  pattern: UNTERMINATED,
  line_breaks: true,
});
export const bare = createToken({ name: "Bare", pattern: BARE });
/** Directly before a term it excludes; alone it is nothing. */
export const minus = createToken({ name: "Minus", pattern: /-(?=[^\s)])/ });
const loneMinus = createToken({ name: "LoneMinus", pattern: /-/ });
export const andWord = createToken({ name: "And", pattern: /AND/, longer_alt: bare });
export const orWord = createToken({ name: "Or", pattern: /OR/, longer_alt: bare });
export const notWord = createToken({ name: "Not", pattern: /NOT/, longer_alt: bare });
const FIELD_NAMES = [...SEARCH_FIELDS.keys()].join("|");

/** A field and its colon, known or not. Times begin with digits; `http://` is text. */
export const field = createToken({
  name: "Field",
  pattern: new RegExp(`attributes\\.[^\\s:()"]+:|(?:${FIELD_NAMES}):|[A-Za-z][\\w.-]*:(?!//)`, "i"),
  push_mode: "value",
});

export const comparison = createToken({ name: "Comparison", pattern: />=|<=|>|</ });
export const fieldQuoted = createToken({
  name: "FieldQuoted",
  pattern: QUOTED,
  pop_mode: true,
  line_breaks: true,
});
const fieldUnterminated = createToken({
  name: "FieldUnterminated",
  pattern: UNTERMINATED,
  pop_mode: true,
  line_breaks: true,
});
export const fieldBare = createToken({ name: "FieldBare", pattern: BARE, pop_mode: true });
/** A parenthesis where a value belongs: an error. */
export const fieldParenthesis = createToken({
  name: "FieldParenthesis",
  pattern: /[()]/,
  pop_mode: true,
});

/** Every character of every string belongs to a token, so that all errors are ours and positioned. */
export const SEARCH_TOKENS = {
  modes: {
    query: [
      whiteSpace,
      openParenthesis,
      closeParenthesis,
      quoted,
      unterminated,
      minus,
      loneMinus,
      field,
      andWord,
      orWord,
      notWord,
      bare,
    ],
    value: [whiteSpace, comparison, fieldQuoted, fieldUnterminated, fieldParenthesis, fieldBare],
  },
  defaultMode: "query",
};

const lexer = new Lexer(SEARCH_TOKENS, { positionTracking: "onlyOffset" });

export function spanOf(token: IToken): { position: number; length: number } {
  return { position: token.startOffset, length: Math.max(1, token.image.length) };
}

/** The query's tokens. Throws `invalid-query` for an open quote, a lone minus or too long a query. */
export function readTokens(query: string): IToken[] {
  if (query.length > QUERY_CHARACTERS_MAX) {
    throw searchError(
      `The query has ${query.length} characters; at most ${QUERY_CHARACTERS_MAX} are read. Shorten it.`,
      { position: QUERY_CHARACTERS_MAX, length: query.length - QUERY_CHARACTERS_MAX },
    );
  }
  const { tokens } = lexer.tokenize(query);
  for (const token of tokens) {
    if (token.tokenType === unterminated || token.tokenType === fieldUnterminated) {
      throw searchError(
        'This quote is never closed: write a second `"` after the phrase, or `\\"` for a quote within it.',
        spanOf(token),
        ['"'],
      );
    }
    if (token.tokenType === loneMinus) {
      throw searchError(
        'A `-` stands alone: write it directly before the term to exclude, or put the text in quotes (`"-"`).',
        spanOf(token),
        ["a term"],
      );
    }
  }
  return tokens;
}
