import type { ObjectReference } from "#domain/events/event.ts";

/** Source name under which everything invented is kept apart. */
export const DEMO_SOURCE = "demo-shop";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const PRODUCTS = ["COURSETOBUY", "GIFTCARD25", "ANTIVIRUS1Y", "BACKUP2Y"] as const;
const DECLINES = ["insufficient funds", "card expired", "suspected fraud"] as const;

export interface DemoEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly transactionId: string;
  readonly objects: readonly ObjectReference[];
  readonly actor: { readonly type: string; readonly id: string };
  readonly message: string;
  readonly amount?: { readonly minor: number; readonly currency: string };
  readonly outcome?: string;
  readonly reason?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Step {
  readonly type: string;
  readonly message: string;
  readonly objects: readonly ObjectReference[];
  readonly waitMs: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly priced?: boolean;
  readonly outcome?: string;
  readonly reason?: string;
}

/** A visit of the demo shop, event by event; the same numbers from `random` give the same visit. */
export function demoVisit(number: number, startMs: number, random: () => number): DemoEvent[] {
  const pick = (items: readonly string[] | string): string =>
    items[Math.floor(random() * items.length)] ?? "";
  const transactionId = Array.from({ length: 16 }, () => pick(ALPHABET)).join("");
  const product = pick(PRODUCTS);
  const visit = {
    product,
    quote: { type: "quote", id: String(7000 + number) },
    order: { type: "order", id: String(100_000_000 + number) },
    payment: { type: "payment", id: `P-${100_000 + number}` },
    license: { type: "license", id: String(60_000_000 + number) },
    reason: random() < 0.15 ? pick(DECLINES) : null,
    wait: (mostMs: number) => 3 + Math.floor(random() * mostMs),
  };
  const amount = { minor: 900 + Math.floor(random() * 90) * 100, currency: "EUR" };
  const actor = { type: "customer", id: String(1 + Math.floor(random() * 500)) };
  let timeMs = startMs;
  return demoSteps(visit).map(({ waitMs, priced, attributes, ...step }, at) => {
    timeMs += waitMs;
    return Object.assign(step, {
      id: `visit-${startMs}-${number}-${at}`,
      time: new Date(timeMs).toISOString(),
      transactionId,
      actor,
      attributes: { store: "demo_main", ...attributes },
      ...(priced === true && { amount }),
    });
  });
}

function demoSteps(visit: {
  product: string;
  quote: ObjectReference;
  order: ObjectReference;
  payment: ObjectReference;
  license: ObjectReference;
  reason: string | null;
  wait: (mostMs: number) => number;
}): Step[] {
  const { product, quote, order, payment, license, reason, wait } = visit;
  const gateway = { gateway: "gateway-a", method: "card" };
  const begin: Step[] = [
    {
      type: "product.selected",
      message: `Product selected: ${product}`,
      objects: [{ type: "product", id: product }],
      waitMs: 0,
    },
    {
      type: "quote.created",
      message: `Quote ${quote.id} created`,
      objects: [quote],
      waitMs: wait(40),
      attributes: { customerKind: "registered" },
    },
    { type: "checkout.started", message: "Checkout started", objects: [quote], waitMs: wait(900) },
    {
      type: "order.numberReserved",
      message: `Number ${order.id} reserved on quote ${quote.id}`,
      objects: [quote, order],
      waitMs: wait(700),
    },
    {
      type: "payment.requested",
      message: "Card payment requested",
      objects: [payment, order],
      waitMs: wait(20),
      attributes: { ...gateway, operation: "capture", position: 1 },
      priced: true,
    },
  ];
  if (reason !== null) {
    const declined: Step = {
      type: "payment.declined",
      message: `Card payment declined: ${reason}`,
      objects: [payment, order],
      waitMs: wait(600),
      attributes: { ...gateway, gatewayState: "DECLINED" },
      outcome: "failure",
      reason,
    };
    return [...begin, declined];
  }
  return [
    ...begin,
    {
      type: "payment.captured",
      message: "Card payment captured",
      objects: [payment, order],
      waitMs: wait(600),
      attributes: { ...gateway, gatewayState: "SETTLED" },
      priced: true,
      outcome: "success",
    },
    {
      type: "order.placed",
      message: `Order ${order.id} placed: 1 × ${product}`,
      objects: [order, quote],
      waitMs: wait(30),
      priced: true,
    },
    {
      type: "license.generated",
      message: `License ${license.id} generated`,
      objects: [license, order],
      waitMs: wait(400),
      attributes: { kind: "standard" },
    },
    {
      type: "mail.sent",
      message: "License mail sent",
      objects: [{ type: "mail", id: `M-${order.id}` }, order],
      waitMs: wait(200),
      attributes: { kind: "license", recipient: `customer${order.id}@example.com` },
    },
  ];
}
