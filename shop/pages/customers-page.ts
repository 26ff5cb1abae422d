import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { emptyCustomers, loadCustomers } from "../crm/load-customers.ts";
import { problemOf } from "../services/problem.ts";
import { renderConfirmation } from "./confirmation.ts";
import { readPageNumber } from "./form-fields.ts";
import { donePath, doneSentence } from "./page-message.ts";
import { pageOfRows, ROWS_PER_PAGE } from "./page-of-rows.ts";
import { PAGES } from "./page-paths.ts";
import { renderPage } from "./render-page.ts";

const summaryRow = z.object({ count: z.number(), updatedMs: z.number().nullable() });
const customerRow = z.object({
  account: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  fidelityPoint: z.number(),
  payment: z.number(),
});

/** The CRM's customers as cards, with buttons that fetch them anew and remove them all. */
export function addCustomersPage(app: FastifyInstance, shop: ShopContext): void {
  app.get(PAGES.customers, async ({ query }) =>
    render(shop, readPageNumber(query), { done: doneSentence(query) }),
  );
  app.post(PAGES.fetchCustomers, async (_request, reply) => {
    try {
      const loaded = await loadCustomers(shop);
      const path = donePath(PAGES.customers, "customers-fetched", { ...loaded });
      return await reply.redirect(path, 303);
    } catch (error) {
      const { status, detail } = problemOf(error);
      return reply.status(status).send(render(shop, 1, { failed: detail }));
    }
  });
  app.get(PAGES.emptyCustomers, async () =>
    renderConfirmation({
      question: `Remove all ${summaryOf(shop).count} customers of the CRM?`,
      effects: [
        "They come back when they are fetched from the CRM again.",
        "Accounts that customers made in the shop stay as they are.",
      ],
      record: "customers.emptied",
      action: PAGES.emptyCustomers,
      verb: "Remove all customers",
      back: PAGES.customers,
    }),
  );
  app.post(PAGES.emptyCustomers, async (_request, reply) => {
    const count = emptyCustomers(shop);
    return reply.redirect(donePath(PAGES.customers, "customers-emptied", { count }), 303);
  });
}

function summaryOf(shop: ShopContext): z.infer<typeof summaryRow> {
  const sql = "SELECT count(*) AS count, max(updatedMs) AS updatedMs FROM crmCustomers";
  return shop.web.get(summaryRow, sql) ?? { count: 0, updatedMs: null };
}

function render(
  shop: ShopContext,
  asked: number,
  told: { readonly done?: string | null; readonly failed?: string },
): string {
  const { count, updatedMs } = summaryOf(shop);
  const page = pageOfRows(PAGES.customers, count, asked);
  const customers = shop.web.all(
    customerRow,
    `SELECT account, firstName, lastName, fidelityPoint, payment FROM crmCustomers
     ORDER BY account LIMIT ? OFFSET ?`,
    ROWS_PER_PAGE,
    page.offset,
  );
  return renderPage(
    "customers",
    { title: "Customers", place: PAGES.customers, ...told },
    {
      count,
      page,
      fetched: updatedMs === null ? null : timeText(updatedMs),
      customers,
      fetchAction: PAGES.fetchCustomers,
      emptyPath: PAGES.emptyCustomers,
    },
  );
}
