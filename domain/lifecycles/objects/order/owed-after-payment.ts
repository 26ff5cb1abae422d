import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { textOf } from "../../event-readers.ts";
import { ofType, type OrderFacts } from "./order-facts.ts";
import { isDigital, isWaiting, type OrderLine } from "./order-lines.ts";
import type { PaidInFull } from "./paid-in-full.ts";

/** It is paid and was not cancelled as a whole, so what was bought is owed; null otherwise. */
export function paidAndOwed({ paid, course }: OrderFacts): PaidInFull | null {
  return course.end?.kind === "cancelled" ? null : paid;
}

export function waitingLines({ lines }: OrderFacts): readonly OrderLine[] {
  return lines.filter(isWaiting);
}

export type InvoiceKind = "digital" | "physical";

/**
 * The kinds of goods of which an invoice is missing. One invoice may stand for both, and one that does not say
 * its kind stands for any.
 */
export function uninvoiced(facts: OrderFacts): readonly InvoiceKind[] {
  const kinds = new Set(ofType(facts, "invoice.issued").map((event) => textOf(event, "kind")));
  if (kinds.has("combined") || kinds.has(null)) return [];
  const left = facts.lines.filter(({ state }) => state !== "cancelled");
  const wanted: InvoiceKind[] = [];
  if (left.some(isDigital)) wanted.push("digital");
  if (left.some((line) => !isDigital(line))) wanted.push("physical");
  return wanted.filter((kind) => !kinds.has(kind));
}

/** Accounts that were made for the customer of the order. */
export function accountsMade(facts: OrderFacts): readonly LifecycleEvent[] {
  return [
    ...ofType(facts, "customer.registered"),
    ...facts.unnamed.filter(({ type }) => type === "customer.registered"),
  ];
}
