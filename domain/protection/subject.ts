import type { AuditEvent } from "#domain/events/event.ts";

/** Whose key protects an event's fields: the customer's if known, else the transaction's, else the source's. */
export function subjectOf(event: AuditEvent, sourceName: string): string {
  if (event.actor?.type === "customer") return `customer:${event.actor.id}`;
  const customer = event.objects?.find((object) => object.type === "customer");
  if (customer !== undefined) return `customer:${customer.id}`;
  if (event.transactionId !== undefined) return `transaction:${event.transactionId}`;
  return `source:${sourceName}`;
}
