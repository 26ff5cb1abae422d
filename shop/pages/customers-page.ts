import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ShopContext } from "../context.ts";
import { emptyCustomers, loadCustomers } from "../crm/load-customers.ts";
import { PAGES } from "./page-paths.ts";
import { addStoredList } from "./stored-list.ts";

const customerRow = z.object({
  account: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  fidelityPoint: z.number(),
  payment: z.number(),
});

/** The CRM's customers as cards, with buttons that fetch them anew and remove them all. */
export function addCustomersPage(app: FastifyInstance, shop: ShopContext): void {
  addStoredList(app, shop, {
    view: "customers",
    title: "Customers",
    table: "crmCustomers",
    paths: { list: PAGES.customers, fetch: PAGES.fetchCustomers, empty: PAGES.emptyCustomers },
    rows: (limit, offset) =>
      shop.web.all(
        customerRow,
        `SELECT account, firstName, lastName, fidelityPoint, payment FROM crmCustomers
         ORDER BY account LIMIT ? OFFSET ?`,
        limit,
        offset,
      ),
    fetch: () => loadCustomers(shop),
    empty: () => emptyCustomers(shop),
    done: { fetched: "customers-fetched", emptied: "customers-emptied" },
    ask: (count) => ({
      question: `Remove all ${count} customers of the CRM?`,
      effects: [
        "They come back when they are fetched from the CRM again.",
        "Accounts that customers made in the shop stay as they are.",
      ],
      records: ["customers.emptied"],
      verb: "Remove all customers",
    }),
  });
}
