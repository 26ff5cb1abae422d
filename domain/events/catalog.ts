import { DELIVERY_EVENTS } from "./catalog/delivery-events.ts";
import { type EventType, OBJECT_TYPES, type ObjectType } from "./catalog/event-type.ts";
import { INCIDENT_EVENTS } from "./catalog/incident-events.ts";
import { OPERATION_EVENTS } from "./catalog/operation-events.ts";
import { SALE_EVENTS } from "./catalog/sale-events.ts";

/** Every event type this release knows, in the order of a sale. Producers may send any other type. */
export const eventTypes: readonly EventType[] = [
  ...SALE_EVENTS,
  ...DELIVERY_EVENTS,
  ...OPERATION_EVENTS,
  ...INCIDENT_EVENTS,
];

const BY_TYPE: ReadonlyMap<string, EventType> = new Map(
  eventTypes.map((eventType) => [eventType.type, eventType]),
);

/** Null for a type the catalog does not know. */
export function findEventType(type: string): EventType | null {
  return BY_TYPE.get(type) ?? null;
}

export function isObjectType(type: string): type is ObjectType {
  return OBJECT_TYPES.some((known) => known === type);
}
