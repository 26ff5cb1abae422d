import type { FindingTexts } from "./finding-text.ts";
import { LICENSE_TEXTS } from "./en/license.ts";
import { ORDER_TEXTS } from "./en/order.ts";
import { TIME_TEXTS } from "./en/time.ts";
import { TRANSACTION_TEXTS } from "./en/transaction.ts";

/** The sentence of every rule, in English. */
export const FINDING_TEXTS: FindingTexts = {
  ...TRANSACTION_TEXTS,
  ...ORDER_TEXTS,
  ...LICENSE_TEXTS,
  ...TIME_TEXTS,
};
