import type { ObjectLifecycle } from "../../object-lifecycle.ts";
import { PAYMENT_MODEL } from "./payment-model.ts";
import { PAYMENT_RULES } from "./payment-rules.ts";
import { type PaymentFacts, readPayment } from "./read-payment.ts";

/** One method of payment of an order. */
export const PAYMENT_LIFECYCLE: ObjectLifecycle<PaymentFacts> = {
  type: "payment",
  model: PAYMENT_MODEL,
  read: readPayment,
  rules: PAYMENT_RULES,
};
