import { z } from "zod";
import type { LoggedEvent } from "#shop/events/shop-event.ts";

/** Whether the events of an object show what a finding of this name would be made of. */
export type Sign = (events: readonly LoggedEvent[]) => boolean;

const lines = z.array(z.object({ lineItemId: z.string(), kind: z.string() }));

function of(events: readonly LoggedEvent[], ...types: string[]): LoggedEvent[] {
  return events.filter(({ type }) => types.includes(type));
}

function has(events: readonly LoggedEvent[], ...types: string[]): boolean {
  return of(events, ...types).length > 0;
}

function total(events: readonly LoggedEvent[], type: string): number {
  return of(events, type).reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0);
}

function attribute(event: LoggedEvent | undefined, name: string): unknown {
  return event?.attributes?.[name];
}

function firstTime(events: readonly LoggedEvent[]): string {
  return events.map(({ time }) => time).toSorted()[0] ?? "";
}

/** Events of a type, by an attribute. */
function byAttribute(
  events: readonly LoggedEvent[],
  type: string,
  name: string,
): Map<unknown, LoggedEvent[]> {
  return Map.groupBy(of(events, type), (event) => attribute(event, name));
}

const isRepeated =
  (type: string, name: string): Sign =>
  (events) =>
    [...byAttribute(events, type, name).values()].some((group) => group.length > 1);

function cardGoesBelowZero(events: readonly LoggedEvent[]): boolean {
  const open = new Map<unknown, number>();
  let balance = 0;
  return events.some(({ type, amount, attributes }) => {
    const minor = amount?.minor ?? 0;
    const hold = attributes?.["authorizationId"];
    if (type === "giftCard.issued" || type === "giftCard.refunded") balance += minor;
    if (type === "giftCard.captured") balance -= minor;
    if (type === "giftCard.authorized") open.set(hold, minor);
    if (type === "giftCard.captured" || type === "giftCard.released") open.delete(hold);
    return balance < [...open.values()].reduce((sum, held) => sum + held, 0);
  });
}

function paymentOf({ objects = [] }: LoggedEvent): string {
  return objects.find(({ type }) => type === "payment")?.id ?? "";
}

/** Captures whose position in the cart is before that of an earlier one. */
function capturesGoBack(events: readonly LoggedEvent[]): boolean {
  const positions = new Map(
    of(events, "payment.requested").map((event) => [
      paymentOf(event),
      Number(attribute(event, "position")),
    ]),
  );
  const captured = of(events, "payment.captured").map(
    (event) => positions.get(paymentOf(event)) ?? 0,
  );
  return captured.some((position, index) => position < (captured[index - 1] ?? 0));
}

function lacksLicense(events: readonly LoggedEvent[]): boolean {
  const [placed] = of(events, "order.placed");
  const made = byAttribute(events, "license.generated", "lineItemId");
  return lines
    .parse(attribute(placed, "lines"))
    .some(({ kind, lineItemId }) => kind === "license" && !made.has(lineItemId));
}

function completed(events: readonly LoggedEvent[], kind: string): LoggedEvent | undefined {
  return of(events, "fulfillment.completed").find((event) => attribute(event, "kind") === kind);
}

const documentsLoaded = (events: readonly LoggedEvent[]): LoggedEvent[] =>
  of(events, "replay.documentLoaded");

