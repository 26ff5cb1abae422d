import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { recognizeCards } from "../gift-cards/external-cards.ts";
import { payOrder } from "../payments/pay-order.ts";
import { requestPayments } from "../payments/request-payments.ts";
import { requireActiveCart, touchCart } from "../quotes/open-cart.ts";
import {
  type CartItem,
  itemsOf,
  productsGone,
  type QuoteRow,
  requireQuote,
} from "../quotes/quote-rows.ts";
import { reserveStock } from "../stock/stock.ts";
import type { Billing, ChosenMethod, PlacedAnswer } from "../storefront/operations.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import { storeOf } from "../visits/find-store.ts";
import { answerKeyOf, earlierAnswer, noteRequest, requestHash } from "./idempotent-answers.ts";
import { pricedLines } from "./priced-lines.ts";
import type { Placing } from "./placing.ts";
import { reserveNumber } from "./reserve-number.ts";
import { outcomeOf, type PaidOutcome, settleQuote } from "./settle-quote.ts";

/** A disk that is full may have room again within a minute; a visitor waits no longer. */
const SETTLING_ATTEMPTS_MAX = 30;
const SETTLING_RETRY_MS = 2_000;

export interface OrderRequest {
  readonly email: string;
  readonly billing: Billing;
  readonly methods: readonly ChosenMethod[];
  /** The same key with the same request gets the same answer, and places nothing again. */
  readonly idempotencyKey?: string;
}

/**
 * Reserves the order's number, pays, and makes the quote an order: paid, announced or uncertain; a decline
 * leaves it a quote that holds its number. Before anything is paid it throws `cart-empty`, `wrong-state`
 * (another request pays this cart), `out-of-stock`, `invalid-request` (methods), `idempotency-conflict`;
 * nothing has changed then.
 */
export async function placeOrder(
  shop: ShopContext,
  visitor: Visitor,
  request: OrderRequest,
): Promise<PlacedAnswer> {
  const { store, transactionId } = visitor.visit;
  await recognizeCards(shop, { store, transactionId, methods: request.methods });
  const begun = shop.web.transaction((tx) => begin(tx, shop, visitor, request));
  if ("answer" in begun) return begun.answer;
  const { quoteId, orderNumber } = begun;
  const settle = (whileOpen: PaidOutcome): Promise<PlacedAnswer> =>
    again(shop, () =>
      shop.web.transaction((tx) =>
        settleQuote(tx, shop, quoteId, outcomeOf(tx, orderNumber, whileOpen)),
      ),
    );
  let paid: PaidOutcome;
  try {
    paid = await payOrder(shop, orderNumber);
  } catch (error) {
    // A fault of ours: what became of the money may be unknown, the order must not be.
    await settle({ outcome: "uncertain" });
    throw error;
  }
  return settle(paid);
}

/**
 * Money may have been taken: what became of it is noted even where that fails at first. Until then, or the next
 * start, the cart stays one that is being paid.
 */
async function again<T>(shop: ShopContext, step: () => T): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return step();
    } catch (error) {
      if (error instanceof ShopError || attempt === SETTLING_ATTEMPTS_MAX) throw error;
    }
    await shop.clock.sleep(SETTLING_RETRY_MS);
  }
}

type Begun =
  | { readonly answer: PlacedAnswer }
  | { readonly quoteId: string; readonly orderNumber: string };

/** Unless it was answered before: all that must be noted before a gateway is asked. */
function begin(
  tx: Transaction,
  shop: ShopContext,
  visitor: Visitor,
  { idempotencyKey, ...request }: OrderRequest,
): Begun {
  if (idempotencyKey === undefined) return beginToPay(tx, shop, visitor, request, null);
  const answerKey = answerKeyOf(visitor.visit.transactionId, idempotencyKey);
  const { email, billing, methods } = request;
  const hash = requestHash({ email, billing, methods });
  const answer = earlierAnswer(tx, answerKey, hash);
  if (answer !== undefined) return { answer };
  noteRequest(tx, answerKey, hash, shop.clock.nowMs());
  return beginToPay(tx, shop, visitor, request, answerKey);
}

function beginToPay(
  tx: Transaction,
  shop: ShopContext,
  visitor: Visitor,
  { email, billing, methods }: OrderRequest,
  answerKey: string | null,
): Begun {
  const { id } = requireActiveCart(tx, visitor);
  touchCart(tx, shop, visitor, id);
  const quote = requireQuote(tx, id);
  const { transactionId, store } = quote;
  const items = requireItems(tx, quote);
  const { currency } = storeOf(shop, quote);
  const { number, ...numbers } = reserveNumber(tx, shop, quote);
  const lines = pricedLines(shop.random, items);
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const placing: Placing = { ...numbers, email, billing, amountMinor, currency, lines, answerKey };
  tx.run(
    "UPDATE quotes SET state = 'paying', placing = ? WHERE id = ?",
    JSON.stringify(placing),
    id,
  );
  const order = { orderNumber: number, foreignId: numbers.foreignId, transactionId };
  const request = { ...order, quoteId: id, store, amountMinor, currency };
  requestPayments(tx, shop, request, [...methods]);
  reserveStock(tx, shop, { ...order, lines });
  // Nobody is asked for nothing; what an earlier attempt at this number came to says nothing of it.
  if (amountMinor === 0) return { answer: settleQuote(tx, shop, id, { outcome: "paid" }) };
  return { quoteId: id, orderNumber: number };
}

/** What is in the cart, all of which is still sold. */
function requireItems(tx: Transaction, quote: QuoteRow): CartItem[] {
  const gone = productsGone(tx, quote.id);
  if (gone.length > 0) {
    throw new ShopError("wrong-state", `No longer sold: ${gone.join(", ")}. Take it out first.`, {
      detail: { products: gone },
    });
  }
  const items = itemsOf(tx, quote.id);
  if (items.length === 0) throw new ShopError("cart-empty", "There is nothing in the cart.");
  return items;
}
