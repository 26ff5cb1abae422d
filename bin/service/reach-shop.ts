import type { ErrorCode } from "#domain/errors.ts";
import { TracewellError } from "#domain/errors.ts";
import { RealClock } from "#shop/clock/real-clock.ts";
import { ShopError } from "#shop/errors.ts";
import { operatorAuthorization } from "#shop/live/secret-files.ts";
import { HttpServices } from "#shop/services/http-services.ts";
import type { Operation } from "#shop/services/operation.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";

export interface ShopAccess {
  /** Of the storefront, with or without a slash at the end. */
  readonly url: string;
  readonly operatorPassword: string;
}

/** Asks the shop; rejects with the codes of the service. */
export type AskShop = <Input, Answer>(
  operation: Operation<Input, Answer>,
  input: Input,
  timeoutMs: number,
) => Promise<Answer>;

/** What the shop refuses is told as it is; whatever else goes wrong, it did not answer. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  "not-found": "not-found",
  unauthorized: "forbidden",
  "invalid-request": "invalid-parameter",
  "wrong-state": "conflict",
  // Of a system that the shop asked: it tells of itself what came of it.
  "malformed-answer": "conflict",
};

/** Asks the shop over HTTP; `access` is asked each time, null while there is none. */
export function reachShop(access: () => ShopAccess | null): AskShop {
  const clock = new RealClock();
  return async (operation, input, timeoutMs) => {
    const shop = access();
    if (shop === null) {
      throw new TracewellError(
        "not-configured",
        "No shop is set up. Set shopUrl and shopPassword (TRACEWELL_SHOP_URL, TRACEWELL_SHOP_PASSWORD) to the shop's storefront and its operator's password.",
      );
    }
    const authorization = operatorAuthorization(shop.operatorPassword);
    const address = { url: shop.url.replace(/\/+$/, ""), authorization };
    const services = new HttpServices({ clock, addresses: new Map([[STOREFRONT, address]]) });
    try {
      return await services.call(STOREFRONT, operation, input, { timeoutMs });
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      throw inOurWords(error);
    }
  };
}

function inOurWords(error: ShopError): TracewellError {
  const { code: told, reason, place } = error.detail;
  const code = typeof told === "string" && Object.hasOwn(CODES, told) ? CODES[told] : undefined;
  const words = typeof reason === "string" ? reason : error.message;
  const errors =
    typeof place === "string"
      ? [
          {
            path: place.includes(": ") ? place.replace(": ", ".") : `body.${place}`,
            message: words,
          },
        ]
      : [];
  return new TracewellError(code ?? "shop-unavailable", `The shop answered: ${words}`, {
    cause: error,
    ...(errors.length > 0 && { detail: { errors } }),
  });
}
