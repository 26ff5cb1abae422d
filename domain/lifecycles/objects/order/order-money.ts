import { minorIn } from "../../event-readers.ts";
import type { Money } from "../../lifecycle.ts";
import { ofType, type OrderFacts } from "./order-facts.ts";
import { takenMinor } from "./order-payments.ts";

/** Sums of an order, in its currency; of gift cards only what the payments say. Those that are known. */
export function orderMoney(facts: OrderFacts): Readonly<Record<string, Money>> {
  const { amount, payments } = facts;
  const money: Record<string, Money> = {};
  if (amount !== null) money["ordered"] = { minor: amount.minor, currency: amount.currency };
  const currency = amount?.currency ?? currencyOf(facts);
  if (currency === null) return money;
  if (payments.length > 0) {
    let capturedMinor = 0;
    let refundedMinor = 0;
    for (const payment of payments) {
      capturedMinor += takenMinor(payment);
      refundedMinor += payment.refundedMinor;
    }
    const isKnown = !payments.some(({ isAmountUnknown }) => isAmountUnknown);
    const isRefundKnown = !payments.some(({ isRefundUnknown }) => isRefundUnknown);
    if (isKnown) money["captured"] = { minor: capturedMinor, currency };
    if (isRefundKnown && refundedMinor > 0) money["refunded"] = { minor: refundedMinor, currency };
  }
  const invoices = ofType(facts, "invoice.issued").map((event) => minorIn(event, currency));
  if (invoices.length > 0 && !invoices.includes(null)) {
    const minor = invoices.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    money["invoiced"] = { minor, currency };
  }
  return money;
}

function currencyOf({ events }: OrderFacts): string | null {
  return events.find(({ amount }) => amount !== null)?.amount?.currency ?? null;
}
