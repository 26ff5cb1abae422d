import type { LoggedEvent } from "../events/shop-event.ts";
import type { Arrival, EventTransport } from "../way-out/event-transport.ts";

/** Counts what was sent and what arrived; it looks at nothing. */
export class CountingTransport implements EventTransport {
  readonly #inner: EventTransport;
  #sent = 0;
  #written = 0;

  constructor(inner: EventTransport) {
    this.#inner = inner;
  }

  /** Events that the shop sent. */
  get sent(): number {
    return this.#sent;
  }

  /** Lines that were written, repeated ones too. */
  get written(): number {
    return this.#written;
  }

  carry(event: LoggedEvent): readonly Arrival[] {
    this.#sent += 1;
    return this.#count(this.#inner.carry(event));
  }

  finish(): readonly Arrival[] {
    return this.#count(this.#inner.finish());
  }

  #count(arrivals: readonly Arrival[]): readonly Arrival[] {
    this.#written += arrivals.length;
    return arrivals;
  }
}
