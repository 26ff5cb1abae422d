import { setImmediate as turn } from "node:timers/promises";
import fastify, { type FastifyInstance } from "fastify";
import { addPages } from "#shop/pages/add-pages.ts";
import { openReplays, type ReplayShop } from "../replay/open-replays.ts";

/** The clock goes so far in a turn of the event loop: a gateway's patience is over within some hundred. */
const STEP_MS = 100;

export interface ReplayPages extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly open: ReplayShop;
}

/** The operator's pages over a shop with uncertain orders. Its clock goes only while a page is waited for. */
export async function openReplayPages(): Promise<ReplayPages> {
  const open = openReplays();
  const app = fastify({ forceCloseConnections: true });
  const requests = { waiting: 0 };
  const passTime = async (): Promise<void> => {
    while (requests.waiting > 0) {
      await open.clock.runUntil(open.clock.nowMs() + STEP_MS, () => requests.waiting === 0);
      await turn();
    }
  };
  let passing = Promise.resolve();
  app.addHook("onRequest", async () => {
    requests.waiting += 1;
    if (requests.waiting === 1) passing = passing.then(passTime);
  });
  app.addHook("onResponse", async () => {
    requests.waiting -= 1;
  });
  await addPages(app, { shop: open.shop });
  await app.ready();
  return {
    app,
    open,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await passing;
      await open[Symbol.asyncDispose]();
    },
  };
}
