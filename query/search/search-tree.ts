import type { SearchFieldName } from "./search-fields.ts";

/** A value searched for. `word` was written bare, `phrase` in quotes, `prefix` ended in `*`. */
export interface TextMatch {
  readonly form: "word" | "phrase" | "prefix";
  /** Without quotes, escapes and the star. Empty only for a prefix: anything at all. */
  readonly text: string;
}

export type ComparisonOperator = ">=" | "<=" | ">" | "<";

export interface ComparisonMatch {
  readonly form: "compare";
  readonly operator: ComparisonOperator;
  readonly bound: string;
}

/** `from..to`; an open end is empty, never both. */
export interface RangeMatch {
  readonly form: "range";
  readonly from: string;
  readonly to: string;
}

export type FieldMatch = TextMatch | ComparisonMatch | RangeMatch;

/** A field of the search language; `path` is what follows `attributes.`, else empty. */
export interface SearchField {
  readonly name: SearchFieldName;
  readonly path: string;
}

/** What a query means, without positions: equal trees find equal records. */
export type SearchNode =
  | { readonly kind: "all" }
  | { readonly kind: "text"; readonly match: TextMatch }
  | { readonly kind: "field"; readonly field: SearchField; readonly match: FieldMatch }
  | { readonly kind: "and" | "or"; readonly operands: readonly SearchNode[] }
  | { readonly kind: "not"; readonly operand: SearchNode };

export type FieldNode = Extract<SearchNode, { kind: "field" }>;

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function printMatch(match: FieldMatch): string {
  switch (match.form) {
    case "word":
      return match.text;
    case "phrase":
      return quote(match.text);
    case "prefix":
      return `${match.text}*`;
    case "compare":
      return `${match.operator}${match.bound}`;
    default:
      return `${match.from}..${match.to}`;
  }
}

/** The field as it is written before its colon. */
export function printField(field: SearchField): string {
  return field.path === "" ? field.name : `${field.name}.${field.path}`;
}

function printOperand(node: SearchNode): string {
  return node.kind === "and" || node.kind === "or" ? `(${printSearch(node)})` : printSearch(node);
}

/** The query in its one canonical spelling; parsing it again gives the same tree. */
export function printSearch(node: SearchNode): string {
  switch (node.kind) {
    case "all":
      return "*";
    case "text":
      return printMatch(node.match);
    case "field":
      return `${printField(node.field)}:${printMatch(node.match)}`;
    case "and":
      return node.operands.map(printOperand).join(" ");
    case "or":
      return node.operands.map(printOperand).join(" OR ");
    default:
      return `-${printOperand(node.operand)}`;
  }
}
