import { meaningOf, type PaymentMeaning } from "#domain/payments/gateway-states.ts";
import { evidenceOf, minorOf, textOf, truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Signal } from "../../object-lifecycle.ts";

/** Events that tell the same whatever came before them. */
const SIGNALS_OF_TYPE: ReadonlyMap<string, string> = new Map([
  ["payment.requested", "requested"],
  ["payment.authorized", "authorized"],
  ["payment.reauthorized", "reauthorized"],
  ["payment.declined", "declined"],
  ["payment.released", "released"],
  ["payment.timedOut", "timedOut"],
]);

/** What a state that is not paid tells, where the gateway knows the payment. */
const READ_AS: ReadonlyMap<PaymentMeaning | undefined, string> = new Map([
  ["pending", "readPending"],
  ["authorized", "readPending"],
  ["declined", "readDeclined"],
  ["released", "readReleased"],
]);

/** What each event of a payment tells, given what came before it. `own` are its `payment.*` events in order. */
export function paymentSignals(
  own: readonly LifecycleEvent[],
  requested: LifecycleEvent | undefined,
): Signal[] {
  const course = new PaymentCourse(requested);
  return own.flatMap((event) => {
    const name = SIGNALS_OF_TYPE.get(event.type) ?? course.signalOf(event);
    if (event.type === "payment.authorized") course.isAuthorized = true;
    return name === null ? [] : [{ name, atMs: event.timeMs, evidence: evidenceOf(event) }];
  });
}

class PaymentCourse {
  readonly #requestedMinor: number;
  readonly #authorizesFirst: boolean;
  isAuthorized = false;
  #isCaptured = false;
  #capturedMinor = 0;
  #readMinor = 0;
  #refundedMinor = 0;

  constructor(requested: LifecycleEvent | undefined) {
    this.#requestedMinor = minorOf(requested);
    this.#authorizesFirst = textOf(requested, "operation") === "authorize";
  }

  /** Null for what tells nothing of a payment. */
  signalOf(event: LifecycleEvent): string | null {
    switch (event.type) {
      case "payment.captured":
        return this.#captured(event);
      case "payment.stateRead":
        return this.#read(event);
      case "payment.refunded":
        return this.#refunded(event);
      default:
        return null;
    }
  }

  #captured(event: LifecycleEvent): string {
    this.#capturedMinor += minorOf(event);
    if (this.#isCaptured) return "capturedAgain";
    this.#isCaptured = true;
    return this.#lacksAuthorization() ? "capturedUnauthorized" : "captured";
  }

  #read(event: LifecycleEvent): string {
    if (!isReadAsPaid(event)) return READ_AS.get(meaningIn(event)) ?? "readUnpaid";
    this.#readMinor = Math.max(this.#readMinor, event.amount?.minor ?? this.#requestedMinor);
    return this.#lacksAuthorization() ? "capturedUnauthorized" : "readPaid";
  }

  #refunded(event: LifecycleEvent): string {
    this.#refundedMinor += minorOf(event);
    const takenMinor = Math.max(this.#capturedMinor, this.#readMinor);
    if (this.#refundedMinor > takenMinor) return "refundedTooMuch";
    return this.#refundedMinor === takenMinor ? "refunded" : "partlyRefunded";
  }

  #lacksAuthorization(): boolean {
    return this.#authorizesFirst && !this.isAuthorized;
  }
}

/** Asked later, the gateway says that it was paid. */
export function isReadAsPaid(event: LifecycleEvent): boolean {
  return event.type === "payment.stateRead" && truthOf(event, "paid") === true;
}

/** What the gateway's state in an event comes to; undefined where it is not stated or not understood. */
export function meaningIn(event: LifecycleEvent): PaymentMeaning | undefined {
  return meaningOf(textOf(event, "gateway") ?? "", textOf(event, "gatewayState") ?? "");
}
