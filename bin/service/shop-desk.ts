import type { ErrorCode } from "#domain/errors.ts";
import { TracewellError } from "#domain/errors.ts";
import type { ShopDesk } from "#query/replays/shop-desk.ts";
import { RealClock } from "#shop/clock/real-clock.ts";
import { ShopError, type ShopErrorCode } from "#shop/errors.ts";
import { operatorAuthorization } from "#shop/live/secret-files.ts";
import { REPLAY_OPERATIONS } from "#shop/replay/replay-operations.ts";
import { HttpServices } from "#shop/services/http-services.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";

/** A replay waits for the synchronization of two databases, and verifies a few times. */
const REPLAY_MS_MAX = 120_000;

export interface ShopAccess {
  /** Of the storefront, with or without a slash at the end. */
  readonly url: string;
  readonly operatorPassword: string;
}

const CODES: Partial<Record<ShopErrorCode, ErrorCode>> = {
  "not-found": "not-found",
  unauthorized: "forbidden",
  "invalid-request": "invalid-parameter",
};

/** The desk of a shop that is reached over HTTP; `access` is asked each time, null while there is none. */
export function createShopDesk(access: () => ShopAccess | null): ShopDesk {
  const clock = new RealClock();
  const reach = (): HttpServices => {
    const shop = access();
    if (shop === null) {
      throw new TracewellError(
        "not-configured",
        "No shop is set up for replays. Set shopUrl and shopPassword (TRACEWELL_SHOP_URL, TRACEWELL_SHOP_PASSWORD) to the shop's storefront and its operator's password.",
      );
    }
    const authorization = operatorAuthorization(shop.operatorPassword);
    const address = { url: shop.url.replace(/\/+$/, ""), authorization };
    return new HttpServices({ clock, addresses: new Map([[STOREFRONT, address]]) });
  };
  return {
    get isConfigured() {
      return access() !== null;
    },
    view: async (foreignId) => {
      const answer = await told(() =>
        reach().call(STOREFRONT, REPLAY_OPERATIONS.viewReplay, { foreignId }),
      );
      return { decision: answer.decided, undecidedReason: answer.undecidedReason };
    },
    replay: (foreignId, { dryRun }) =>
      told(() =>
        reach().call(
          STOREFRONT,
          REPLAY_OPERATIONS.replayOrder,
          { foreignId, dryRun },
          { timeoutMs: REPLAY_MS_MAX },
        ),
      ),
  };
}

/** In the words of the service. */
async function told<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const code = CODES[error.code] ?? "shop-unavailable";
    throw new TracewellError(code, `The shop answered: ${error.message}`, { cause: error });
  }
}
