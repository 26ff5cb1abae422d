import type { Case } from "../../case.ts";
import { idOf, numberOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Money } from "../../lifecycle.ts";
import { type MailOwed, readMails } from "./mails-owed.ts";
import { type OrderCourse, readCourse } from "./order-course.ts";
import { eventsByType, eventsOfOrder, unnamedEvents } from "./order-events.ts";
import { listsLines, type OrderLine, readLines } from "./order-lines.ts";
import { isEarlierAttempt, type OrderPayment, readPayments } from "./order-payments.ts";
import { type PaidInFull, paidInFull } from "./paid-in-full.ts";

/** What the records tell of an order; its signals, debts and rules look at this. */
export interface OrderFacts {
  /** Records of the order and of its payments. */
  readonly events: readonly LifecycleEvent[];
  readonly byType: ReadonlyMap<string, readonly LifecycleEvent[]>;
  /** Records of its visit alone, which name no order: of an account, of a missing handler. */
  readonly unnamed: readonly LifecycleEvent[];
  readonly reserved: LifecycleEvent | null;
  readonly placed: LifecycleEvent | null;
  readonly store: string | null;
  readonly sequence: number | null;
  readonly customerKind: string | null;
  readonly amount: Money | null;
  /** The record that lists its lines. */
  readonly listed: LifecycleEvent | null;
  readonly lines: readonly OrderLine[];
  readonly payments: readonly OrderPayment[];
  readonly paid: PaidInFull | null;
  readonly course: OrderCourse;
  readonly mails: readonly MailOwed[];
}

/** Records that only an order leaves which was placed, whether or not its placing was recorded. */
export const PROVES_ORDER: readonly string[] = [
  "order.uncertain",
  "fulfillment.started",
  "fulfillment.completed",
  "invoice.issued",
  "order.replicated",
  "license.generated",
  "order.completed",
  "order.returned",
  "replay.decided",
];

export function readOrderFacts(whole: Case): OrderFacts {
  const events = eventsOfOrder(whole);
  const byType = eventsByType(events);
  const first = (type: string): LifecycleEvent | null => byType.get(type)?.[0] ?? null;
  const placed = first("order.placed");
  const reserved = first("order.numberReserved");
  const stated = [placed, first("order.uncertain")].find((one) => one !== null && listsLines(one));
  const listed = stated ?? null;
  const lines = readLines(listed, events);
  const amount = placed?.amount ?? sumOfLines(lines);
  const payments = readPayments(events, amount?.currency ?? null);
  const exists = placed ?? firstOrder(byType);
  const paid = paidInFull(payments, {
    amountMinor: amount?.minor ?? null,
    exists,
    decided: byType.get("replay.decided") ?? [],
  });
  const customerKind =
    textOf(placed ?? undefined, "customerKind") ?? kindOfQuote(whole, placed, reserved);
  return {
    events,
    byType,
    unnamed: unnamedEvents(whole),
    reserved,
    placed,
    store: textOf(placed ?? undefined, "store") ?? textOf(reserved ?? undefined, "store"),
    sequence: numberOf(reserved ?? undefined, "sequence"),
    customerKind,
    amount,
    listed,
    lines,
    payments,
    paid,
    course: readCourse(events, { exists, paid, lines, earlier: earlierAttempts(payments, placed) }),
    mails: readMails(lines, byType),
  };
}

/** Records of these types among the order's, in their order. */
export function ofType(
  { byType }: Pick<OrderFacts, "byType">,
  type: string,
): readonly LifecycleEvent[] {
  return byType.get(type) ?? [];
}

function earlierAttempts(
  payments: readonly OrderPayment[],
  placed: LifecycleEvent | null,
): ReadonlySet<string> {
  return new Set(
    payments.filter((payment) => isEarlierAttempt(payment, placed)).map(({ id }) => id),
  );
}

function firstOrder(byType: OrderFacts["byType"]): LifecycleEvent | null {
  let first: LifecycleEvent | null = null;
  for (const type of PROVES_ORDER) {
    const one = byType.get(type)?.[0];
    if (one !== undefined && (first === null || one.timeMs < first.timeMs)) first = one;
  }
  return first;
}

/** Null where a line states no amount, or another currency. */
function sumOfLines(lines: readonly OrderLine[]): Money | null {
  const currency = lines[0]?.amount?.currency;
  if (currency === undefined) return null;
  let minor = 0;
  for (const { amount } of lines) {
    if (amount === null || amount.currency !== currency) return null;
    minor += amount.minor;
  }
  return { minor, currency };
}

/** What its cart says last, before it became an order. */
function kindOfQuote(
  whole: Case,
  placed: LifecycleEvent | null,
  reserved: LifecycleEvent | null,
): string | null {
  const quote = idOf(placed ?? reserved ?? undefined, "quote");
  if (quote === null) return null;
  const told = whole
    .of("quote", quote)
    .findLast(
      (event) =>
        textOf(event, "customerKind") !== null &&
        (placed === null || event.timeMs <= placed.timeMs),
    );
  return textOf(told, "customerKind");
}
