import type { ObjectReference } from "#domain/events/event.ts";
import type {
  GiftCardTruth,
  OrderTruth,
  PaymentTruth,
  ReplayTruth,
} from "../answer-key-objects.ts";
import type { ConsequenceTruth, FaultTruth, IncidentTruth } from "../answer-key-schema.ts";
import { groupBy } from "./group-by.ts";
import { isMismatched, isReadAsPaid, isStale, isUnverified, paidSinceMs } from "./hurt-objects.ts";

const HOUR_MS = 3_600_000;

/** Paid, a customer waits no longer for what is digital. */
const DELIVERY_MS = 15 * 60_000;

/** Uncertain orders are resolved, paid ones in the main database and invoiced, within so long. */
const WEB_TO_MAIN_MS = HOUR_MS;

/** So long after it was placed an order of which nobody learned whether it is paid is stuck. */
const STUCK_MS = 14 * 24 * HOUR_MS;

/** Of a payment of which it is known that nothing will come. */
const REFUSED: ReadonlySet<string> = new Set(["declined", "released"]);

export interface ConsequenceSources {
  readonly orders: readonly OrderTruth[];
  readonly payments: readonly PaymentTruth[];
  readonly giftCards: readonly GiftCardTruth[];
  readonly replays: readonly ReplayTruth[];
  /** What is named already is no consequence. */
  readonly named: readonly (FaultTruth | IncidentTruth)[];
  /** When the run ended. */
  readonly nowMs: number;
}

/** What faults and incidents left behind beside their own findings, by object. */
export function consequenceTruths(sources: ConsequenceSources): ConsequenceTruth[] {
  const { orders, giftCards, replays, nowMs } = sources;
  const named = new Set(
    sources.named.flatMap(({ findings }) => findings.map(({ rule, on }) => `${rule} ${on.id}`)),
  );
  const paymentsOf = groupBy(sources.payments, ({ orderNumber }) => orderNumber);
  const renewals = new Set(
    sources.named
      .flatMap((one) =>
        one.record === "incident" && one.incident.startsWith("renewal-") ? one.on : [],
      )
      .map(({ id }) => id),
  );
  const found = [
    ...orders.map((order) => ({
      on: { type: "order", id: order.number },
      rules: rulesOfOrder(order, {
        payments: paymentsOf.get(order.number) ?? [],
        isRefusedRenewal: renewals.has(order.number),
        nowMs,
      }),
    })),
    ...giftCards.map((card) => ({
      on: { type: "giftCard", id: card.id },
      rules: isStale(card, nowMs) ? ["gift-card.authorization-stale"] : [],
    })),
    ...replays.map((replay) => ({
      on: { type: "replay", id: replay.id },
      rules: isUnverified(replay, nowMs) ? ["replay.unverified"] : [],
    })),
  ];
  return found.flatMap(({ on, rules }) => consequences(on, rules, named));
}

function consequences(
  on: ObjectReference,
  rules: readonly string[],
  named: ReadonlySet<string>,
): ConsequenceTruth[] {
  const left = rules.filter((rule) => !named.has(`${rule} ${on.id}`));
  if (left.length === 0) return [];
  return [{ record: "consequence", on: [on], findings: left.map((rule) => ({ rule, on })) }];
}

interface OrderFacts {
  readonly payments: readonly PaymentTruth[];
  /** Nothing was made for it because of the license that it should have renewed. */
  readonly isRefusedRenewal: boolean;
  readonly nowMs: number;
}

function rulesOfOrder(order: OrderTruth, facts: OrderFacts): string[] {
  const { payments, nowMs } = facts;
  const isUncertain = order.state === "uncertain";
  const isLeft = nowMs - Date.parse(order.placedAt) > WEB_TO_MAIN_MS;
  const isStuck =
    order.state === "placed" &&
    !isReadAsPaid(order, payments) &&
    payments.some(({ shop }) => !REFUSED.has(shop.state)) &&
    nowMs - Date.parse(order.placedAt) > STUCK_MS;
  return [
    ...(isUncertain && isLeft ? ["order.uncertain-unresolved"] : []),
    ...(isStuck ? ["order.stuck"] : []),
    ...(isMismatched(order, payments) ? ["order.amount-mismatch"] : []),
    ...rulesOfPaid(order, facts),
  ];
}

/** As the shop knows it: of what it never learned no log can tell. */
function rulesOfPaid(order: OrderTruth, facts: OrderFacts): string[] {
  const paidMs = paidSinceMs(facts.payments);
  const isPaid = ["paid", "delivered", "completed"].includes(order.state);
  if (paidMs === null || !(isPaid || isReadAsPaid(order, facts.payments))) return [];
  const waitedMs = facts.nowMs - paidMs;
  const digital = order.lines.filter(({ kind }) => kind !== "physical");
  const waiting = waitedMs > DELIVERY_MS ? digital.filter(({ state }) => state === "ordered") : [];
  const isUnlicensed = waiting.some(({ kind }) => kind === "license") && !facts.isRefusedRenewal;
  const isLate = digital.some(
    ({ deliveredAt }) => deliveredAt !== null && Date.parse(deliveredAt) - paidMs > DELIVERY_MS,
  );
  const isElsewhere = order.inMainDb === null && waitedMs > WEB_TO_MAIN_MS;
  return [
    ...(waiting.length > 0 ? ["order.paid-not-delivered"] : []),
    ...(isUnlicensed ? ["license.missing"] : []),
    ...(isLate ? ["order.delivered-late"] : []),
    ...(isElsewhere ? ["order.not-replicated", "invoice.missing"] : []),
  ];
}
