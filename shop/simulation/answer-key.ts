import type { Reads } from "../database/shop-database.ts";
import type { Store } from "../settings.ts";
import type { AnswerKeyRecord } from "./answer-key-schema.ts";
import type { Struck } from "./fault-injector.ts";
import { consequenceTruths } from "./truth/consequence-truth.ts";
import { faultTruths } from "./truth/fault-truth.ts";
import { readGiftCardTruths } from "./truth/gift-card-truth.ts";
import { incidentTruths } from "./truth/incident-truth.ts";
import { readLicenseTruths } from "./truth/license-truth.ts";
import { readNumberTruths } from "./truth/number-truth.ts";
import { readOrderTruths } from "./truth/order-truth.ts";
import { type MoneyTruth, readPaymentTruths } from "./truth/payment-truth.ts";
import { readReplayTruths } from "./truth/replay-truth.ts";

/** Where the truth is: the actors' own books, and the notes of who injected faults. */
export interface Books {
  readonly web: Reads;
  readonly main: Reads;
  /** Of the other company that sells cards. */
  readonly external: Reads;
  /** By payment, of gateways, gift cards and the external provider. */
  readonly money: readonly MoneyTruth[];
  readonly struck: readonly Struck[];
  readonly stores: readonly Store[];
  /** When the run ended. */
  readonly nowMs: number;
}

/**
 * What really happened, record by record: orders, numbers, payments, cards, licenses, replays, each kind by
 * its IDs, then faults, incidents and what these brought about. Read from the books of those who did it, never from what they told.
 */
export function readAnswerKey({
  web,
  main,
  external,
  money,
  struck,
  stores,
  nowMs,
}: Books): AnswerKeyRecord[] {
  const payments = readPaymentTruths(web, new Map(money.map((truth) => [truth.paymentId, truth])));
  const orders = readOrderTruths({ web, main }, payments);
  const numbers = readNumberTruths(web, payments, { nowMs, stores });
  const licenses = readLicenseTruths(main);
  const giftCards = readGiftCardTruths(web, external);
  const replays = readReplayTruths(web);
  const hurt = { orders, payments, giftCards, replays, nowMs };
  const faults = faultTruths(struck, hurt);
  const incidents = incidentTruths({ orders, numbers, payments, licenses, faults, nowMs });
  return [
    ...orders,
    ...numbers,
    ...payments,
    ...giftCards,
    ...licenses,
    ...replays,
    ...faults,
    ...incidents,
    ...consequenceTruths({ ...hurt, named: [...faults, ...incidents] }),
  ];
}
