import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { problemOf } from "../services/problem.ts";
import { type Confirmation, renderConfirmation } from "./confirmation.ts";
import { readPageNumber } from "./form-fields.ts";
import { type Done, donePath, doneSentence } from "./page-message.ts";
import { pageOfRows, ROWS_PER_PAGE } from "./page-of-rows.ts";
import { renderPage, type View } from "./render-page.ts";

const summaryRow = z.object({ count: z.number(), updatedMs: z.number().nullable() });

/** Rows that come from another system: a page shows them, and buttons fetch them anew or remove them all. */
export interface StoredList {
  readonly view: View;
  readonly title: string;
  readonly table: "products" | "crmCustomers";
  readonly paths: { readonly list: string; readonly fetch: string; readonly empty: string };
  /** What of a page of rows the view shows. */
  readonly rows: (limit: number, offset: number) => readonly object[];
  /** Fetches them; how many came, are new and changed. */
  readonly fetch: () => Promise<{ count: number; added: number; changed: number }>;
  /** Removes them; how many. */
  readonly empty: () => number;
  readonly done: { readonly fetched: Done; readonly emptied: Done };
  /** What is asked before so many are removed. */
  readonly ask: (count: number) => Pick<Confirmation, "question" | "effects" | "records" | "verb">;
}

/** Puts the list's page and its buttons on the app. */
export function addStoredList(app: FastifyInstance, shop: ShopContext, list: StoredList): void {
  const { paths, done } = list;
  app.get(paths.list, async ({ query }) =>
    render(shop, list, readPageNumber(query), { done: doneSentence(query) }),
  );
  app.post(paths.fetch, async (_request, reply) => {
    try {
      const { count, added, changed } = await list.fetch();
      const path = donePath(paths.list, done.fetched, { count, added, changed });
      return await reply.redirect(path, 303);
    } catch (error) {
      const { status, detail } = problemOf(error);
      return reply.status(status).send(render(shop, list, 1, { failed: detail }));
    }
  });
  app.get(paths.empty, async () =>
    renderConfirmation({
      ...list.ask(summaryOf(shop, list).count),
      action: paths.empty,
      back: paths.list,
      place: paths.list,
    }),
  );
  app.post(paths.empty, async (_request, reply) =>
    reply.redirect(donePath(paths.list, done.emptied, { count: list.empty() }), 303),
  );
}

function summaryOf(shop: ShopContext, { table }: StoredList): z.infer<typeof summaryRow> {
  const sql = `SELECT count(*) AS count, max(updatedMs) AS updatedMs FROM ${table}`;
  return shop.web.get(summaryRow, sql) ?? { count: 0, updatedMs: null };
}

function render(
  shop: ShopContext,
  list: StoredList,
  asked: number,
  told: { readonly done?: string | null; readonly failed?: string },
): string {
  const { view, title, paths } = list;
  const { count, updatedMs } = summaryOf(shop, list);
  const page = pageOfRows(paths.list, count, asked);
  return renderPage(
    view,
    { title, place: paths.list, ...told },
    {
      title,
      count,
      page,
      fetched: updatedMs === null ? null : timeText(updatedMs),
      rows: list.rows(ROWS_PER_PAGE, page.offset),
      fetchAction: paths.fetch,
      emptyPath: paths.empty,
    },
  );
}
