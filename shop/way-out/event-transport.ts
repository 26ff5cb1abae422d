import type { LoggedEvent } from "../events/shop-event.ts";

/** An event that reached the log. */
export interface Arrival {
  readonly event: LoggedEvent;
  /** The same event reached it before. */
  readonly repeated: boolean;
}

/** What lies between an outbox and the log; in a simulation it may lose and disturb events. */
export interface EventTransport {
  /** What reaches the log when this event is sent, in order. */
  carry(event: LoggedEvent): readonly Arrival[];
  /** What is still under way, in order; nothing is sent after it. */
  finish(): readonly Arrival[];
}

/** Every event arrives at once. */
export const DIRECT_TRANSPORT: EventTransport = {
  carry: (event) => [{ event, repeated: false }],
  finish: () => [],
};
