import { invariant } from "#domain/errors.ts";
import { EVENT_DEPTH_MAX, findTooDeep } from "./event-depth.ts";
import { describeEventIssue } from "./event-issues.ts";
import { eventTimeMs } from "./event-time.ts";
import { type AuditEvent, eventSchema } from "./event.ts";
import { isPlainlyValid } from "./plainly-valid.ts";

export type ParsedEvent =
  | { readonly ok: true; readonly event: AuditEvent }
  /** `path` is the field at fault, such as `objects[0].id`; empty when the whole value is. */
  | { readonly ok: false; readonly message: string; readonly path: string };

/** The schema and what it cannot say: the whole of what makes an event acceptable. */
export const acceptedEventSchema = eventSchema.check((context) => {
  const event = context.value;
  const refuse = (path: PropertyKey[], message: string): void => {
    context.issues.push({ code: "custom", input: event, path, message });
  };
  if (Number.isNaN(eventTimeMs(event.time))) refuse(["time"], "is not a real instant");
  if (event.transactionId?.trim() === "") refuse(["transactionId"], "is blank");
  const tooDeep = findTooDeep(event, EVENT_DEPTH_MAX);
  if (tooDeep !== null) refuse(tooDeep, "nests too deeply");
});

/**
 * An event as a producer sent it, checked. The event returned is the value itself, so unknown keys at any
 * depth are kept. The message is one sentence: the field, what is wrong with it, what is expected; it
 * quotes no field that could be personal or secret.
 */
export function parseEvent(value: unknown): ParsedEvent {
  if (isPlainlyValid(value) || isAccepted(value)) return { ok: true, event: value };
  const issue = acceptedEventSchema.safeParse(value).error?.issues[0];
  invariant(issue !== undefined, "a refused event has an issue");
  return { ok: false, ...describeEventIssue(value, issue) };
}

/** The schema changes nothing: its output is a copy of its input, so the input itself may be kept. */
function isAccepted(value: unknown): value is AuditEvent {
  return acceptedEventSchema.safeParse(value).success;
}
