import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { Column } from "./table.ts";

/** The columns in which events are listed. */
export const EVENT_COLUMNS: readonly Column<EventAnswer>[] = [
  { title: "time", value: ({ time }) => time },
  { title: "type", value: ({ type }) => type, style: "cyan" },
  { title: "transaction", value: ({ transactionId }) => transactionId ?? "–" },
  { title: "objects", value: describeObjects, wrap: "items" },
  { title: "message", value: describeEvent, wrap: "text" },
  { title: "record", value: ({ reference }) => reference, style: "dim", alignRight: true },
];

/** `order 100000001, payment P-1`; the transaction has a column of its own. */
export function describeObjects({ objects }: Pick<EventAnswer, "objects">): string {
  return objects
    .filter(({ type }) => type !== "transaction")
    .map(({ type, id }) => `${type} ${id}`)
    .join(", ");
}

/** Message, amount and reason in one line. */
export function describeEvent(event: EventAnswer): string {
  const parts = [event.message ?? ""];
  if (event.amount !== undefined) parts.push(formatAmount(event.amount));
  if (event.reason !== undefined && !(event.message ?? "").includes(event.reason)) {
    parts.push(`(${event.reason})`);
  }
  return parts.filter((part) => part !== "").join(" ");
}

/** ISO 4217 decides the decimals: 6400 EUR is 64.00 EUR, 6400 JPY is 6400 JPY. */
export function formatAmount(amount: {
  readonly minor: number;
  readonly currency: string;
}): string {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency: amount.currency }).resolvedOptions()
      .maximumFractionDigits ?? 2;
  return `${(amount.minor / 10 ** digits).toFixed(digits)} ${amount.currency}`;
}

/** `+12 ms`, `+3.204 s`, `+2 h 03 min`: never rounded below the millisecond where it matters. */
export function formatWait(waitMs: number | null): string {
  if (waitMs === null) return "";
  if (waitMs < 1000) return `+${waitMs} ms`;
  if (waitMs < 60_000) return `+${(waitMs / 1000).toFixed(3)} s`;
  const minutes = Math.floor(waitMs / 60_000);
  if (minutes < 60) return `+${minutes} min ${((waitMs % 60_000) / 1000).toFixed(3)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `+${hours} h ${minutes % 60} min`;
  return `+${Math.floor(hours / 24)} d ${hours % 24} h`;
}
