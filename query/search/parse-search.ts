import { EmbeddedActionsParser, type ParserMethod } from "chevrotain";
import { checkStructure, explainParseError } from "./explain-parse-error.ts";
import { readBareTerm, readFieldTerm, readQuotedTerm } from "./read-term.ts";
import {
  andWord,
  bare,
  closeParenthesis,
  comparison,
  field,
  fieldBare,
  fieldQuoted,
  minus,
  notWord,
  openParenthesis,
  orWord,
  quoted,
  readTokens,
  SEARCH_TOKENS,
} from "./search-tokens.ts";
import type { SearchNode } from "./search-tree.ts";

const ALL: SearchNode = { kind: "all" };

function join(kind: "and" | "or", operands: readonly SearchNode[]): SearchNode {
  return operands.length === 1 ? (operands[0] ?? ALL) : { kind, operands };
}

/**
 * disjunction := conjunction (OR conjunction)*
 * conjunction := negation (AND? negation)*
 * negation    := (NOT | -)* term
 * term        := ( disjunction ) | field: operator? value | "phrase" | word
 */
class SearchParser extends EmbeddedActionsParser {
  readonly disjunction: ParserMethod<[], SearchNode> = this.RULE("disjunction", () => {
    const operands = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(orWord);
      operands.push(this.SUBRULE2(this.conjunction));
    });
    return this.ACTION(() => join("or", operands));
  });

  readonly conjunction: ParserMethod<[], SearchNode> = this.RULE("conjunction", () => {
    const operands = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(andWord));
      operands.push(this.SUBRULE2(this.negation));
    });
    return this.ACTION(() => join("and", operands));
  });

  readonly negation: ParserMethod<[], SearchNode> = this.RULE("negation", () => {
    let negations = 0;
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(notWord) }, { ALT: () => this.CONSUME(minus) }]);
      negations += 1;
    });
    let node = this.SUBRULE(this.term);
    this.ACTION(() => {
      for (; negations > 0; negations -= 1) node = { kind: "not", operand: node };
    });
    return node;
  });

  readonly term: ParserMethod<[], SearchNode> = this.RULE("term", () =>
    this.OR([
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.fieldTerm) },
      {
        ALT: () => {
          const token = this.CONSUME(quoted);
          return this.ACTION(() => readQuotedTerm(token));
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(bare);
          return this.ACTION(() => readBareTerm(token));
        },
      },
    ]),
  );

  readonly group: ParserMethod<[], SearchNode> = this.RULE("group", () => {
    this.CONSUME(openParenthesis);
    const node = this.SUBRULE(this.disjunction);
    this.CONSUME(closeParenthesis);
    return node;
  });

  readonly fieldTerm: ParserMethod<[], SearchNode> = this.RULE("fieldTerm", () => {
    const name = this.CONSUME(field);
    const operator = this.OPTION(() => this.CONSUME(comparison));
    const value = this.OR([
      { ALT: () => this.CONSUME(fieldQuoted) },
      { ALT: () => this.CONSUME(fieldBare) },
    ]);
    return this.ACTION(() => readFieldTerm(name, operator, value));
  });

  constructor() {
    super(SEARCH_TOKENS, { maxLookahead: 2, recoveryEnabled: false });
    this.performSelfAnalysis();
  }
}

const parser = new SearchParser();

/**
 * The tree of a query; an empty query finds everything. Throws `invalid-query` with
 * `detail: {position, length, expected}`, the position inside the query.
 */
export function parseSearch(query: string): SearchNode {
  if (query.trim() === "") return ALL;
  const tokens = readTokens(query);
  checkStructure(tokens);
  parser.input = tokens;
  const node = parser.disjunction();
  const [error] = parser.errors;
  if (error !== undefined) throw explainParseError(error, tokens);
  return node;
}
