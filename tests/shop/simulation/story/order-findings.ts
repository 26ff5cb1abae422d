import { isRefusal } from "./number-findings.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, has, type OrderContext, type Rules } from "./rule-context.ts";
import {
  isUncertain,
  type LineStory,
  paymentIds,
  readPayment,
  tellsPayment,
} from "./order-story.ts";
import {
  idOf,
  minorOf,
  ofType,
  text,
  texts,
  timeMs,
  type ToldEvent,
  type ToldEvents,
} from "./told-events.ts";

/** When the last of the methods that were not refused or given up was paid; null while one is not. */
function paidMs({ told, events, order }: OrderContext): number | null {
  if (order.amountMinor === 0) return Date.parse(order.placedAt);
  const ids = paymentIds(events);
  let lastMs: number | null = null;
  let sumPaid = 0;
  for (const id of ids) {
    const own = told.of("payment", id);
    const paid = own.find(tellsPayment);
    if (paid === undefined) continue;
    sumPaid += minorOf(ofType(own, "payment.requested")[0] as ToldEvent);
    lastMs = Math.max(lastMs ?? 0, timeMs(paid));
  }
  return sumPaid >= order.amountMinor ? lastMs : null;
}

function isOwed(context: OrderContext): boolean {
  const { order } = context;
  return paidMs(context) !== null && !order.isCancelled;
}

/** The time since it was paid is longer than this. */
function paidLongAgo(context: OrderContext, deadlineMs: number): boolean {
  const ms = paidMs(context);
  return ms !== null && context.endMs - ms > deadlineMs;
}

/** An attempt that came to nothing before the order was placed. */
function isGivenBack(told: ToldEvents, paymentId: string, placedAt: string): boolean {
  return ofType(
    told.of("payment", paymentId),
    "payment.refunded",
    "payment.released",
    "payment.declined",
  ).some(({ time }) => time < placedAt);
}

function isWaiting({ state, kind }: LineStory): boolean {
  return state === "ordered" && kind !== "physical";
}

function madeAt(events: readonly ToldEvent[], line: LineStory): number | null {
  const { kind, lineItemId } = line;
  const isCompleted = kind === "course" || kind === "physical";
  const made = isCompleted
    ? ofType(events, "fulfillment.completed").find((event) =>
        texts(event, "lineItemIds").includes(lineItemId),
      )
    : ofType(events, "license.generated", "giftCard.issued").find(
        (event) => text(event, "lineItemId") === lineItemId,
      );
  return made === undefined ? null : timeMs(made);
}

function lateAfterPaid(context: OrderContext): boolean {
  const sinceMs = paidMs(context);
  if (sinceMs === null) return false;
  return context.order.lines.some((line) => {
    if (line.kind === "physical") return false;
    const ms = madeAt(context.events, line);
    return ms !== null && ms - sinceMs > 15 * MINUTE_MS;
  });
}

const DIGITAL = new Set(["license", "giftCard", "course"]);

