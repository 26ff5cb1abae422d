import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { orderRow } from "../orders/order-rows.ts";
import { findCart } from "../quotes/find-cart.ts";
import { itemsOf, type QuoteRow, requireQuote } from "../quotes/quote-rows.ts";
import type { Visit } from "../storefront/operations.ts";
import { storeOf } from "./find-store.ts";
import { findSession, findVisit } from "./visit-rows.ts";

/** What a visitor sees of a visit: the cart, and the order that was made in it. */
export function viewVisit(shop: ShopContext, transactionId: string): Visit {
  const visit = findVisit(shop.web, transactionId);
  const session = visit === undefined ? undefined : findSession(shop.web, visit.sessionId);
  if (visit === undefined || session === undefined) {
    throw new ShopError("not-found", "There is no such visit.");
  }
  const open = findCart(shop.web, session);
  const own = visit.quoteId === null ? undefined : requireQuote(shop.web, visit.quoteId);
  const quote = open ?? own;
  const order = shop.web.get(
    orderRow,
    "SELECT * FROM orders WHERE transactionId = ? ORDER BY placedMs DESC, number DESC LIMIT 1",
    transactionId,
  );
  return {
    transactionId,
    store: visit.store,
    quote: quote === undefined ? null : viewQuote(shop, quote),
    order:
      order === undefined
        ? null
        : {
            number: order.number,
            foreignId: order.foreignId,
            state: order.state,
            amountMinor: order.amountMinor,
            currency: order.currency,
          },
  };
}

function viewQuote(shop: ShopContext, quote: QuoteRow): Visit["quote"] {
  const items = itemsOf(shop.web, quote.id).map((item) => ({
    product: item.product,
    description: item.description,
    quantity: item.quantity,
    amountMinor: item.priceMinor * item.quantity,
  }));
  return {
    id: quote.id,
    state: quote.state,
    customerKind: quote.customerKind,
    items,
    amountMinor: items.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    currency: storeOf(shop, quote).currency,
  };
}
