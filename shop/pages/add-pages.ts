import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import type { ShopContext } from "../context.ts";
import { problemOf } from "../services/problem.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { addCustomersPage } from "./customers-page.ts";
import { addGiftCardsPage } from "./gift-cards-page.ts";
import { addProductsPage } from "./products-page.ts";
import { MARK, type PageFile, renderPage, STYLE } from "./render-page.ts";
import { addReplaysPages } from "./replays/add-replays-pages.ts";
import { addSchedulerPage } from "./scheduler-page.ts";

/** Scripts, frames, foreign forms: nothing of the kind; styles and pictures of this shop alone. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The style's address changes with its content. */
const FILE_SECONDS = 31_536_000;

const FORM_TYPE = "application/x-www-form-urlencoded";

export interface PagePorts {
  /** Its services reach the scheduler, the catalog and the CRM. */
  readonly shop: ShopContext;
}

/**
 * Puts the operator's pages on the app: products, customers, scheduler, gift card settings, replays. They need
 * no script. Whoever may reach them is the caller's to decide; changes asked for by another site are refused.
 */
export async function addPages(app: FastifyInstance, { shop }: PagePorts): Promise<void> {
  await app.register(async (pages) => {
    if (!pages.hasContentTypeParser(FORM_TYPE)) await pages.register(formbody);
    // They are for people; the API document is about what programs call.
    pages.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, hide: true };
    });
    pages.addHook("onRequest", async (request, reply) => {
      reply.headers({
        "content-security-policy": CONTENT_POLICY,
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
      });
      reply.type("text/html; charset=utf-8");
      refuseCrossSite(request);
    });
    pages.setErrorHandler(async (error, request, reply) => {
      const { status, title, detail } = problemOf(error);
      if (status >= 500) request.log.error(error);
      return reply
        .status(status)
        .type("text/html; charset=utf-8")
        .send(renderPage("problem", { title, place: null }, { status, detail }));
    });
    for (const file of [STYLE, MARK]) addFile(pages, file);
    addProductsPage(pages, shop);
    addCustomersPage(pages, shop);
    addSchedulerPage(pages, shop);
    addGiftCardsPage(pages, shop);
    addReplaysPages(pages, shop);
  });
}

function addFile(pages: FastifyInstance, { path, type, text }: PageFile): void {
  pages.get(path, async (_request, reply) =>
    reply
      .type(type)
      .header("cache-control", `private, max-age=${FILE_SECONDS}, immutable`)
      .send(text),
  );
}
