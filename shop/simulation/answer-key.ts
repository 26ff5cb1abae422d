import type { Reads } from "../database/shop-database.ts";
import type { Store } from "../settings.ts";
import type { AnswerKeyRecord } from "./answer-key-schema.ts";
import { readGiftCardTruths } from "./truth/gift-card-truth.ts";
import { readLicenseTruths } from "./truth/license-truth.ts";
import { readNumberTruths } from "./truth/number-truth.ts";
import { readOrderTruths } from "./truth/order-truth.ts";
import { type MoneyTruth, readPaymentTruths } from "./truth/payment-truth.ts";
import { readReplayTruths } from "./truth/replay-truth.ts";

/** Where the truth is: the actors' own books. */
export interface Books {
  readonly web: Reads;
  readonly main: Reads;
  /** By payment, of gateways, gift cards and the external provider. */
  readonly money: readonly MoneyTruth[];
  readonly stores: readonly Store[];
  /** When the run ended. */
  readonly nowMs: number;
}

/**
 * What really happened, record by record: orders, numbers, payments, cards, licenses, replays, each kind by
 * its IDs. Read from the books of those who did it, never from what they told.
 */
export function readAnswerKey({ web, main, money, stores, nowMs }: Books): AnswerKeyRecord[] {
  const payments = readPaymentTruths(web, new Map(money.map((truth) => [truth.paymentId, truth])));
  return [
    ...readOrderTruths({ web, main }, payments),
    ...readNumberTruths(web, payments, { nowMs, stores }),
    ...payments,
    ...readGiftCardTruths(web),
    ...readLicenseTruths(main),
    ...readReplayTruths(web),
  ];
}
