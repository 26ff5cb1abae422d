import type { FastifyRequest } from "fastify";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * True when the browser says that the request comes from a page of ours. Every current browser
 * sends `Sec-Fetch-Site` (to trustworthy addresses) or `Origin` with unsafe methods; a request with
 * neither comes from a program, which has no business with a session cookie.
 */
export function isSameOrigin(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin } = request.headers;
  const from = URL.parse(origin ?? "");
  // Read alike, so that a default port counts as none on both sides.
  return from !== null && from.host === URL.parse(`${from.protocol}//${request.host}`)?.host;
}
