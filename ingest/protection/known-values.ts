import { TracewellError } from "#domain/errors.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import type { Declarations } from "#domain/protection/declarations.ts";
import type { KnownValue } from "#domain/protection/free-text.ts";
import type { ProtectionKind } from "#domain/protection/protected-value.ts";
import {
  FIELD_DEPTH_MAX,
  fieldsOf,
  isProducerField,
  isTelling,
  type SchemaKeys,
  schemaKeysOf,
} from "./event-fields.ts";

/**
 * The clear values of all declared fields, which must not stand anywhere else in the event either.
 * Throws `invalid-event` when the event is nested too deeply to be checked.
 */
export function knownValuesOf(event: AuditEvent, declarations: Declarations): KnownValue[] {
  const found = new Map<string, KnownValue>();
  const fields = fieldsOf(event);

  function collect(
    value: unknown,
    parent: string,
    schemaKeys: SchemaKeys,
    kind: ProtectionKind | null,
    depth: number,
  ): void {
    if (typeof value === "string" || typeof value === "number") {
      const clear = String(value);
      if (kind !== null && clear !== "") found.set(`${kind}\0${clear}`, { kind, clear });
      return;
    }
    if (typeof value !== "object" || value === null) return;
    if (depth > FIELD_DEPTH_MAX) throw tooDeep();
    if (Array.isArray(value)) {
      for (const element of value) collect(element, parent, schemaKeys, kind, depth + 1);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (schemaKeys?.has(key) === true) continue;
      const own = isTelling(inner) ? declarations.kindOf(key, parent, value, event) : null;
      collect(inner, key, null, strictest(own, kind), depth + 1);
    }
  }

  for (const [key, value] of Object.entries(fields)) {
    if (!isProducerField(key)) continue;
    const kind = isTelling(value) ? declarations.kindOf(key, "", event, event) : null;
    collect(value, key, schemaKeysOf(key), kind, 1);
  }
  return [...found.values()];
}

const STRICTNESS = { personal: 1, secret: 2, removed: 3 } as const;

/** What a field is, given what it says itself and what the field around it says. */
export function strictest(
  own: ProtectionKind | null,
  inherited: ProtectionKind | null,
): ProtectionKind | null {
  if (own === null || inherited === null) return own ?? inherited;
  return STRICTNESS[own] >= STRICTNESS[inherited] ? own : inherited;
}

function tooDeep(): TracewellError {
  return new TracewellError(
    "invalid-event",
    `The event is nested deeper than ${FIELD_DEPTH_MAX} levels and cannot be checked for personal data. Flatten its attributes.`,
    { detail: { levelsMax: FIELD_DEPTH_MAX } },
  );
}
