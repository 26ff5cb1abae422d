import { DEFAULT_DEADLINES, type Deadlines } from "#domain/lifecycles/deadlines.ts";
import type { Finding } from "#domain/lifecycles/finding.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { onTheDay, told, type Told } from "../../told.ts";

export const NUMBER = "100000047";
export const FOREIGN_ID = "38-211449";
export const ORDER = `order ${NUMBER}, order ${FOREIGN_ID} foreignId`;
/** LineItemIDs of the license, the gift card, the course and the physical goods of these tests. */
export const LICENSE_LINE = "13297323620002339";
export const CARD_LINE = "13297323620002340";
export const COURSE_LINE = "13297323620002341";
export const GOODS_LINE = "13297323620002342";

/** When everything of the sale below has happened, and no deadline has passed. */
export const AFTERWARDS = "09:10:00.000";

export function euros(minor: number) {
  return { minor, currency: "EUR" };
}

export function line(lineItemId: string, kind: string, minor: number, product = kind) {
  return { lineItemId, product, kind, quantity: 1, amount: euros(minor) };
}

export const ONE_LICENSE = [line(LICENSE_LINE, "license", 6_400, "isc.1.0.0.12m")];

/** A license that is bought by card and delivered within seconds, by the names of its steps. */
export const SALE = {
  created: {
    type: "quote.created",
    at: "08:59:00.000",
    on: "quote q1",
    attributes: { store: "europe", customerKind: "guest" },
  },
  reserved: {
    type: "order.numberReserved",
    at: "09:00:00.000",
    on: `quote q1, ${ORDER}`,
    attributes: { store: "europe", sequence: 47 },
  },
  requested: {
    type: "payment.requested",
    at: "09:00:00.000",
    on: `payment p1, ${ORDER}`,
    amount: euros(6_400),
    attributes: { gateway: "card-gateway-b", method: "card", operation: "capture", position: 1 },
  },
  captured: {
    type: "payment.captured",
    at: "09:00:01.000",
    on: `payment p1, ${ORDER}`,
    amount: euros(6_400),
    attributes: { gateway: "card-gateway-b", gatewayState: "sold" },
  },
  placed: {
    type: "order.placed",
    at: "09:00:01.000",
    on: `${ORDER}, quote q1`,
    amount: euros(6_400),
    attributes: { store: "europe", customerKind: "guest", lines: ONE_LICENSE },
  },
  started: {
    type: "fulfillment.started",
    at: "09:00:01.500",
    on: ORDER,
    attributes: { kind: "digital", lineItemIds: [LICENSE_LINE], fromState: "SOLDOUT" },
  },
  invoiced: {
    type: "invoice.issued",
    at: "09:00:03.000",
    on: `invoice i1, ${ORDER}`,
    amount: euros(6_400),
    attributes: { kind: "digital" },
  },
  invoiceMail: {
    type: "mail.sent",
    at: "09:00:03.000",
    on: `mail m1, ${ORDER}`,
    attributes: { kind: "invoice" },
  },
  replicated: {
    type: "order.replicated",
    at: "09:00:03.100",
    on: ORDER,
    attributes: { document: "orderInfo", state: "paid" },
  },
  asked: {
    type: "license.requested",
    at: "09:00:03.200",
    on: ORDER,
    attributes: { lineItemId: LICENSE_LINE },
  },
  generated: {
    type: "license.generated",
    at: "09:00:03.300",
    on: `license LN1, ${ORDER}`,
    attributes: {
      kind: "standard",
      lineItemId: LICENSE_LINE,
      product: "isc.1.0.0.12m",
      validFrom: onTheDay("09:00:03.300"),
      validUntil: "2027-01-05T09:00:03.300Z",
    },
  },
  licenseMail: {
    type: "mail.sent",
    at: "09:00:03.400",
    on: `mail m2, ${ORDER}`,
    attributes: { kind: "license" },
  },
  made: {
    type: "fulfillment.completed",
    at: "09:00:08.000",
    on: ORDER,
    attributes: { kind: "digital", lineItemIds: [LICENSE_LINE] },
  },
  completed: {
    type: "order.completed",
    at: "09:00:08.000",
    on: ORDER,
    attributes: { lineItemIds: [LICENSE_LINE] },
  },
} as const satisfies Record<string, Told>;

export type Step = keyof typeof SALE;
export type Changes = { readonly [step in Step]?: Partial<Told> | null };

/** The sale with steps left out (null) or told otherwise, and further events. */
export function sale(changes: Changes = {}, ...more: readonly Told[]): Told[] {
  const steps = Object.entries(SALE).flatMap(([step, event]): Told[] => {
    const change = changes[step as Step];
    return change === null ? [] : [{ ...event, ...change }];
  });
  return [...steps, ...more];
}

/** Without anything after the payment. */
export const UNDELIVERED: Changes = {
  started: null,
  invoiced: null,
  invoiceMail: null,
  replicated: null,
  asked: null,
  generated: null,
  licenseMail: null,
  made: null,
  completed: null,
};

/** Only from the number to the placed order, whose payment nobody knows yet. */
export const UNPAID: Changes = { ...UNDELIVERED, captured: null };

/** The order's life at a time of the day, or of another one. */
export function orderAt(
  events: readonly Told[],
  at: string = AFTERWARDS,
  deadlines: Deadlines = DEFAULT_DEADLINES,
): Lifecycle {
  return lifeOf(told(...events), Date.parse(at.includes("T") ? at : onTheDay(at)), deadlines);
}

export function lifeOf(
  events: readonly LifecycleEvent[],
  atMs: number,
  deadlines: Deadlines = DEFAULT_DEADLINES,
): Lifecycle {
  const whole = caseOf({ type: "order", id: NUMBER }, events);
  if (whole === null) throw new Error("no event names the order");
  return reconstruct(whole, { atMs, deadlines });
}

/** Rules that hold, but for those on the times of records. */
export function rulesOf({ findings }: Lifecycle): string[] {
  return findings.map(({ rule }) => rule).filter((rule) => !rule.startsWith("time."));
}

export function findingOf(lifecycle: Lifecycle, rule: string): Finding | undefined {
  return lifecycle.findings.find((finding) => finding.rule === rule);
}

/** Types of the records on which a finding rests, in their order. */
export function evidenceTypes(events: readonly Told[], finding: Finding | undefined): string[] {
  const all = told(...events);
  return (finding?.evidence ?? []).map(
    (reference) => all.find((event) => event.reference === reference)?.type ?? "",
  );
}
