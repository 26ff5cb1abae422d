import { meaningOf } from "#domain/payments/gateway-states.ts";
import { idOf, minorIn, numberOf, textOf, truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";

/** One method of one attempt to pay an order. */
export interface OrderPayment {
  readonly id: string;
  /** Of its first record. */
  readonly firstMs: number;
  readonly requested: LifecycleEvent | null;
  /** Place in the cart. */
  readonly position: number | null;
  /** What it was asked for; null where no record says. */
  readonly shareMinor: number | null;
  readonly capturedMinor: number;
  /** Read as paid, where no capture was told. */
  readonly readMinor: number;
  readonly refundedMinor: number;
  /** A record says that it was paid, and none says how much in the order's currency. */
  readonly isAmountUnknown: boolean;
  /** A record says that money went back, and not how much in the order's currency. */
  readonly isRefundUnknown: boolean;
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

/**
 * The payments of an order, in the order in which they first come up. Amounts count in its `currency` alone;
 * where no record tells that, in the one that comes first.
 */
export function readPayments(
  events: readonly LifecycleEvent[],
  currency: string | null,
): readonly OrderPayment[] {
  const byId = new Map<string, LifecycleEvent[]>();
  for (const event of events) {
    if (!event.type.startsWith("payment.")) continue;
    const id = idOf(event, "payment");
    if (id === null) continue;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [event]);
    else known.push(event);
  }
  const payments = [...byId];
  const counted = currency ?? currencyOf(payments.flatMap(([, own]) => own));
  return payments.map(([id, own]) => readPayment(id, own, counted));
}

/** Of the first record that states an amount. */
function currencyOf(events: readonly LifecycleEvent[]): string | null {
  return events.find(({ amount }) => amount !== null)?.amount?.currency ?? null;
}

function readPayment(
  id: string,
  own: readonly LifecycleEvent[],
  currency: string | null,
): OrderPayment {
  const requested = own.find(({ type }) => type === "payment.requested") ?? null;
  const told = own.filter(tellsPaid);
  let capturedMinor = 0;
  let readMinor = 0;
  let refundedMinor = 0;
  let isAmountUnknown = false;
  let isRefundUnknown = false;
  for (const event of own) {
    if (event.type === "payment.refunded") {
      const minor = minorIn(event, currency);
      refundedMinor += minor ?? 0;
      isRefundUnknown ||= minor === null;
    }
    if (!tellsPaid(event)) continue;
    const minor = paidAmount(event, requested, currency);
    isAmountUnknown ||= minor === null;
    if (event.type === "payment.captured") capturedMinor += minor ?? 0;
    else readMinor = Math.max(readMinor, minor ?? 0);
  }
  return {
    id,
    firstMs: own[0]?.timeMs ?? 0,
    requested,
    position: numberOf(requested ?? undefined, "position"),
    shareMinor: requested === null ? null : minorIn(requested, currency),
    capturedMinor,
    readMinor,
    refundedMinor,
    isAmountUnknown,
    isRefundUnknown,
    paid: told[0] ?? null,
    told,
    refusal: told.length > 0 ? null : (own.findLast(tellsRefusal) ?? null),
    givenBack: givenBackOf(own),
  };
}

/**
 * What a record says was paid: where it states no amount, what was asked for. Null where neither is known in
 * this currency.
 */
export function paidAmount(
  event: LifecycleEvent,
  requested: LifecycleEvent | null,
  currency: string | null,
): number | null {
  if (event.amount !== null) return minorIn(event, currency);
  return requested === null ? null : minorIn(requested, currency);
}

/** What was taken of it, whichever record says so. */
export function takenMinor({ capturedMinor, readMinor }: OrderPayment): number {
  return Math.max(capturedMinor, readMinor);
}

/** The first record that money or promise went back; null where it was paid after all of them. */
function givenBackOf(own: readonly LifecycleEvent[]): LifecycleEvent | null {
  const last = own.findLastIndex(isGivenBack);
  if (own.slice(last + 1).some(tellsPaid)) return null;
  return own.find(isGivenBack) ?? null;
}

function isGivenBack({ type }: LifecycleEvent): boolean {
  return type === "payment.refunded" || type === "payment.released" || type === "payment.declined";
}

/** An attempt that came to nothing before the order was placed. */
export function isEarlierAttempt(payment: OrderPayment, placed: LifecycleEvent | null): boolean {
  const { givenBack } = payment;
  return givenBack !== null && placed !== null && givenBack.timeMs < placed.timeMs;
}
