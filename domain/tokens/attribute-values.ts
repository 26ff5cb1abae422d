import { isProtectedValue, type ProtectedValue } from "#domain/protection/protected-value.ts";
import { foldKey } from "./words.ts";

/**
 * Longest text value that gets a token of its own. Codes, names and URLs of shops stay below it; longer
 * values are prose, found by scanning documents.
 */
export const ATTRIBUTE_VALUE_CHARACTERS_MAX = 128;

/** Longest attribute path in a token; names of fields are far shorter. */
export const ATTRIBUTE_PATH_CHARACTERS_MAX = 256;

/** Values indexed of one event: an order of 20 lines with five fields each stays below it. */
export const ATTRIBUTE_VALUES_MAX = 128;

/** Levels of objects and lists looked into, `attributes` itself being the first. */
export const ATTRIBUTE_DEPTH_MAX = 6;

/** A value that can have a token. */
export type AttributeScalar = string | number | boolean;

/**
 * True when a record that holds this attribute value carries its token (unless it carries
 * `moreAttributesToken`). Other values are found by scanning: null, empty or blank text, text longer than
 * `ATTRIBUTE_VALUE_CHARACTERS_MAX`.
 */
export function isIndexedAttributeValue(value: unknown): value is AttributeScalar {
  if (typeof value === "string") {
    return value.length <= ATTRIBUTE_VALUE_CHARACTERS_MAX && foldKey(value) !== "";
  }
  return typeof value === "number" || typeof value === "boolean";
}

export interface AttributeVisitor {
  /** `path` begins with `attributes.`; places in lists are left out. Values may repeat. */
  readonly scalar: (path: string, value: AttributeScalar) => void;
  readonly protectedValue: (path: string, value: ProtectedValue) => void;
  /** Text too long for a token. */
  readonly longText: (path: string) => void;
}

/**
 * Visits the values of attributes at any depth, in their order. Returns false when a bound ended it:
 * not every value was visited.
 */
export function visitAttributes(
  attributes: Readonly<Record<string, unknown>>,
  visitor: AttributeVisitor,
): boolean {
  let left = ATTRIBUTE_VALUES_MAX;
  let complete = true;

  function visit(path: string, value: unknown, depth: number): void {
    if (typeof value === "object" && value !== null && !isProtectedValue(value)) {
      if (depth >= ATTRIBUTE_DEPTH_MAX) complete = false;
      else if (Array.isArray(value)) for (const item of value) visit(path, item, depth + 1);
      else visitFields(path, value, depth + 1);
      return;
    }
    if (left === 0 || path.length > ATTRIBUTE_PATH_CHARACTERS_MAX) {
      complete = false;
      return;
    }
    left -= 1;
    if (isProtectedValue(value)) visitor.protectedValue(path, value);
    else if (isIndexedAttributeValue(value)) visitor.scalar(path, value);
    else if (typeof value === "string" && value.length > ATTRIBUTE_VALUE_CHARACTERS_MAX) {
      visitor.longText(path);
    }
  }

  function visitFields(path: string, fields: object, depth: number): void {
    for (const [name, value] of Object.entries(fields)) visit(`${path}.${name}`, value, depth);
  }

  visitFields("attributes", attributes, 1);
  return complete;
}