export const ORDER_RULES: Rules<OrderContext> = {
  "order.paid-not-delivered": (context) =>
    isOwed(context) && context.order.lines.some(isWaiting) && paidLongAgo(context, 15 * MINUTE_MS),
  "order.delivered-not-paid": (context) => {
    const since = paidMs(context);
    return context.order.lines.some((line) => {
      const ms = madeAt(context.events, line);
      return ms !== null && (since === null || ms < since);
    });
  },
  "order.delivered-late": lateAfterPaid,
  "order.uncertain-unresolved": ({ events, endMs }) => {
    const [since] = ofType(events, "order.uncertain");
    return since !== undefined && isUncertain(events) && endMs - timeMs(since) > HOUR_MS;
  },
  "order.stuck": (context) => {
    const { order, events, endMs } = context;
    const isOver = order.isCancelled || order.isCompleted || isUncertain(events);
    const isRefused = events.some((event) => isRefusal(event) && event.time >= order.placedAt);
    if (isOver || isRefused || paidMs(context) !== null) return false;
    return endMs - Date.parse(order.placedAt) > 14 * DAY_MS;
  },
  "order.amount-mismatch": (context) => {
    const { order, told, events } = context;
    const sumMinorPaid = paymentIds(events)
      .filter((id) => !isGivenBack(told, id, order.placedAt))
      .map((id) => readPayment(told, id))
      .reduce((sum, payment) => sum + Math.max(payment.capturedMinor, payment.readMinor), 0);
    return paidMs(context) !== null && sumMinorPaid !== order.amountMinor;
  },
  "order.illegal-transition": ({ order, events }) => {
    const cancelled = ofType(events, "order.cancelled").find(
      (event) => texts(event, "lineItemIds").length === order.lines.length,
    );
    if (cancelled === undefined) return false;
    return events.some(
      ({ time, type }) =>
        time > cancelled.time &&
        [
          "payment.captured",
          "order.placed",
          "fulfillment.completed",
          "license.generated",
          "giftCard.issued",
        ].includes(type),
    );
  },
  "order.not-replicated": (context) =>
    isOwed(context) && !context.order.isReplicated && paidLongAgo(context, HOUR_MS),
  "order.account-missing": (context) =>
    context.order.customerKind === "registering" &&
    isOwed(context) &&
    paidLongAgo(context, HOUR_MS) &&
    !context.told
      .of("order", context.order.number)
      .some(({ type }) => type === "customer.registered"),
  "payment.capture-order": ({ told, events }) => {
    const positions = new Map(paymentIds(events).map((id) => [id, readPayment(told, id).position]));
    const seen = new Set<string>();
    const captured = events.filter(tellsPayment).flatMap((event) => {
      const id = idOf(event, "payment") ?? "";
      if (seen.has(id)) return [];
      seen.add(id);
      return [positions.get(id) ?? 0];
    });
    return captured.some((position, index) => index > 0 && position < (captured[index - 1] ?? 0));
  },
  "invoice.missing": (context) => {
    if (!isOwed(context) || !paidLongAgo(context, HOUR_MS)) return false;
    const { order, events } = context;
    const kinds = new Set(ofType(events, "invoice.issued").map((event) => text(event, "kind")));
    if (kinds.has("combined")) return false;
    const digital = order.lines.some(
      ({ kind, state }) => DIGITAL.has(kind) && state !== "cancelled",
    );
    const physical = order.lines.some(
      ({ kind, state }) => kind === "physical" && state !== "cancelled",
    );
    return (digital && !kinds.has("digital")) || (physical && !kinds.has("physical"));
  },
  "invoice.not-separated": ({ events }) =>
    ofType(events, "invoice.issued").some((event) => text(event, "kind") === "combined"),
  "mail.missing": ({ order, events, endMs }) => {
    const sent = ofType(events, "mail.sent").map((event) => text(event, "kind") ?? "");
    const count = (kind: string): number => sent.filter((one) => one === kind).length;
    const isOverdue = (line: LineStory): boolean => {
      const ms = madeAt(events, line);
      return ms !== null && endMs - ms > 15 * MINUTE_MS;
    };
    const cards = order.lines.filter((line) => line.kind === "giftCard" && isOverdue(line)).length;
    const licenses = order.lines.filter(
      (line) => line.kind === "license" && isOverdue(line),
    ).length;
    const invoices = ofType(events, "invoice.issued").filter(
      (event) => endMs - timeMs(event) > 15 * MINUTE_MS,
    ).length;
    return (
      count("license") + count("combined") < licenses ||
      count("giftCard") < cards ||
      count("invoice") + count("combined") < invoices
    );
  },
  "mail.bounced": ({ events }) => has(events, "mail.bounced"),
  "mail.template-mismatch": ({ events }) => has(events, "mail.templateMismatch"),
  "fulfillment.handler-missing": ({ events }) => has(events, "fulfillment.handlerMissing"),
  "fulfillment.digital-delayed": ({ order, events }) => {
    const sent = order.lines.flatMap((line) =>
      line.kind === "physical" ? (madeAt(events, line) ?? []) : [],
    );
    const sentMs = Math.min(...sent);
    // What was begun before and came later waited for something else.
    const begun = new Set(
      ofType(events, "fulfillment.started")
        .filter((event) => timeMs(event) < sentMs)
        .flatMap((event) => texts(event, "lineItemIds")),
    );
    return order.lines.some((line) => {
      const ms = line.kind === "physical" ? null : madeAt(events, line);
      return ms !== null && ms >= sentMs && !begun.has(line.lineItemId);
    });
  },
  "license.duplicate": ({ order }) => order.lines.some(({ licenses }) => licenses.length > 1),
  "license.missing": (context) =>
    isOwed(context) &&
    paidLongAgo(context, 15 * MINUTE_MS) &&
    context.order.lines.some(
      (line) =>
        line.kind === "license" && isWaiting(line) && refusedRenewal(context, line) === null,
    ),
  "license.renewal-of-blocked": (context) => hasRefusedRenewal(context, "blocked"),
  "license.renewal-of-unknown": (context) => hasRefusedRenewal(context, "unknown"),
};

function hasRefusedRenewal(context: OrderContext, why: "blocked" | "unknown"): boolean {
  return (
    isOwed(context) && context.order.lines.some((line) => refusedRenewal(context, line) === why)
  );
}

/** Why a line that renews a license got none: the previous one is blocked, or nobody knows it. */
function refusedRenewal(
  { told, events }: OrderContext,
  line: LineStory,
): "blocked" | "unknown" | null {
  const asked = ofType(events, "license.requested").find(
    (event) =>
      text(event, "lineItemId") === line.lineItemId && idOf(event, "license", "previous") !== null,
  );
  if (asked === undefined || line.licenses.length > 0) return null;
  const previous = told.of("license", idOf(asked, "license", "previous") ?? "");
  if (!has(previous, "license.generated")) return "unknown";
  return previous.some(({ type, time }) => type === "license.blocked" && time <= asked.time)
    ? "blocked"
    : null;
}
