import type { Reads } from "../database/shop-database.ts";
import { type QuoteRow, quoteRow } from "./quote-rows.ts";

/** Whose cart is asked for. */
export interface CartOwner {
  readonly id: string;
  readonly store: string;
  readonly customerId: string | null;
}

/**
 * The open cart of a session: of the customer who is logged in, on whatever device it was filled, else of
 * the session itself. It may be in the middle of its payment.
 */
export function findCart(reads: Reads, session: CartOwner): QuoteRow | undefined {
  return session.customerId === null
    ? reads.get(
        quoteRow,
        `SELECT * FROM quotes WHERE sessionId = ? AND state IN ('active', 'paying')
         AND customerKind <> 'registered' ORDER BY createdMs, id LIMIT 1`,
        session.id,
      )
    : findCustomerCart(reads, session.customerId, session.store);
}

/** The open cart of a registered customer in a store, from whenever it is. */
export function findCustomerCart(
  reads: Reads,
  customerId: string,
  store: string,
): QuoteRow | undefined {
  return reads.get(
    quoteRow,
    `SELECT * FROM quotes WHERE customerId = ? AND store = ? AND state IN ('active', 'paying')
     AND customerKind = 'registered' ORDER BY createdMs, id LIMIT 1`,
    customerId,
    store,
  );
}
