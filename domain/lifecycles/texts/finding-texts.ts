import type { FindingTexts } from "./finding-text.ts";
import { GIFT_CARD_TEXTS } from "./en/gift-card.ts";
import { LICENSE_TEXTS } from "./en/license.ts";
import { ORDER_TEXTS } from "./en/order.ts";
import { PAYMENT_TEXTS } from "./en/payment.ts";
import { REPLAY_TEXTS } from "./en/replay.ts";
import { TIME_TEXTS } from "./en/time.ts";
import { TRANSACTION_TEXTS } from "./en/transaction.ts";

/** The sentence of every rule, in English. */
export const FINDING_TEXTS: FindingTexts = {
  ...TRANSACTION_TEXTS,
  ...ORDER_TEXTS,
  ...LICENSE_TEXTS,
  ...PAYMENT_TEXTS,
  ...GIFT_CARD_TEXTS,
  ...REPLAY_TEXTS,
  ...TIME_TEXTS,
};
