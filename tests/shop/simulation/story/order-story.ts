import {
  idOf,
  minorOf,
  ofType,
  sumMinor,
  text,
  texts,
  type ToldEvent,
  type ToldEvents,
} from "./told-events.ts";

export interface LineStory {
  readonly lineItemId: string;
  readonly product: string;
  readonly kind: string;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly state: "ordered" | "delivered" | "cancelled" | "returned";
  readonly licenses: readonly string[];
  readonly giftCards: readonly string[];
}

/** What the events of one order number tell of the order. */
export interface OrderStory {
  readonly number: string;
  readonly foreignId: string;
  readonly store: string;
  readonly transactionId: string;
  readonly quoteId: string;
  readonly customerKind: string;
  readonly placedAt: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly isUncertain: boolean;
  readonly isCancelled: boolean;
  readonly isReturned: boolean;
  readonly isCompleted: boolean;
  readonly lines: readonly LineStory[];
  readonly invoices: readonly string[];
  readonly mails: readonly string[];
  readonly isReplicated: boolean;
  /** Pieces of each product that are neither given back nor sent. */
  readonly stockHeld: Readonly<Record<string, number>>;
  readonly payments: readonly PaymentStory[];
}

export interface PaymentStory {
  readonly id: string;
  readonly orderNumber: string;
  readonly method: string;
  readonly gateway: string;
  readonly position: number;
  readonly requestedMinor: number;
  readonly requestedAt: string;
  readonly capturedMinor: number;
  /** Read as paid, where no capture was told. */
  readonly readMinor: number;
  readonly refundedMinor: number;
  readonly declines: number;
}

interface ToldLine {
  readonly lineItemId: string;
  readonly product: string;
  readonly kind: string;
  readonly quantity: number;
  readonly amount: { readonly minor: number };
}

export function readOrders(told: ToldEvents): OrderStory[] {
  return told
    .ids("order")
    .filter((number) => ofType(told.of("order", number), "order.placed").length > 0)
    .sort()
    .map((number) => readOrder(told, number));
}

export function readOrder(told: ToldEvents, number: string): OrderStory {
  const events = told.of("order", number);
  const placed = ofType(events, "order.placed")[0];
  if (placed === undefined) throw new Error(`${number} was never placed`);
  const lines = ((placed.attributes?.["lines"] ?? []) as ToldLine[]).map((line) =>
    readLine(events, line),
  );
  const everyLine = (state: LineStory["state"]): boolean =>
    lines.every((line) => line.state === state);
  const isReturned =
    lines.some(({ state }) => state === "returned") &&
    lines.every(({ state }) => state === "returned" || state === "cancelled");
  return {
    number,
    foreignId: idOf(placed, "order", "foreignId") ?? "",
    store: text(placed, "store") ?? "",
    transactionId: placed.transactionId ?? "",
    quoteId: idOf(placed, "quote") ?? "",
    customerKind: text(placed, "customerKind") ?? "",
    placedAt: placed.time,
    amountMinor: minorOf(placed),
    currency: placed.amount?.currency ?? "",
    isUncertain: isUncertain(events),
    isCancelled: everyLine("cancelled"),
    isReturned,
    isCompleted: ofType(events, "order.completed").length > 0 && !isReturned,
    lines,
    invoices: ofType(events, "invoice.issued").map(
      (event) => `${idOf(event, "invoice")} ${text(event, "kind")} ${minorOf(event)} ${event.time}`,
    ),
    mails: mailsOf(events),
    isReplicated: ofType(events, "order.replicated").length > 0,
    stockHeld: stockHeld(events, lines),
    payments: paymentIds(events).map((id) => readPayment(told, id)),
  };
}

