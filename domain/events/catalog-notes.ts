import { isProtectedValue } from "#domain/protection/protected-value.ts";
import type { AttributeDefinition, EventType } from "./catalog/event-type.ts";
import { findEventType, isObjectType } from "./catalog.ts";
import { eventTimeMs } from "./event-time.ts";
import type { AuditEvent } from "./event.ts";
import { isFields } from "./fields.ts";

/** One way in which an event differs from the catalog. */
export interface CatalogNote {
  readonly code:
    | "unknown-type"
    | "reserved-type"
    | "unknown-object-type"
    | "missing-object"
    | "missing-amount"
    | "missing-reason"
    | "other-kind"
    | "other-value";
  /** The field concerned, such as `attributes.lines.quantity`. */
  readonly path: string;
  /** One sentence. */
  readonly message: string;
}

/**
 * How an event differs from what the catalog says of its type: advice to producers, nothing is refused
 * for it. Empty when it agrees. Attributes beyond the catalog are welcome and give no note.
 */
export function catalogNotes(event: AuditEvent): CatalogNote[] {
  const notes = unknownObjectNotes(event);
  const known = findEventType(event.type);
  if (known === null) {
    const message = `The catalog does not know the type \`${event.type}\`.`;
    return [{ code: "unknown-type", path: "type", message }, ...notes];
  }
  if (known.reserved === true) {
    const message = `The type \`${event.type}\` is reserved.`;
    notes.push({ code: "reserved-type", path: "type", message });
  }
  notes.push(...missingObjectNotes(event, known), ...missingFieldNotes(event, known));
  for (const definition of known.attributes) {
    notes.push(...attributeNotes(event.attributes?.[definition.name], definition, "attributes"));
  }
  return notes;
}

function unknownObjectNotes(event: AuditEvent): CatalogNote[] {
  return (event.objects ?? []).flatMap(({ type }, place) => {
    if (isObjectType(type)) return [];
    const message = `The catalog does not know the object type \`${type}\`.`;
    return [{ code: "unknown-object-type" as const, path: `objects[${place}].type`, message }];
  });
}

/** A trace that knows only its transaction says so by naming it as the object. */
function missingObjectNotes(event: AuditEvent, known: EventType): CatalogNote[] {
  if (known.objects === "any") return [];
  const present = new Set(event.objects?.map((object) => object.type));
  if (present.has("transaction")) return [];
  return known.objects
    .filter(({ type, required }) => required && !present.has(type))
    .map(({ type }) => ({
      code: "missing-object",
      path: "objects",
      message: `\`${event.type}\` concerns a ${type}, and none is named.`,
    }));
}

function missingFieldNotes(event: AuditEvent, known: EventType): CatalogNote[] {
  const notes: CatalogNote[] = [];
  if (known.amount === "expected" && event.amount === undefined) {
    const message = `\`${event.type}\` is expected to carry an amount.`;
    notes.push({ code: "missing-amount", path: "amount", message });
  }
  if (known.reason === "expected" && event.reason === undefined) {
    const message = `\`${event.type}\` is expected to carry a reason.`;
    notes.push({ code: "missing-reason", path: "reason", message });
  }
  return notes;
}

function attributeNotes(
  value: unknown,
  definition: AttributeDefinition,
  parent: string,
): CatalogNote[] {
  if (value === undefined || isProtectedValue(value)) return [];
  const path = `${parent}.${definition.name}`;
  if (!isOfKind(value, definition)) {
    const message = `\`${path}\` is expected to be a ${definition.kind}.`;
    return [{ code: "other-kind", path, message }];
  }
  if (definition.values !== undefined && !definition.values.some((known) => known === value)) {
    const message = `\`${path}\` is expected to be one of ${definition.values.join(", ")}.`;
    return [{ code: "other-value", path, message }];
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) =>
    (definition.fields ?? []).flatMap((field) =>
      attributeNotes(isFields(item) ? item[field.name] : undefined, field, path),
    ),
  );
}

function isOfKind(value: unknown, { kind }: AttributeDefinition): boolean {
  switch (kind) {
    case "timestamp":
      return typeof value === "string" && !Number.isNaN(eventTimeMs(value));
    case "list":
      return Array.isArray(value);
    case "object":
      return isFields(value) && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}
