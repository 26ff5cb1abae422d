import { EVENT_DEPTH_MAX, findTooDeep } from "./event-depth.ts";
import { eventTimeMs } from "./event-time.ts";
import { type AuditEvent, EVENT_OBJECTS_MAX, IDENTIFIER_CHARACTERS_MAX } from "./event.ts";
import { type Fields, isPlainObject } from "./fields.ts";

const LEVELS_BELOW_EVENT = EVENT_DEPTH_MAX - 1;

/**
 * A quick look on the hot path: true only for events that `acceptedEventSchema` accepts, in a seventh of
 * its time. It knows the usual fields; anything else, valid or not, is left to the schema, which alone
 * refuses. A property test holds the two together.
 */
export function isPlainlyValid(value: unknown): value is AuditEvent {
  if (!isPlainObject(value)) return false;
  if (typeof value["type"] !== "string" || typeof value["time"] !== "string") return false;
  for (const key in value) {
    if (!isValidField(key, value[key])) return false;
  }
  return true;
}

function isValidField(key: string, value: unknown): boolean {
  switch (key) {
    case "type":
      return isEventType(value);
    case "time":
      return typeof value === "string" && !Number.isNaN(eventTimeMs(value));
    case "id":
      return isText(value, IDENTIFIER_CHARACTERS_MAX);
    case "transactionId":
      return isText(value, IDENTIFIER_CHARACTERS_MAX) && value.trim() !== "";
    case "unattributed":
      return isText(value, 256);
    case "objects":
      return isObjects(value);
    case "actor":
      return isTypeAndId(value, LEVELS_BELOW_EVENT);
    case "amount":
      return isAmount(value);
    case "message":
    case "raw":
    case "rawBase64":
      return typeof value === "string";
    case "reason":
      return typeof value === "string" && value.length <= 4096;
    case "outcome":
      return typeof value === "string" && value.length <= 64;
    case "level":
      return typeof value === "string" && value.length <= 16;
    case "traceparent":
      return typeof value === "string" && value.length <= 128;
    case "attributes":
      return isPlainObject(value) && isShallow(value);
    case "source":
    case "parseNotes":
    case "schemaVersion":
      return false;
    default:
      return isShallow(value);
  }
}

function isText(value: unknown, charactersMax: number): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= charactersMax;
}

function isShallow(value: unknown, levelsLeft = LEVELS_BELOW_EVENT): boolean {
  return typeof value !== "object" || findTooDeep(value, levelsLeft) === null;
}

function isTypeAndId(value: unknown, levelsLeft: number): value is Fields {
  if (!isPlainObject(value)) return false;
  return (
    isText(value["type"], 64) &&
    isText(value["id"], IDENTIFIER_CHARACTERS_MAX) &&
    isShallow(value, levelsLeft)
  );
}

function isObjects(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > EVENT_OBJECTS_MAX) return false;
  for (const object of value as readonly unknown[]) {
    if (!isTypeAndId(object, LEVELS_BELOW_EVENT - 1)) return false;
    const { role } = object;
    if (role !== undefined && !isText(role, 64)) return false;
  }
  return true;
}

function isAmount(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const { minor, currency } = value;
  return Number.isSafeInteger(minor) && isCurrency(currency) && isShallow(value);
}

function isCurrency(value: unknown): boolean {
  if (typeof value !== "string" || value.length !== 3) return false;
  for (let index = 0; index < 3; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 65 || code > 90) return false;
  }
  return true;
}

/** Dotted camelCase, as the schema's pattern says, without a regular expression. */
function isEventType(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 128) return false;
  let dots = 0;
  let atStart = true;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    const isLower = code >= 97 && code <= 122;
    if (atStart) {
      if (!isLower) return false;
      atStart = false;
    } else if (code === 46) {
      dots += 1;
      atStart = true;
    } else if (!isLower && !(code >= 65 && code <= 90) && !(code >= 48 && code <= 57)) {
      return false;
    }
  }
  return dots > 0 && !atStart;
}
