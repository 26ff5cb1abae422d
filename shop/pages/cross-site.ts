import type { FastifyRequest } from "fastify";
import { ShopError } from "../errors.ts";

/** These only read. */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

type AskedFrom = Pick<FastifyRequest, "method" | "headers" | "host">;

/** As `refuseForeignPage`, for what changes something by its method. */
export function refuseCrossSite(request: AskedFrom): void {
  if (!SAFE_METHODS.has(request.method)) refuseForeignPage(request);
}

/**
 * Throws `invalid-request` for a request by which a page of another site would do something with the
 * operator's password, which browsers add by themselves. They say where a request comes from: in
 * `Sec-Fetch-Site`, older ones in `Origin`. What says neither is no browser, and nobody's password but its own.
 */
export function refuseForeignPage(request: AskedFrom): void {
  const site = request.headers["sec-fetch-site"];
  const { origin } = request.headers;
  const isOwn =
    site === undefined
      ? origin === undefined || hostOf(origin) === request.host
      : site === "same-origin" || site === "none";
  if (!isOwn) {
    throw new ShopError("invalid-request", "The request came from another site's page.");
  }
}

/** Undefined for `null`, which browsers send for pages without an origin. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