function readLine(events: readonly ToldEvent[], line: ToldLine): LineStory {
  const { lineItemId, product, kind, quantity, amount } = line;
  const names = (event: ToldEvent): boolean =>
    texts(event, "lineItemIds").includes(lineItemId) || text(event, "lineItemId") === lineItemId;
  const own = events.filter(names);
  const made = (type: string, object: string): string[] =>
    ofType(own, type).flatMap((event) => idOf(event, object) ?? []);
  const licenses = made("license.generated", "license");
  const giftCards = made("giftCard.issued", "giftCard");
  const isMade =
    kind === "license"
      ? licenses.length > 0
      : kind === "giftCard"
        ? giftCards.length > 0
        : ofType(own, "fulfillment.completed").length > 0;
  const has = (type: string): boolean => ofType(own, type).length > 0;
  const state = has("order.returned")
    ? "returned"
    : has("order.cancelled")
      ? "cancelled"
      : isMade
        ? "delivered"
        : "ordered";
  return {
    lineItemId,
    product,
    kind,
    quantity,
    amountMinor: amount.minor,
    state,
    licenses,
    giftCards,
  };
}

function mailsOf(events: readonly ToldEvent[]): string[] {
  const bounced = new Map(
    ofType(events, "mail.bounced").map((event) => [idOf(event, "mail"), event.time]),
  );
  return ofType(events, "mail.sent").map((event) => {
    const id = idOf(event, "mail");
    return `${id} ${text(event, "kind")} ${event.time} ${bounced.get(id) ?? "arrived"}`;
  });
}

/** Read as paid, an order is uncertain until its replay is verified, or it is delivered. */
export function isUncertain(events: readonly ToldEvent[]): boolean {
  let uncertain = false;
  for (const { type, attributes } of events) {
    if (type === "order.uncertain") uncertain = true;
    const isReadAsUnpaid = type === "payment.stateRead" && attributes?.["paid"] === false;
    if (RESOLVING.has(type) || isReadAsUnpaid) uncertain = false;
  }
  return uncertain;
}

const RESOLVING: ReadonlySet<string> = new Set([
  "payment.captured",
  "payment.declined",
  "payment.released",
  "order.cancelled",
  "order.completed",
  "replay.verified",
  "fulfillment.started",
]);

function quantityOf({ attributes }: ToldEvent): number {
  return Number(attributes?.["quantity"] ?? 0);
}

function stockHeld(
  events: readonly ToldEvent[],
  lines: readonly LineStory[],
): Record<string, number> {
  const held: Record<string, number> = {};
  const change = (product: string, by: number): void => {
    held[product] = (held[product] ?? 0) + by;
  };
  for (const event of ofType(events, "stock.reserved")) {
    change(idOf(event, "product") ?? "", quantityOf(event));
  }
  for (const event of ofType(events, "stock.released")) {
    change(idOf(event, "product") ?? "", -quantityOf(event));
  }
  for (const { kind, product, quantity, state } of lines) {
    const isSent = state === "delivered" || state === "returned";
    if (kind === "physical" && isSent) change(product, -quantity);
  }
  return Object.fromEntries(Object.entries(held).filter(([, quantity]) => quantity !== 0));
}

export function paymentIds(events: readonly ToldEvent[]): string[] {
  return ofType(events, "payment.requested").flatMap((event) => idOf(event, "payment") ?? []);
}

export function readPayment(told: ToldEvents, id: string): PaymentStory {
  const events = told.of("payment", id);
  const [requested] = ofType(events, "payment.requested");
  if (requested === undefined) throw new Error(`${id} was never requested`);
  const captured = ofType(events, "payment.captured");
  const read = ofType(events, "payment.stateRead").filter(
    ({ attributes }) => attributes?.["paid"] === true,
  );
  return {
    id,
    orderNumber: idOf(requested, "order") ?? "",
    method: text(requested, "method") ?? "",
    gateway: text(requested, "gateway") ?? "",
    position: Number(requested.attributes?.["position"]),
    requestedMinor: minorOf(requested),
    requestedAt: requested.time,
    capturedMinor: sumMinor(captured),
    readMinor: Math.max(0, ...read.map((event) => event.amount?.minor ?? minorOf(requested))),
    refundedMinor: sumMinor(ofType(events, "payment.refunded")),
    declines: ofType(events, "payment.declined").length,
  };
}

/** Captured, or read as paid where its answer was lost. */
export function tellsPayment({ type, attributes }: ToldEvent): boolean {
  const isRead = type === "payment.stateRead" && attributes?.["paid"] === true;
  return type === "payment.captured" || isRead;
}
