import type { Case } from "../../case.ts";
import type { JudgedAt, ObjectLifecycle, Reading } from "../../object-lifecycle.ts";
import { orderDetails } from "./order-details.ts";
import { type OrderFacts, readOrderFacts } from "./order-facts.ts";
import { ORDER_MODEL } from "./order-model.ts";
import { orderMoney } from "./order-money.ts";
import { readOwed } from "./order-owed.ts";
import { DELIVERY_RULES } from "./rules/delivery-rules.ts";
import { LICENSE_RULES } from "./rules/license-rules.ts";
import { PAPER_RULES } from "./rules/paper-rules.ts";
import { PAYMENT_RULES } from "./rules/payment-rules.ts";
import { PROGRESS_RULES } from "./rules/progress-rules.ts";

function readOrder(whole: Case, judged: JudgedAt): Reading<OrderFacts> {
  const facts = readOrderFacts(whole);
  return {
    facts,
    signals: facts.course.signals,
    owed: readOwed(facts, judged),
    money: orderMoney(facts),
    details: orderDetails(facts),
    unknowns: unknownsOf(facts),
    changesMs: [],
  };
}

/** What the records leave open. */
function unknownsOf({ course, placed, lines, payments, reserved }: OrderFacts): string[] {
  const isDoubtful = course.doubts.some(({ until }) => until === null);
  return [
    ...(isDoubtful ? ["paymentStateUnknown"] : []),
    ...(placed === null && reserved === null ? ["originUnknown"] : []),
    ...(placed !== null && lines.length === 0 ? ["linesUnknown"] : []),
    ...(placed !== null && payments.length === 0 ? ["paymentsUnknown"] : []),
    ...(payments.some(({ isAmountUnknown }) => isAmountUnknown) ? ["amountCapturedUnknown"] : []),
    ...(payments.some(({ isRefundUnknown }) => isRefundUnknown) ? ["amountRefundedUnknown"] : []),
  ];
}

/** An order: how it was paid, delivered, invoiced, and what is wrong with it. */
export const ORDER_LIFECYCLE: ObjectLifecycle<OrderFacts> = {
  type: "order",
  model: ORDER_MODEL,
  read: readOrder,
  rules: [...PROGRESS_RULES, ...PAYMENT_RULES, ...DELIVERY_RULES, ...PAPER_RULES, ...LICENSE_RULES],
};
