import type { ShopDesk } from "#query/replays/shop-desk.ts";
import { REPLAY_OPERATIONS } from "#shop/replay/replay-operations.ts";
import { CALL_TIMEOUT_MS } from "#shop/services/service-client.ts";
import { reachShop, type ShopAccess } from "./reach-shop.ts";

/** A replay waits for the synchronization of two databases, and verifies a few times. */
const REPLAY_MS_MAX = 120_000;

/** The desk of a shop that is reached over HTTP; `access` is asked each time, null while there is none. */
export function createShopDesk(access: () => ShopAccess | null): ShopDesk {
  const ask = reachShop(access);
  return {
    get isConfigured() {
      return access() !== null;
    },
    view: async (foreignId) => {
      const answer = await ask(REPLAY_OPERATIONS.viewReplay, { foreignId }, CALL_TIMEOUT_MS);
      return { decision: answer.decided, undecidedReason: answer.undecidedReason };
    },
    replay: (foreignId, { dryRun }) =>
      ask(REPLAY_OPERATIONS.replayOrder, { foreignId, dryRun }, REPLAY_MS_MAX),
  };
}
