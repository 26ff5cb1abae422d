import { eventSchema } from "#domain/events/event.ts";

const { type: typeSchema, time: timeSchema } = eventSchema.shape;

/** Whether a value has the form of an event's type, such as `order.placed`. */
export function isEventType(value: unknown): value is string {
  return typeof value === "string" && typeSchema.safeParse(value).success;
}

/**
 * Whether an object is an event of ours as it stands: a type and a time of the right form. Everything else
 * about it is judged by validation, so that a wrong event of ours is refused rather than reinterpreted.
 * Logging libraries write the numeric level of a line where an event has its name.
 */
export function isOwnEvent(value: Readonly<Record<string, unknown>>): boolean {
  return (
    isEventType(value["type"]) &&
    timeSchema.safeParse(value["time"]).success &&
    typeof value["level"] !== "number"
  );
}
