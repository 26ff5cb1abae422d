import { type Split, splitAmount } from "#domain/payments/split-amount.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type CardChoice, chooseCard, GIFT_CARDS } from "../gift-cards/find-card.ts";
import { refuseCard } from "../gift-cards/refuse-card.ts";
import { randomCapitals } from "../random/random-source.ts";
import type { ChosenMethod } from "../storefront/operations.ts";
import { noteDeclined } from "./note-answer.ts";
import type { PaymentRow } from "./payment-rows.ts";

/** Beyond guessing, and never twice in the life of a shop. */
const PAYMENT_ID_CHARACTERS = 14;

/** What is to be paid, and for whom. */
export interface PaymentRequest {
  readonly orderNumber: string;
  readonly foreignId: string;
  readonly quoteId: string;
  readonly transactionId: string;
  readonly store: string;
  readonly amountMinor: number;
  readonly currency: string;
}

interface Choice {
  readonly method: ChosenMethod;
  /** Of a gift card. */
  readonly card: CardChoice | null;
}

/**
 * Notes how an order number is to be paid, one payment a method in cart order, as a new attempt.
 * Nothing is asked yet: that is `payOrder`. A gift card that is not taken is noted as declined,
 * with its events, and `payOrder` then asks nobody. Throws `invalid-request` where the amounts do
 * not make up the total.
 */
export function requestPayments(
  tx: Transaction,
  shop: ShopContext,
  request: PaymentRequest,
  methods: readonly ChosenMethod[],
): void {
  if (request.amountMinor === 0) return;
  const choices = methods.map((method) => ({ method, card: choose(tx, shop, request, method) }));
  const refused = choices.some(({ card }) => card?.outcome === "refused");
  const amountsMinor = refused
    ? methods.map(({ amountMinor }) => amountMinor ?? 0)
    : shareOut(request, choices);
  for (const [index, choice] of choices.entries()) {
    insertPayment(tx, shop, request, {
      choice,
      position: index + 1,
      amountMinor: amountsMinor[index] ?? 0,
    });
  }
}

function choose(
  tx: Transaction,
  shop: ShopContext,
  request: PaymentRequest,
  method: ChosenMethod,
): CardChoice | null {
  if (method.method !== "giftCard") return null;
  const { code, pin } = method;
  const choice = chooseCard(tx, shop, { code, pin, store: request.store });
  if (choice.outcome === "refused") refuseCard(tx, shop, choice, request);
  return choice;
}

const SPLIT_PROBLEMS: Record<Extract<Split, { problem: unknown }>["problem"], string> = {
  exceeds: "The methods' amounts are more than the order's.",
  left: "The methods pay less than the order amounts to.",
  nothing: "One of the methods has nothing to pay.",
};

function shareOut(request: PaymentRequest, choices: readonly Choice[]): readonly number[] {
  const split = splitAmount(
    request.amountMinor,
    choices.map(({ method: { amountMinor }, card }) => ({
      amountMinor,
      atMostMinor: card?.outcome === "chosen" ? (card.availableMinor ?? undefined) : undefined,
    })),
  );
  if ("amountsMinor" in split) return split.amountsMinor;
  const { problem, index } = split;
  throw new ShopError("invalid-request", SPLIT_PROBLEMS[problem], {
    detail: { problem, ...(index === undefined ? {} : { method: index }) },
  });
}

function insertPayment(
  tx: Transaction,
  shop: ShopContext,
  request: PaymentRequest,
  {
    choice: { method, card },
    position,
    amountMinor,
  }: { choice: Choice; position: number; amountMinor: number },
): void {
  const id = `P-${randomCapitals(shop.random, PAYMENT_ID_CHARACTERS)}`;
  tx.run(
    `INSERT INTO payments (id, orderNumber, foreignId, store, quoteId, transactionId, attempt,
       position, method, gateway, instrument, amountMinor, currency, state)
     VALUES (?, ?2, ?, ?, ?, ?,
       (SELECT coalesce(max(attempt), 0) + (?7 = 1) FROM payments WHERE orderNumber = ?2),
       ?7, ?, ?, ?, ?, ?, 'new')`,
    id,
    request.orderNumber,
    request.foreignId,
    request.store,
    request.quoteId,
    request.transactionId,
    position,
    method.method,
    gatewayOf(method, card),
    JSON.stringify(instrumentOf(method, card)),
    amountMinor,
    request.currency,
  );
  if (card?.outcome === "refused") noteDeclined(tx, shop, id, { reason: card.reason });
}

function gatewayOf(method: ChosenMethod, card: CardChoice | null): PaymentRow["gateway"] {
  if (method.method === "card") return method.gateway;
  if (method.method === "paypal") return "paypal";
  if (method.method === "bankTransfer") return "bank";
  return card?.outcome === "chosen" ? card.gateway : GIFT_CARDS;
}

/** Neither a card's code nor its PIN is kept here. */
function instrumentOf(method: ChosenMethod, card: CardChoice | null): Record<string, unknown> {
  if (method.method === "card") return { cardToken: method.cardToken };
  return card?.outcome === "chosen" ? { ...card.instrument } : {};
}
