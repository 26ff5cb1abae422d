import type { ObjectReference } from "#domain/events/event.ts";
import { timeText } from "../../clock/shop-clock.ts";
import { FAULTS } from "../../faults/fault-catalog.ts";
import type {
  GiftCardTruth,
  OrderTruth,
  PaymentTruth,
  ReplayTruth,
} from "../answer-key-objects.ts";
import type { FaultTruth } from "../answer-key-schema.ts";
import type { Struck } from "../fault-injector.ts";
import { groupBy } from "./group-by.ts";
import { isMismatched, isStale, isUnverified } from "./hurt-objects.ts";
import { findingsInTheEnd } from "./lasting-damage.ts";

/** A gateway's answer, and the mail of what was delivered, are waited for as long. */
const WAIT_MS = 15 * 60_000;

/** What became of what was hurt. */
export interface HurtObjects {
  readonly orders: readonly OrderTruth[];
  readonly payments: readonly PaymentTruth[];
  readonly giftCards: readonly GiftCardTruth[];
  readonly replays: readonly ReplayTruth[];
  /** When the run ended. */
  readonly nowMs: number;
}

/** What was injected, each with the findings that it must lead to, on the object that was hurt. */
export function faultTruths(struck: readonly Struck[], hurt: HurtObjects): FaultTruth[] {
  const orderOf = new Map<string, OrderTruth>();
  for (const order of hurt.orders) orderOf.set(order.number, order).set(order.foreignId, order);
  const hasHurt = hurtBy(hurt);
  return struck.map(({ fault, atMs, on }) => {
    const [first] = on;
    const order = on.find(({ type, id }) => type === "order" && orderOf.has(id));
    const rules = FAULTS[fault].findings.filter(
      (rule) => first !== undefined && hasHurt(rule, first, atMs),
    );
    return {
      record: "fault",
      fault,
      at: timeText(atMs),
      on: [...on],
      findings:
        first === undefined
          ? []
          : findingsInTheEnd(rules, first, atMs, orderOf.get(order?.id ?? "")),
    };
  });
}

/**
 * Whether what a fault aimed at came to pass: a capture may be refused though it was not authorized, a
 * second one may never reach the gateway, an authorization may not be old enough yet.
 */
function hurtBy(hurt: HurtObjects): (rule: string, on: ObjectReference, atMs: number) => boolean {
  const payments = new Map(hurt.payments.map((payment) => [payment.id, payment]));
  const orders = new Map(hurt.orders.map((order) => [order.number, order]));
  const cards = new Map(hurt.giftCards.map((card) => [card.id, card]));
  const replays = new Map(hurt.replays.map((replay) => [replay.id, replay]));
  const paymentsOf = groupBy(hurt.payments, ({ orderNumber }) => orderNumber);
  const checks: Readonly<Record<string, (id: string, atMs: number) => boolean | undefined>> = {
    "payment.capture-without-authorization": (id) =>
      (payments.get(id)?.shop.capturedMinor ?? 0) > 0,
    "payment.duplicate-capture": (id) => {
      const payment = payments.get(id);
      return payment !== undefined && payment.shop.capturedMinor > payment.amountMinor;
    },
    "payment.unanswered": (id, atMs) =>
      payments.get(id)?.answeredAt === null && hurt.nowMs - atMs > WAIT_MS,
    "mail.missing": (_id, atMs) => hurt.nowMs - atMs > WAIT_MS,
    "payment.capture-order": (id) => isCapturedOutOfOrder(paymentsOf.get(id) ?? []),
    "order.amount-mismatch": (id) => {
      const order = orders.get(id);
      return order !== undefined && isMismatched(order, paymentsOf.get(id) ?? []);
    },
    "stock.held-unpaid": (id) => {
      const order = orders.get(id);
      return order === undefined || isHeldUnpaid(order);
    },
    "gift-card.authorization-stale": (id) => {
      const card = cards.get(id);
      return card !== undefined && isStale(card, hurt.nowMs);
    },
    "replay.unverified": (id) => {
      const replay = replays.get(id);
      return replay !== undefined && isUnverified(replay, hurt.nowMs);
    },
  };
  return (rule, { id }, atMs) => checks[rule]?.(id, atMs) ?? true;
}

/** Where a later attempt captured them as it should, the order that was meant harmed nothing. */
function isCapturedOutOfOrder(payments: readonly PaymentTruth[]): boolean {
  const captured = payments
    .filter(({ shop }) => shop.capturedMinor > 0)
    .toSorted((one, other) => one.position - other.position);
  return captured.some(({ answeredAt, shop, position }, index) => {
    const next = captured[index + 1];
    if (next === undefined || next.position === position) return false;
    // What was given back was answered last by its refund.
    const isKept = shop.refundedMinor === 0 && next.shop.refundedMinor === 0;
    return !isKept || (answeredAt ?? "") >= (next.answeredAt ?? "");
  });
}

/** It may be given back after all, when a customer cancels, or be paid for by another method. */
function isHeldUnpaid({ state, stock }: OrderTruth): boolean {
  return ["unpaid", "cancelled"].includes(state) && stock.some((one) => one.state === "held");
}
