import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { timeText } from "../../clock/shop-clock.ts";
import type { ShopContext } from "../../context.ts";
import { ShopError } from "../../errors.ts";
import { findOrder, findOrderByForeignId, type OrderRow } from "../../orders/order-rows.ts";
import { requireForeignId } from "../../replay/hand-replay.ts";
import { findReplay, latestReplays } from "../../replay/replay-rows.ts";
import { listUncertain, tryToDecide } from "../../replay/view-replay.ts";
import { fieldText, readFields } from "../form-fields.ts";
import { doneSentence } from "../page-message.ts";
import { PAGES, replayPath } from "../page-paths.ts";
import { amountText, durationText } from "../page-words.ts";
import { renderPage } from "../render-page.ts";
import { drawWholeProcess } from "./decision-content.ts";
import { addLoadRoutes } from "./load-routes.ts";
import { renderOrder, replayContent } from "./order-page.ts";
import { renderRecordedReplay } from "./recorded-replay-page.ts";
import { addReplayRoutes } from "./replay-routes.ts";

/** Of the latest replays: what happened in the last hours of a usual day. */
const LATEST_MAX = 20;

const ORDER_NUMBER = /^\d{9}$/;
const FOREIGN_ID = /^\d{2}-\d{5,7}$/;

const orderParams = z.object({ foreignId: z.string() });
const replayParams = z.object({ foreignId: z.string(), replayId: z.string() });

/** Uncertain orders, each with its decision, its replays and what an operator may do about it. */
export function addReplaysPages(app: FastifyInstance, shop: ShopContext): void {
  app.get(PAGES.replays, async ({ query }, reply) => {
    const asked = fieldText(readFields(query), "find");
    if (asked === "") return renderList(shop, { asked, wrong: null });
    const order = find(shop, asked);
    if (order !== undefined) return reply.redirect(replayPath(order.foreignId), 302);
    const isKind = ORDER_NUMBER.test(asked) || FOREIGN_ID.test(asked);
    const wrong = isKind
      ? "The web database has no such order."
      : "Give a foreign ID such as 38-211449, or an order number of nine digits.";
    return reply.status(isKind ? 404 : 422).send(renderList(shop, { asked, wrong }));
  });
  app.get(`${PAGES.replays}/:foreignId`, async ({ params, query }) => {
    const order = requireForeignId(shop, orderParams.parse(params).foreignId);
    const reading = await tryToDecide(shop, order);
    return renderOrder(shop, order, reading, { done: doneSentence(query) });
  });
  app.get(`${PAGES.replays}/:foreignId/history/:replayId`, async ({ params }) => {
    const { foreignId, replayId } = replayParams.parse(params);
    const order = requireForeignId(shop, foreignId);
    const replay = findReplay(shop.web, replayId);
    if (replay?.foreignId !== foreignId) {
      throw new ShopError("not-found", `The order has no replay ${replayId}.`);
    }
    return renderRecordedReplay(order, replay);
  });
  addReplayRoutes(app, shop);
  addLoadRoutes(app, shop);
}

function find(shop: ShopContext, asked: string): OrderRow | undefined {
  return ORDER_NUMBER.test(asked)
    ? findOrder(shop.web, asked)
    : findOrderByForeignId(shop.web, asked);
}

function renderList(
  shop: ShopContext,
  search: { readonly asked: string; readonly wrong: string | null },
): string {
  const { items, isPartial } = listUncertain(shop);
  const nowMs = shop.clock.nowMs();
  return renderPage(
    "replays",
    { title: "Replays", place: PAGES.replays },
    {
      search,
      isPartial,
      orders: items.map(({ order, replays, failedReplays, isLeftToPeople }) => ({
        path: replayPath(order.foreignId),
        foreignId: order.foreignId,
        number: order.number,
        store: order.store,
        placed: timeText(order.placedMs),
        waits: durationText(nowMs - order.placedMs),
        amount: `${amountText(order.amountMinor)} ${order.currency}`,
        attempts: attemptsText(replays, failedReplays),
        isLeftToPeople,
      })),
      latest: latestReplays(shop.web, LATEST_MAX).map(replayContent),
      drawing: drawWholeProcess(),
      paths: PAGES,
    },
  );
}

function attemptsText(replays: number, failed: number): string {
  if (replays === 0) return "none";
  return replays === failed ? `${failed} failed` : `${replays}, ${failed} of them failed`;
}
