import type { IToken } from "chevrotain";
import { TracewellError } from "#domain/errors.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import { searchError, type SearchSpan } from "./search-error.ts";
import { type FieldKind, SEARCH_FIELDS, type SearchFieldName } from "./search-fields.ts";
import { fieldQuoted, spanOf } from "./search-tokens.ts";
import type { ComparisonOperator, FieldMatch, TextMatch } from "./search-tree.ts";

const WHOLE_NUMBER = /^-?\d{1,15}$/;
export const DECIMAL_NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/** `2016-07-27 09:32`, as people and databases write it. */
const BLANK_IN_TIME = /^(\d{4}-\d{2}-\d{2}) +(?=\d)/;

/** What distinguishes a time from other attribute values. */
const TIME_START = /^(\d{4}-\d{2}-\d{2}|now)/;

interface WrittenValue {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly span: SearchSpan;
}

export function unquote(image: string): string {
  return image.slice(1, -1).replaceAll(/\\(["\\])/g, "$1");
}

/** A bare value: a star is allowed at its very end. */
export function readBareText(image: string, span: SearchSpan): TextMatch {
  const star = image.indexOf("*");
  if (star === -1) return { form: "word", text: image };
  if (star === image.length - 1) return { form: "prefix", text: image.slice(0, -1) };
  throw searchError(
    "A `*` stands only at the end of a word (`pay*`); put the text in quotes to search for a star.",
    { position: span.position + star, length: 1 },
    ["a word without `*`"],
  );
}

/** Text in quotes, which must hold something. */
export function readQuotedText(token: IToken): TextMatch {
  const text = unquote(token.image);
  if (text.trim() !== "") return { form: "phrase", text };
  throw searchError("Write something between the quotes.", spanOf(token), ["a phrase"]);
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

/** A number or a time, by which attributes can be compared. */
function isMeasure(text: string): boolean {
  return DECIMAL_NUMBER.test(text) || (TIME_START.test(text) && isTime(text));
}

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
  if (kind === "attribute" && !isMeasure(bound)) {
    throw searchError(`\`${bound}\` cannot be compared: write a number or a time instead.`, span, [
      "a number",
      "a time",
    ]);
  }
}

function refuseOrder(name: SearchFieldName, span: SearchSpan): never {
  throw searchError(
    `\`${name}\` has no order to compare by: \`>=\`, \`<\` and ranges work on amount, time and attributes. ` +
      `Put the value in quotes to search for it as it stands.`,
    span,
    ["a value"],
  );
}

function operatorOf({ image }: IToken): ComparisonOperator {
  if (image === ">=" || image === "<=" || image === ">") return image;
  return "<";
}

/** `from..to`; null when the text is no range. */
function readRange(kind: FieldKind, { text, span }: WrittenValue): FieldMatch | null {
  const dots = text.indexOf("..");
  if (dots === -1 || text === "..") return null;
  const [from, to] = [text.slice(0, dots), text.slice(dots + 2)];
  const ends = [from, to].filter((end) => end !== "");
  // Attributes hold paths and other text with dots in it.
  if (kind === "attribute" && !ends.every(isMeasure)) return null;
  for (const end of ends) checkBound(kind, end, span);
  return { form: "range", from, to };
}

/** A value of a field that is nothing but ordered: a time or an amount. */
function readMeasure(kind: FieldKind, value: WrittenValue): FieldMatch {
  const range = readRange(kind, value);
  if (range !== null) return range;
  if (value.text === "*" && !value.isQuoted) return { form: "prefix", text: "" };
  checkBound(kind, value.text, value.span);
  return { form: "word", text: value.text };
}

/** What follows `field:`. Throws `invalid-query` for a value the field cannot have. */
export function readValue(
  name: SearchFieldName,
  operator: IToken | undefined,
  token: IToken,
): FieldMatch {
  const kind = SEARCH_FIELDS.get(name) ?? "key";
  const isQuoted = token.tokenType === fieldQuoted;
  const written = isQuoted ? unquote(token.image) : token.image;
  const text = isQuoted ? written.replace(BLANK_IN_TIME, "$1T") : written;
  const span = spanOf(token);
  if (operator !== undefined) {
    const isOrdered = kind === "number" || kind === "time" || kind === "attribute";
    if (!isOrdered) refuseOrder(name, spanOf(operator));
    checkBound(kind, text, span);
    return { form: "compare", operator: operatorOf(operator), bound: text };
  }
  if (kind === "number" || kind === "time") return readMeasure(kind, { text, isQuoted, span });
  if (isQuoted) return readQuotedText(token);
  if (kind === "attribute") {
    return readRange(kind, { text, isQuoted, span }) ?? readBareText(text, span);
  }
  if (kind !== "words" && /^\S+\.\.\S+$/.test(text)) refuseOrder(name, span);
  return readBareText(text, span);
}
