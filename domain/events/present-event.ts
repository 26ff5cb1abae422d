import { isProtectedValue } from "#domain/protection/protected-value.ts";
import { attributesOf } from "./event-attributes.ts";
import {
  type AuditEvent,
  EVENT_SCHEMA_VERSION,
  type EventSource,
  type ObjectReference,
  type ParseNote,
  type RecordedEvent,
} from "./event.ts";
import { isFields } from "./fields.ts";

/** An event as answers show it; the same shape as `EventAnswer` of the query side. */
export interface PresentedEvent {
  /** `<ledger>:<seq>`. */
  reference: string;
  ledger: string;
  seq: number;
  recordedAt: string;
  /** The producer's or derived ID; the reference where there is none. */
  id: string;
  type: string;
  time: string;
  transactionId?: string | undefined;
  unattributed?: string | undefined;
  objects: ObjectReference[];
  actor?: AuditEvent["actor"];
  amount?: AuditEvent["amount"];
  outcome?: string | undefined;
  reason?: string | undefined;
  message?: string | undefined;
  level?: string | undefined;
  attributes: Record<string, unknown>;
  source: EventSource;
  parseNotes: ParseNote[];
  traceparent?: string | undefined;
  raw?: string | undefined;
  rawBase64?: string | undefined;
  schemaVersion: number;
}

/** Fields shown as they stand, where there are any. */
const OPTIONAL_FIELDS = [
  "transactionId",
  "unattributed",
  "actor",
  "amount",
  "outcome",
  "reason",
  "message",
  "level",
  "traceparent",
  "raw",
  "rawBase64",
] as const;

/**
 * The event of a record as answers show it: unknown producer fields stand under `attributes` (see
 * `attributesOf` for names that clash), every protected value at any depth is replaced by its mask, lists
 * are there even when empty. The source is the ledger's word; a producer that called itself otherwise is
 * quoted in `source.statedName`.
 */
export function presentEvent(recorded: RecordedEvent): PresentedEvent {
  const { ledger, seq, recordedAt } = recorded;
  const event = masked(recorded.event);
  const reference = `${ledger}:${seq}`;
  const presented: PresentedEvent = {
    reference,
    ledger,
    seq,
    recordedAt,
    id: recorded.id ?? event.id ?? reference,
    type: event.type,
    time: event.time,
    objects: event.objects ?? [],
    attributes: masked({ ...attributesOf(recorded.event) }),
    source: sourceOf(recorded.source, event.source),
    parseNotes: event.parseNotes ?? [],
    schemaVersion: event.schemaVersion ?? EVENT_SCHEMA_VERSION,
  };
  for (const field of OPTIONAL_FIELDS) copyField(event, presented, field);
  return presented;
}

function copyField<Field extends (typeof OPTIONAL_FIELDS)[number]>(
  event: Pick<PresentedEvent, Field>,
  presented: Pick<PresentedEvent, Field>,
  field: Field,
): void {
  if (event[field] !== undefined) presented[field] = event[field];
}

function sourceOf(recorded: EventSource, stated: AuditEvent["source"]): EventSource {
  if (stated === undefined) return recorded;
  const source = { ...stated, ...recorded };
  if (stated.name === undefined || stated.name === recorded.name) return source;
  return { ...source, statedName: stated.name };
}

/** The value itself where nothing in it is protected, else a copy with masks. */
export function masked<Value>(value: Value): Value {
  if (!holdsProtected(value)) return value;
  const copy = structuredClone(value);
  maskInside(copy);
  return copy;
}

function holdsProtected(value: unknown): boolean {
  if (!isFields(value)) return false;
  return isProtectedValue(value) || Object.values(value).some(holdsProtected);
}

function maskInside(container: unknown): void {
  if (!isFields(container)) return;
  for (const [key, value] of Object.entries(container)) {
    if (isProtectedValue(value)) Reflect.set(container, key, value.mask);
    else maskInside(value);
  }
}
