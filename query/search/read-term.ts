import type { IToken } from "chevrotain";
import { TracewellError } from "#domain/errors.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import { searchError, type SearchSpan } from "./search-error.ts";
import {
  type FieldKind,
  findField,
  nearestFields,
  SEARCH_FIELDS,
  type SearchFieldName,
} from "./search-fields.ts";
import { fieldQuoted, spanOf } from "./search-tokens.ts";
import type { ComparisonOperator, FieldMatch, SearchNode, TextMatch } from "./search-tree.ts";

const WHOLE_NUMBER = /^-?\d{1,15}$/;
export const DECIMAL_NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
const OPERATOR_WITHOUT_COLON = /^(amount|time|attributes\.[^\s<>=]+)(>=|<=|>|<|=)/i;

export function unquote(image: string): string {
  return image.slice(1, -1).replaceAll(/\\(["\\])/g, "$1");
}

/** A bare value: a star is allowed at its very end. */
function readBareText(image: string, span: SearchSpan): TextMatch {
  const star = image.indexOf("*");
  if (star === -1) return { form: "word", text: image };
  if (star === image.length - 1) return { form: "prefix", text: image.slice(0, -1) };
  throw searchError(
    "A `*` stands only at the end of a word (`pay*`); put the text in quotes to search for a star.",
    { position: span.position + star, length: 1 },
    ["a word without `*`"],
  );
}

/** A term without a field: an exact ID, or words of the message. */
export function readBareTerm(token: IToken): SearchNode {
  const unfinished = OPERATOR_WITHOUT_COLON.exec(token.image);
  if (unfinished !== null) {
    const [written, name = "", operator = ""] = unfinished;
    throw searchError(
      `A comparison needs a colon after the field: write \`${name}:${operator}…\`.`,
      { position: token.startOffset, length: written.length },
      [`${name}:${operator}`],
    );
  }
  const match = readBareText(token.image, spanOf(token));
  return match.form === "prefix" && match.text === "" ? { kind: "all" } : { kind: "text", match };
}

function readField(token: IToken): { name: SearchFieldName; path: string } {
  const written = token.image.slice(0, -1);
  const dot = written.indexOf(".");
  const name = findField(dot === -1 ? written : written.slice(0, dot));
  const path = dot === -1 ? "" : written.slice(dot + 1);
  if (name === "attributes" && path !== "") return { name, path };
  const span = { position: token.startOffset, length: written.length };
  if (name === "attributes") {
    throw searchError("Write which attribute: `attributes.store:…`, for instance.", span, [
      "attributes.<path>",
    ]);
  }
  if (name !== null && path === "") return { name, path };
  const nearest = nearestFields(written);
  throw searchError(
    `\`${written}\` is not a field; the nearest are ${nearest.join(", ")}. ` +
      `To search for the text itself write "${token.image}…" in quotes.`,
    span,
    nearest,
  );
}

function isTime(text: string): boolean {
  if (/[\s()"]/.test(text)) return false;
  try {
    parseTimeParameter(text, 0);
    return true;
  } catch (error) {
    if (error instanceof TracewellError) return false;
    throw error;
  }
}

function readOperator({ image }: IToken): ComparisonOperator {
  if (image === ">=" || image === "<=" || image === ">") return image;
  return "<";
}

/** One end of a comparison or range; `""` is an open end of a range. */
function checkBound(kind: FieldKind, bound: string, span: SearchSpan): void {
  if (kind === "time" && !isTime(bound)) {
    throw searchError(
      `\`${bound}\` is not a time: write 2016-07-27T09:32, 2016-07-27, now-1h or epoch milliseconds.`,
      span,
      ["a time"],
    );
  }
  if (kind === "number" && !WHOLE_NUMBER.test(bound)) {
    throw searchError(
      `\`${bound}\` is not a whole number: amounts are minor units, so 64.00 EUR is 6400.`,
      span,
      ["a whole number"],
    );
  }
}

/** A number or a time, by which attributes can be compared. */
function isMeasure(text: string): boolean {
  return DECIMAL_NUMBER.test(text) || (/^\d{4}-\d{2}/.test(text) && isTime(text));
}

/** `from..to` of a field that has an order; null when the text is no range. */
function readRange(kind: FieldKind, text: string, span: SearchSpan): FieldMatch | null {
  const dots = text.indexOf("..");
  if (dots === -1 || text === "..") return null;
  const [from, to] = [text.slice(0, dots), text.slice(dots + 2)];
  const ends = [from, to].filter((end) => end !== "");
  if (kind === "attribute" && !ends.every(isMeasure)) return null;
  for (const end of ends) checkBound(kind, end, span);
  return { form: "range", from, to };
}

function refuseOrder(name: SearchFieldName, span: SearchSpan): never {
  throw searchError(
    `\`${name}\` has no order to compare by: \`>=\`, \`<\` and ranges work on amount, time and attributes. ` +
      `Put the value in quotes to search for it as it stands.`,
    span,
    ["a value"],
  );
}

function readMatch(
  name: SearchFieldName,
  kind: FieldKind,
  operator: IToken | undefined,
  value: IToken,
): FieldMatch {
  const span = spanOf(value);
  const isQuoted = value.tokenType === fieldQuoted;
  const ordered = kind === "number" || kind === "time" || kind === "attribute";
  if (operator !== undefined) {
    if (!ordered) refuseOrder(name, spanOf(operator));
    const bound = isQuoted ? unquote(value.image) : value.image;
    if (kind === "attribute" && !isMeasure(bound)) {
      throw searchError(
        `\`${bound}\` can not be compared: write a number or a time after \`${operator.image}\`.`,
        span,
        ["a number", "a time"],
      );
    }
    checkBound(kind, bound, span);
    return { form: "compare", operator: readOperator(operator), bound };
  }
  const text = isQuoted ? unquote(value.image) : value.image;
  if (!isQuoted || kind === "number" || kind === "time") {
    const range = ordered ? readRange(kind, text, span) : null;
    if (range !== null) return range;
  }
  if (kind === "number" || kind === "time") {
    if (text === "*") return { form: "prefix", text: "" };
    checkBound(kind, text, span);
    return { form: "word", text };
  }
  if (isQuoted) {
    if (text.trim() === "")
      throw searchError("Write a value between the quotes.", span, ["a value"]);
    return { form: "phrase", text };
  }
  if (kind !== "attribute" && kind !== "words" && /^\S+\.\.\S+$/.test(text))
    refuseOrder(name, span);
  return readBareText(text, span);
}

/** `field:value`. Throws `invalid-query` for an unknown field or a value the field can not have. */
export function readFieldTerm(
  fieldToken: IToken,
  operator: IToken | undefined,
  value: IToken,
): SearchNode {
  const field = readField(fieldToken);
  const kind = SEARCH_FIELDS.get(field.name) ?? "key";
  return { kind: "field", field, match: readMatch(field.name, kind, operator, value) };
}

/** A quoted term without a field. */
export function readQuotedTerm(token: IToken): SearchNode {
  const text = unquote(token.image);
  if (text.trim() === "") {
    throw searchError("Write a phrase between the quotes.", spanOf(token), ["a phrase"]);
  }
  return { kind: "text", match: { form: "phrase", text } };
}
