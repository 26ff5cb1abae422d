import type { IToken } from "chevrotain";
import { readBareText, readQuotedText, readValue } from "./read-value.ts";
import { searchError } from "./search-error.ts";
import { findField, nearestFields } from "./search-fields.ts";
import { spanOf } from "./search-tokens.ts";
import type { SearchField, SearchNode } from "./search-tree.ts";

const OPERATOR_WITHOUT_COLON = /^(amount|time|attributes\.[^\s<>=]+)(>=|<=|>|<|=)/i;

/** A term without a field: an exact ID, or words of the message. */
export function readBareTerm(token: IToken): SearchNode {
  const unfinished = OPERATOR_WITHOUT_COLON.exec(token.image);
  if (unfinished !== null) {
    const [written, name = "", operator = ""] = unfinished;
    const meant = operator === "=" ? `${name}:` : `${name}:${operator}`;
    throw searchError(
      `A comparison needs a colon after the field: write \`${meant}…\`.`,
      { position: token.startOffset, length: written.length },
      [meant],
    );
  }
  const match = readBareText(token.image, spanOf(token));
  return match.form === "prefix" && match.text === "" ? { kind: "all" } : { kind: "text", match };
}

/** A quoted term without a field. */
export function readQuotedTerm(token: IToken): SearchNode {
  return { kind: "text", match: readQuotedText(token) };
}

function readField(token: IToken): SearchField {
  const written = token.image.slice(0, -1);
  const dot = written.indexOf(".");
  const name = findField(dot === -1 ? written : written.slice(0, dot));
  const path = dot === -1 ? "" : written.slice(dot + 1);
  const span = { position: token.startOffset, length: written.length };
  if (name === "attributes" && path === "") {
    throw searchError("Write which attribute: `attributes.store:…`, for instance.", span, [
      "attributes.<path>",
    ]);
  }
  if (name !== null && (name === "attributes" || dot === -1)) return { name, path };
  const nearest = nearestFields(written);
  throw searchError(
    `\`${written}\` is not a field; the nearest are ${nearest.join(", ")}. ` +
      `To search for the text itself write "${token.image}…" in quotes.`,
    span,
    nearest,
  );
}

/** `field:value`. Throws `invalid-query` for an unknown field or a value the field cannot have. */
export function readFieldTerm(
  fieldToken: IToken,
  operator: IToken | undefined,
  value: IToken,
): SearchNode {
  const field = readField(fieldToken);
  return { kind: "field", field, match: readValue(field.name, operator, value) };
}
