import { z } from "zod";
import { meaningOf } from "#domain/payments/gateway-states.ts";
import { sequenceOf } from "#domain/numbering/numbers-of-sequence.ts";
import { timeText } from "../../clock/shop-clock.ts";
import type { Reads } from "../../database/shop-database.ts";
import type { Store } from "../../settings.ts";
import {
  NUMBER_STATUSES,
  type NumberStatus,
  type NumberTruth,
  numberTruth,
  type PaymentTruth,
} from "../answer-key-objects.ts";
import { groupBy, timeOrNull } from "./group-by.ts";

/** Used so long after it was given, a number is late. */
const LATE_MS = 24 * 3_600_000;

/** A registered customer's cart is given up after so long without movement. */
const ABANDONED_MS = 30 * 24 * 3_600_000;

const row = z.object({
  quoteId: z.string(),
  store: z.string(),
  number: z.string(),
  numberReservedMs: z.number(),
  quoteState: numberTruth.shape.quoteState,
  customerKind: numberTruth.shape.customerKind,
  updatedMs: z.number(),
  sessionExpiresMs: z.number().nullable(),
  sessionEndedMs: z.number().nullable(),
  orderState: z.string().nullable(),
  placedMs: z.number().nullable(),
});
type QuoteRow = z.infer<typeof row>;

/** Everything that was ever given as a number, by number; `nowMs` is the end of the run. */
export function readNumberTruths(
  web: Reads,
  payments: readonly PaymentTruth[],
  { nowMs, stores }: { nowMs: number; stores: readonly Store[] },
): NumberTruth[] {
  const prefixes = new Map(stores.map(({ code, numberPrefix }) => [code, numberPrefix]));
  const paymentsOf = groupBy(payments, ({ orderNumber }) => orderNumber);
  const sql = `SELECT quotes.id AS quoteId, quotes.store, quotes.orderNumber AS number,
      quotes.numberReservedMs,
      quotes.state AS quoteState, quotes.customerKind, quotes.updatedMs,
      sessions.expiresMs AS sessionExpiresMs, sessions.endedMs AS sessionEndedMs,
      orders.state AS orderState, orders.placedMs
    FROM quotes
    LEFT JOIN sessions ON sessions.id = quotes.sessionId
    LEFT JOIN orders ON orders.quoteId = quotes.id
    WHERE quotes.orderNumber IS NOT NULL ORDER BY quotes.orderNumber`;
  return web.all(row, sql).map((quote) => {
    const own = paymentsOf.get(quote.number) ?? [];
    const declines = own.filter(isRefused).map(({ shop }) => shop.reason ?? "no reason given");
    const facts = { quote, hasDeclines: declines.length > 0, nowMs };
    const causes = NUMBER_STATUSES.filter((status) => HOLDS[status](facts));
    const sessionEndedMs = endOfSession(quote, nowMs);
    return {
      record: "number",
      store: quote.store,
      number: quote.number,
      sequence: sequenceOf(prefixes.get(quote.store) ?? "", quote.number),
      quoteId: quote.quoteId,
      quoteState: quote.quoteState,
      customerKind: quote.customerKind,
      status: causes[0] ?? "reserved",
      causes,
      reservedAt: timeText(quote.numberReservedMs),
      usedAt: timeOrNull(quote.placedMs),
      declines,
      sessionEndedAt: timeOrNull(sessionEndedMs),
      mayReturn:
        quote.orderState === null &&
        quote.quoteState === "active" &&
        (quote.customerKind === "registered" || sessionEndedMs === null),
    };
  });
}

interface Facts {
  readonly quote: QuoteRow;
  readonly hasDeclines: boolean;
  readonly nowMs: number;
}

const HOLDS: Readonly<Record<NumberStatus, (facts: Facts) => boolean>> = {
  cancelled: ({ quote }) => quote.orderState === "cancelled",
  "used-late": (facts) =>
    isUsed(facts) && (facts.quote.placedMs ?? 0) - facts.quote.numberReservedMs > LATE_MS,
  used: isUsed,
  uncertain: ({ quote }) => quote.orderState === "uncertain" || quote.quoteState === "paying",
  "session-expired": ({ quote, nowMs }) =>
    quote.orderState === null &&
    (quote.quoteState === "expired" || endOfSession(quote, nowMs) !== null),
  abandoned: ({ quote, nowMs }) =>
    quote.orderState === null &&
    quote.customerKind === "registered" &&
    nowMs - quote.updatedMs > ABANDONED_MS,
  declined: ({ hasDeclines }) => hasDeclines,
  reserved: ({ quote }) => quote.orderState === null,
};

/** A request that never reached its gateway was not refused by anybody. */
function isRefused({ gateway, shop }: PaymentTruth): boolean {
  const meaning = shop.gatewayState === null ? undefined : meaningOf(gateway, shop.gatewayState);
  return shop.state === "declined" && meaning !== "none";
}

/** It became an order of which the shop knows whether it was paid. */
function isUsed({ quote }: Facts): boolean {
  return quote.orderState !== null && quote.orderState !== "uncertain";
}

/** A session may be over before the shop looks: null while it goes on. */
function endOfSession(quote: QuoteRow, nowMs: number): number | null {
  if (quote.customerKind === "registered") return null;
  if (quote.sessionEndedMs !== null) return quote.sessionEndedMs;
  const { sessionExpiresMs } = quote;
  return sessionExpiresMs !== null && sessionExpiresMs <= nowMs ? sessionExpiresMs : null;
}
