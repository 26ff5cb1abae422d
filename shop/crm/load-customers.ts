import { z } from "zod";
import { type Loaded, recordFailedFetch } from "../catalog/load-products.ts";
import {
  foreignId,
  foreignText,
  readForeign,
  refuseDuplicates,
} from "../catalog/foreign-answer.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { CRM, crmData } from "./crm-provider.ts";

/** Most customers of one answer; far more than a page of cards can show. */
export const CUSTOMERS_MAX = 20_000;

const customersSchema = z
  .array(
    z.object({
      firstName: foreignText,
      lastName: foreignText,
      fidelityPoint: z.int().nonnegative(),
      payment: z.int().nonnegative(),
      account: foreignId,
    }),
  )
  .max(CUSTOMERS_MAX);
export type ReceivedCustomer = z.infer<typeof customersSchema>[number];

/**
 * The customers of a CRM's answer, in its order. Throws `malformed-answer` for another shape, a customer
 * without account, twice the same account, points that are no whole number, too many.
 */
export function readCustomers(answer: unknown): ReceivedCustomer[] {
  const customers = readForeign("customer list", customersSchema, answer);
  const accounts = customers.map(({ account }) => account);
  refuseDuplicates("customer list", accounts, "");
  return customers;
}

/**
 * Fetches all customers of the CRM and stores them under their accounts: `customers.synchronized`. Those
 * that the CRM no longer names stay. A malformed answer changes nothing: `customers.rejected`, and
 * `malformed-answer` is thrown; so is what the call rejects with.
 */
export async function loadCustomers(shop: ShopContext): Promise<Loaded> {
  let customers: ReceivedCustomer[];
  try {
    customers = readCustomers(await shop.services.call(CRM, crmData, {}));
  } catch (error) {
    recordFailedFetch(shop, "customers", error);
    throw error;
  }
  return shop.web.transaction((tx) => {
    const loaded = store(tx, customers, shop.clock.nowMs());
    tx.emit({
      type: "customers.synchronized",
      message: `Fetched ${customers.length} customers from the CRM.`,
      outcome: "success",
      attributes: { ...loaded },
    });
    return loaded;
  });
}

/** Removes all customers that came from the CRM: `customers.emptied`. Returns how many there were. */
export function emptyCustomers(shop: ShopContext): number {
  return shop.web.transaction((tx) => {
    const count = tx.run("DELETE FROM crmCustomers");
    tx.emit({
      type: "customers.emptied",
      message: `Removed all ${count} customers of the CRM.`,
      attributes: { count },
    });
    return count;
  });
}

const storedRow = z.object({
  firstName: z.string(),
  lastName: z.string(),
  fidelityPoint: z.number(),
  payment: z.number(),
});

function store(tx: Transaction, customers: readonly ReceivedCustomer[], nowMs: number): Loaded {
  let added = 0;
  let changed = 0;
  for (const { account, firstName, lastName, fidelityPoint, payment } of customers) {
    const known = tx.get(
      storedRow,
      "SELECT firstName, lastName, fidelityPoint, payment FROM crmCustomers WHERE account = ?",
      account,
    );
    if (known === undefined) added += 1;
    else if (
      known.firstName !== firstName ||
      known.lastName !== lastName ||
      known.fidelityPoint !== fidelityPoint ||
      known.payment !== payment
    ) {
      changed += 1;
    }
    tx.run(
      `INSERT INTO crmCustomers
         (account, firstName, lastName, fidelityPoint, payment, updatedMs)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (account) DO UPDATE SET firstName = excluded.firstName,
         lastName = excluded.lastName, fidelityPoint = excluded.fidelityPoint,
         payment = excluded.payment, updatedMs = excluded.updatedMs`,
      account,
      firstName,
      lastName,
      fidelityPoint,
      payment,
      nowMs,
    );
  }
  return { count: customers.length, added, changed };
}
