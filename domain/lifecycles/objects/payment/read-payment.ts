import type { Case } from "../../case.ts";
import { evidenceOf, idOf, minorIn, minorOf, numberOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Detail, Money } from "../../lifecycle.ts";
import type { JudgedAt, Owed, Reading } from "../../object-lifecycle.ts";
import { isReadAsPaid, meaningIn, paymentSignals } from "./payment-signals.ts";

/** What the events of a payment come to; a card's own events beside them change nothing here. */
export interface PaymentFacts {
  readonly requested: LifecycleEvent | undefined;
  /** The method reserves the amount before it takes it. */
  readonly authorizesFirst: boolean;
  readonly authorized: LifecycleEvent | undefined;
  readonly captures: readonly LifecycleEvent[];
  /** Read as paid: the gateway's word where its answer was lost. */
  readonly readsPaid: readonly LifecycleEvent[];
  readonly refunds: readonly LifecycleEvent[];
  /** The first that tells what the gateway did. */
  readonly answer: LifecycleEvent | undefined;
  readonly capturedMinor: number;
  readonly readMinor: number;
  readonly refundedMinor: number;
  /** Of what was asked for; where no record tells that, of the first amount. Only amounts in it are counted. */
  readonly currency: string | null;
  /** It was taken, and no record says how much in that currency. */
  readonly isTakenUnknown: boolean;
  /** A record states an amount in another currency. */
  readonly isInTwoCurrencies: boolean;
}

/** What tells what became of a request. */
const ANSWERS: ReadonlySet<string> = new Set([
  "payment.authorized",
  "payment.captured",
  "payment.declined",
  "payment.timedOut",
  "payment.stateRead",
  "payment.released",
]);

/** One payment from its events. Pure; the case ends at `judged.atMs`. */
export function readPayment(whole: Case, judged: JudgedAt): Reading<PaymentFacts> {
  const own = whole.own.filter(({ type }) => type.startsWith("payment."));
  const facts = paymentFactsOf(own);
  return {
    facts,
    signals: paymentSignals(own, facts.requested),
    owed: answersOwed(facts, judged),
    money: moneyOf(facts),
    details: detailsOf(whole, own, facts),
    unknowns: unknownsOf(own, facts),
    changesMs: [],
  };
}

/** Of the payment's own events, in their order. */
export function paymentFactsOf(own: readonly LifecycleEvent[]): PaymentFacts {
  const requested = own.find(({ type }) => type === "payment.requested");
  const captures = own.filter(({ type }) => type === "payment.captured");
  const readsPaid = own.filter(isReadAsPaid);
  const refunds = own.filter(({ type }) => type === "payment.refunded");
  const priced = own.filter(({ amount }) => amount !== null);
  const currency = requested?.amount?.currency ?? priced[0]?.amount?.currency ?? null;
  // Taken without a word on the amount is taken in full.
  const takenBy = (event: LifecycleEvent): number | null =>
    minorIn(event.amount === null ? (requested ?? event) : event, currency);
  return {
    requested,
    authorizesFirst: textOf(requested, "operation") === "authorize",
    authorized: own.find(({ type }) => type === "payment.authorized"),
    captures,
    readsPaid,
    refunds,
    answer: own.find(({ type }) => ANSWERS.has(type)),
    capturedMinor: captures.reduce((sum, event) => sum + (takenBy(event) ?? 0), 0),
    readMinor: readsPaid.reduce((most, event) => Math.max(most, takenBy(event) ?? 0), 0),
    refundedMinor: refunds.reduce((sum, event) => sum + (minorIn(event, currency) ?? 0), 0),
    currency,
    isTakenUnknown: [...captures, ...readsPaid].some((event) => takenBy(event) === null),
    isInTwoCurrencies: priced.some(({ amount }) => amount?.currency !== currency),
  };
}

/** Told as captured, or read as paid where nothing was told of it; the larger of both. */
export function takenMinor({ capturedMinor, readMinor }: PaymentFacts): number {
  return Math.max(capturedMinor, readMinor);
}

function answersOwed({ requested, answer }: PaymentFacts, { deadlines }: JudgedAt): Owed[] {
  if (requested === undefined) return [];
  return [
    {
      name: "answer",
      sinceMs: requested.timeMs,
      dueMs: requested.timeMs + deadlines.paymentAnswerMs,
      metMs: answer === undefined ? null : Math.max(answer.timeMs, requested.timeMs),
      lapsedMs: null,
      evidence: evidenceOf(requested, answer),
    },
  ];
}

function moneyOf(facts: PaymentFacts): Readonly<Record<string, Money>> {
  const { currency, requested, refundedMinor } = facts;
  if (currency === null) return {};
  const isAsked = requested !== undefined && requested.amount !== null;
  return {
    ...(isAsked ? { requested: { minor: minorOf(requested), currency } } : {}),
    ...(facts.isTakenUnknown ? {} : { captured: { minor: takenMinor(facts), currency } }),
    refunded: { minor: refundedMinor, currency },
  };
}

function detailsOf(
  { own }: Case,
  payments: readonly LifecycleEvent[],
  facts: PaymentFacts,
): Record<string, Detail> {
  const { requested, captures, readsPaid } = facts;
  const lastWord = payments.findLast((event) => textOf(event, "gatewayState") !== null);
  const declines = payments.filter(({ type }) => type === "payment.declined");
  const withCard = own.find(({ type }) => type.startsWith("giftCard."));
  return {
    order: idOf(requested ?? payments[0], "order"),
    gateway: textOf(requested ?? payments[0], "gateway"),
    method: textOf(requested, "method"),
    operation: textOf(requested, "operation"),
    position: numberOf(requested, "position"),
    requestedAt: requested?.time ?? null,
    gatewayState: textOf(lastWord, "gatewayState"),
    isReadAsPaid: readsPaid.length > 0,
    captures: captures.length,
    declines: declines.length,
    reason: declines.at(-1)?.reason ?? null,
    giftCard: idOf(withCard, "giftCard"),
    authorizationId: textOf(withCard, "authorizationId"),
  };
}

/** What the last word of the gateway leaves open. */
function unknownsOf(own: readonly LifecycleEvent[], facts: PaymentFacts): string[] {
  const unknowns: string[] = [];
  const last = own.findLast(({ type }) => ANSWERS.has(type));
  if (last?.type === "payment.timedOut") unknowns.push("paymentStateUnknown");
  if (facts.requested === undefined) unknowns.push("requestUnknown");
  if (facts.isTakenUnknown) unknowns.push("amountTakenUnknown");
  if (facts.isInTwoCurrencies) unknowns.push("paymentCurrencyUnknown");
  if (own.some(isNotUnderstood)) unknowns.push("gatewayStateUnknown");
  return unknowns;
}

function isNotUnderstood(event: LifecycleEvent): boolean {
  const isRead = event.type === "payment.stateRead" && textOf(event, "gatewayState") !== null;
  return isRead && meaningIn(event) === undefined;
}
