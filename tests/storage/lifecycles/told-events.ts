import type { ToldEvent } from "./lifecycle-stage.ts";

/** 5 January 2026, 9:00 UTC, and so many minutes. */
export function minutes(count: number): string {
  return new Date(Date.UTC(2026, 0, 5, 9) + count * 60_000).toISOString();
}

export function minutesMs(count: number): number {
  return Date.parse(minutes(count));
}

/** An event of an order at so many minutes; `more` may say everything else. */
export function told(
  type: string,
  atMinutes: number,
  order: string,
  more: Readonly<Record<string, unknown>> = {},
): ToldEvent {
  const event = { type, time: minutes(atMinutes), objects: [{ type: "order", id: order }] };
  return { ...event, ...more };
}

/** The number of an order is given in a cart, the order is placed, and paid by card. */
export function paidOrder(order: string, atMinutes: number): ToldEvent[] {
  const quote = { type: "quote", id: `Q-${order}` };
  const itself = { type: "order", id: order };
  const payment = { type: "payment", id: `P-${order}` };
  const amount = { minor: 1_990, currency: "EUR" };
  const transactionId = `TX${order}`.padEnd(16, "0");
  const sequence = Number(order.slice(1));
  const lines = [
    { lineItemId: `${order}-1`, product: "BOOK", kind: "physical", quantity: 1, amount },
  ];
  const card = { gateway: "cards", method: "card" };
  return [
    told("quote.created", atMinutes, order, {
      objects: [quote],
      transactionId,
      attributes: { store: "europe", customerKind: "guest" },
    }),
    told("order.numberReserved", atMinutes + 1, order, {
      objects: [quote, itself],
      transactionId,
      attributes: { store: "europe", sequence },
    }),
    told("payment.requested", atMinutes + 2, order, {
      objects: [payment, itself],
      transactionId,
      amount,
      attributes: { ...card, operation: "capture", position: 1 },
    }),
    told("payment.captured", atMinutes + 3, order, {
      objects: [payment, itself],
      transactionId,
      amount,
      attributes: { ...card, gatewayState: "captured" },
    }),
    told("order.placed", atMinutes + 3, order, {
      objects: [itself, quote],
      transactionId,
      amount,
      attributes: { store: "europe", lines },
    }),
  ];
}
