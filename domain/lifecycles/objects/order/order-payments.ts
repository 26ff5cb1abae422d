import { meaningOf } from "#domain/payments/gateway-states.ts";
import { idOf, minorOf, numberOf, textOf, truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";

/** One method of one attempt to pay an order. */
export interface OrderPayment {
  readonly id: string;
  readonly requested: LifecycleEvent | null;
  /** Place in the cart. */
  readonly position: number | null;
  /** What it was asked for; null where no record says. */
  readonly shareMinor: number | null;
  readonly capturedMinor: number;
  /** Read as paid, where no capture was told. */
  readonly readMinor: number;
  readonly refundedMinor: number;
  /** A record says that it was paid, and none says how much. */
  readonly isAmountUnknown: boolean;
  /** The first record that tells that it was paid. */
  readonly paid: LifecycleEvent | null;
  /** Every record that tells that it was paid. */
  readonly told: readonly LifecycleEvent[];
  /** It was refused or given up and not paid, as far as is known. */
  readonly refusal: LifecycleEvent | null;
  readonly givenBack: LifecycleEvent | null;
}

/** Captured, or read as paid where its answer was lost. */
export function tellsPaid(event: LifecycleEvent): boolean {
  if (event.type === "payment.captured") return true;
  return event.type === "payment.stateRead" && truthOf(event, "paid") === true;
}

/** Refused, given up, or read as neither paid nor announced nor reserved. */
export function tellsRefusal(event: LifecycleEvent): boolean {
  if (event.type === "payment.declined" || event.type === "payment.released") return true;
  if (event.type !== "payment.stateRead" || truthOf(event, "paid") !== false) return false;
  return !isStillExpected(textOf(event, "gateway"), textOf(event, "gatewayState"));
}

/** The gateway holds money, or was told that it comes. A gateway that is not known says so in its own words. */
function isStillExpected(gateway: string | null, state: string | null): boolean {
  if (state === null) return false;
  const meaning = gateway === null ? undefined : meaningOf(gateway, state);
  if (meaning === undefined) return /pending|await|authorized/i.test(state);
  return meaning === "pending" || meaning === "authorized";
}

/** The payments of an order, in the order in which they first come up. */
export function readPayments(events: readonly LifecycleEvent[]): readonly OrderPayment[] {
  const byId = new Map<string, LifecycleEvent[]>();
  for (const event of events) {
    if (!event.type.startsWith("payment.")) continue;
    const id = idOf(event, "payment");
    if (id === null) continue;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [event]);
    else known.push(event);
  }
  return [...byId].map(([id, own]) => readPayment(id, own));
}

function readPayment(id: string, own: readonly LifecycleEvent[]): OrderPayment {
  const requested = own.find(({ type }) => type === "payment.requested") ?? null;
  const told = own.filter(tellsPaid);
  let capturedMinor = 0;
  let readMinor = 0;
  let refundedMinor = 0;
  let isAmountUnknown = false;
  for (const event of own) {
    if (event.type === "payment.refunded") refundedMinor += minorOf(event);
    if (!tellsPaid(event)) continue;
    const minor = paidAmount(event, requested);
    isAmountUnknown ||= minor === null;
    if (event.type === "payment.captured") capturedMinor += minor ?? 0;
    else readMinor = Math.max(readMinor, minor ?? 0);
  }
  return {
    id,
    requested,
    position: numberOf(requested ?? undefined, "position"),
    shareMinor: requested?.amount?.minor ?? null,
    capturedMinor,
    readMinor,
    refundedMinor,
    isAmountUnknown,
    paid: told[0] ?? null,
    told,
    refusal: told.length > 0 ? null : (own.findLast(tellsRefusal) ?? null),
    givenBack: own.find(isGivenBack) ?? null,
  };
}

/** What a record says was paid: where it states no amount, what was asked for. Null where neither is known. */
export function paidAmount(event: LifecycleEvent, requested: LifecycleEvent | null): number | null {
  return event.amount?.minor ?? requested?.amount?.minor ?? null;
}

/** What was taken of it, whichever record says so. */
export function takenMinor({ capturedMinor, readMinor }: OrderPayment): number {
  return Math.max(capturedMinor, readMinor);
}

function isGivenBack({ type }: LifecycleEvent): boolean {
  return type === "payment.refunded" || type === "payment.released" || type === "payment.declined";
}

/** An attempt that came to nothing before the order was placed. */
export function isEarlierAttempt(payment: OrderPayment, placed: LifecycleEvent | null): boolean {
  const { givenBack } = payment;
  return givenBack !== null && placed !== null && givenBack.timeMs < placed.timeMs;
}