/** By the name of the finding. Those about time alone, and about single mails of several, have no sign. */
export const SIGNS: Readonly<Record<string, Sign>> = {
  "payment.duplicate-capture": (events) => of(events, "payment.captured").length > 1,
  "payment.capture-without-authorization": (events) =>
    has(events, "payment.captured") && !has(events, "payment.authorized"),
  "payment.refund-exceeds-captured": (events) =>
    total(events, "payment.refunded") > total(events, "payment.captured"),
  "payment.capture-order": capturesGoBack,
  "payment.unanswered": (events) =>
    has(events, "payment.requested") &&
    !has(events, "payment.authorized", "payment.captured", "payment.declined", "payment.timedOut"),
  "order.amount-mismatch": (events) =>
    total(events, "payment.captured") !== total(events, "order.placed"),
  "gift-card.overdrawn": cardGoesBelowZero,
  "gift-card.double-capture": isRepeated("giftCard.captured", "authorizationId"),
  "gift-card.capture-without-authorization": (events) => {
    const authorized = byAttribute(events, "giftCard.authorized", "authorizationId");
    return of(events, "giftCard.captured").some(
      (event) => !authorized.has(attribute(event, "authorizationId")),
    );
  },
  "gift-card.capture-exceeds-authorization": (events) => {
    const authorized = byAttribute(events, "giftCard.authorized", "authorizationId");
    return of(events, "giftCard.captured").some((event) => {
      const [hold] = authorized.get(attribute(event, "authorizationId")) ?? [];
      return (event.amount?.minor ?? 0) > (hold?.amount?.minor ?? 0);
    });
  },
  "gift-card.release-after-capture": (events) => {
    const captured = byAttribute(events, "giftCard.captured", "authorizationId");
    return of(events, "giftCard.released").some((event) => {
      const [capture] = captured.get(attribute(event, "authorizationId")) ?? [];
      return capture !== undefined && events.indexOf(capture) < events.indexOf(event);
    });
  },
  "gift-card.refund-exceeds-captured": (events) =>
    total(events, "giftCard.refunded") > total(events, "giftCard.captured"),
  "gift-card.refund-to-other-card": (events) =>
    of(events, "giftCard.refunded").some(({ objects = [] }) =>
      objects.some(({ role }) => role === "original"),
    ),
  "gift-card.used-before-issue": (events) =>
    firstTime(of(events, "giftCard.issued")) > firstTime(of(events, "giftCard.authorized")),
  "gift-card.authorization-stale": (events) => {
    const captured = byAttribute(events, "giftCard.captured", "authorizationId");
    const released = byAttribute(events, "giftCard.released", "authorizationId");
    return [...byAttribute(events, "giftCard.authorized", "authorizationId").keys()].some(
      (id) => !captured.has(id) && !released.has(id),
    );
  },
  "mail.bounced": (events) => has(events, "mail.bounced"),
  "mail.template-mismatch": (events) => has(events, "mail.templateMismatch"),
  "stock.held-unpaid": (events) =>
    has(events, "stock.reserved") && !has(events, "stock.released", "payment.captured"),
  "order.paid-not-delivered": (events) =>
    has(events, "payment.captured") && completed(events, "digital") === undefined,
  "fulfillment.digital-delayed": (events) =>
    (completed(events, "digital")?.time ?? "") >= (completed(events, "physical")?.time ?? "9"),
  "order.delivered-not-paid": (events) => {
    const captured = firstTime(of(events, "payment.captured"));
    const delivered = completed(events, "digital")?.time;
    return delivered !== undefined && (captured === "" || delivered < captured);
  },
  "invoice.missing": (events) => !has(events, "invoice.issued"),
  "invoice.not-separated": (events) =>
    of(events, "invoice.issued").some((event) => attribute(event, "kind") === "combined"),
  "license.duplicate": isRepeated("license.generated", "lineItemId"),
  "license.missing": lacksLicense,
  "order.not-replicated": (events) => !has(events, "order.replicated"),
  "replay.unverified": (events) => !has(events, "replay.verified", "replay.failed"),
  "replay.needless": (events) => documentsLoaded(events).length > 0,
  "replay.unpaid": (events) => documentsLoaded(events).length > 0,
  "replay.key-before-info": (events) =>
    attribute(documentsLoaded(events)[0], "document") === "getKeyRequest",
  "replay.mixed-pair": (events) =>
    new Set(documentsLoaded(events).map((event) => attribute(event, "lineItemId"))).size > 1,
};
