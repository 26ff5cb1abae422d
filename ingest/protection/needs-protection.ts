import type { AuditEvent } from "#domain/events/event.ts";
import type { Declarations } from "#domain/protection/declarations.ts";
import { mayHoldEmailAddress } from "#domain/protection/free-text.ts";
import {
  FIELD_DEPTH_MAX,
  fieldsOf,
  isFields,
  isProducerField,
  isTelling,
  type SchemaKeys,
  schemaKeysOf,
  TEXT_FIELDS,
} from "./event-fields.ts";

/**
 * A quick look on the hot path, free of allocation: true when a field may have to be rewritten. It never
 * overlooks one; a few events it points at turn out to be harmless.
 */
export function needsProtection(event: AuditEvent, declarations: Declarations): boolean {
  if (event.rawBase64 !== undefined) return true;
  for (const field of TEXT_FIELDS) {
    const text = event[field];
    if (text !== undefined && mayHoldEmailAddress(text)) return true;
  }
  const fields = fieldsOf(event);
  for (const key in fields) {
    if (!isProducerField(key)) continue;
    const value = fields[key];
    if (isTelling(value) && declarations.kindOf(key, "", event, event) !== null) return true;
    if (mayHold(value, key, schemaKeysOf(key), event, declarations, 1)) return true;
  }
  return false;
}

function mayHold(
  value: unknown,
  parent: string,
  schemaKeys: SchemaKeys,
  event: AuditEvent,
  declarations: Declarations,
  depth: number,
): boolean {
  if (typeof value === "string") return mayHoldEmailAddress(value);
  if (typeof value !== "object" || value === null) return false;
  if (depth > FIELD_DEPTH_MAX) return true;
  if (Array.isArray(value)) {
    for (const element of value) {
      if (mayHold(element, parent, schemaKeys, event, declarations, depth + 1)) return true;
    }
    return false;
  }
  if (!isFields(value)) return false;
  for (const key in value) {
    if (schemaKeys?.has(key) === true) continue;
    const inner = value[key];
    if (isTelling(inner) && declarations.kindOf(key, parent, value, event) !== null) return true;
    if (mayHoldEmailAddress(key)) return true;
    if (mayHold(inner, key, null, event, declarations, depth + 1)) return true;
  }
  return false;
}
