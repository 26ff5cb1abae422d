import type { HistogramAnswer } from "#query/answers/query-answers.ts";

/** A rate: records that say something failed, of those that say it was tried. Queries of the search language. */
export interface ErrorRate {
  readonly id:
    | "declined"
    | "unanswered"
    | "uncertain"
    | "bounced"
    | "handler"
    | "cards"
    | "tasks"
    | "catalog";
  readonly failed: string;
  readonly tried: string;
}

export const ERROR_RATES: readonly ErrorRate[] = [
  { id: "declined", failed: "type:payment.declined", tried: "type:payment.requested" },
  { id: "unanswered", failed: "type:payment.timedOut", tried: "type:payment.requested" },
  { id: "uncertain", failed: "type:order.uncertain", tried: "type:order.numberReserved" },
  { id: "bounced", failed: "type:mail.bounced", tried: "type:mail.sent" },
  { id: "handler", failed: "type:fulfillment.handlerMissing", tried: "type:fulfillment.started" },
  {
    id: "cards",
    failed: "type:giftCard.validationFailed OR type:giftCard.rejected",
    tried: "type:giftCard.validationFailed OR type:giftCard.rejected OR type:giftCard.authorized",
  },
  {
    id: "tasks",
    failed: "type:task.failed OR type:task.missed",
    tried: "type:task.started OR type:task.missed",
  },
  {
    id: "catalog",
    failed: "type:catalog.rejected OR type:customers.rejected",
    tried:
      "type:catalog.rejected OR type:customers.rejected OR type:catalog.synchronized OR type:customers.synchronized",
  },
];

export interface RateBar {
  /** RFC 3339: begin of the stretch of time. */
  readonly start: string;
  readonly failed: number;
  readonly tried: number;
  /** 0 where nothing was tried. */
  readonly share: number;
}

export interface RateOverTime {
  readonly failed: number;
  readonly tried: number;
  readonly bars: readonly RateBar[];
  /** The stretch with the highest share; null while nothing failed. */
  readonly peak: RateBar | null;
}

/** Both counts side by side, for every stretch of a time, so that rows stand under each other. */
export function rateOverTime(
  failed: Pick<HistogramAnswer, "items" | "total">,
  tried: Pick<HistogramAnswer, "items" | "total">,
  axis: { readonly startMs: number; readonly endMs: number; readonly bucketMs: number },
): RateOverTime {
  const failedAt = countsByStart(failed.items);
  const triedAt = countsByStart(tried.items);
  const bars: RateBar[] = [];
  for (let atMs = axis.startMs; atMs <= axis.endMs; atMs += axis.bucketMs) {
    const [part, whole] = [failedAt.get(atMs) ?? 0, triedAt.get(atMs) ?? 0];
    const share = whole === 0 ? 0 : Math.min(1, part / whole);
    bars.push({ start: new Date(atMs).toISOString(), failed: part, tried: whole, share });
  }
  const highest = bars.toSorted((one, other) => other.share - one.share)[0];
  return {
    failed: failed.total,
    tried: tried.total,
    bars,
    peak: highest === undefined || highest.share === 0 ? null : highest,
  };
}

function countsByStart(items: HistogramAnswer["items"]): Map<number, number> {
  return new Map(items.map(({ start, count }) => [Date.parse(start), count]));
}
