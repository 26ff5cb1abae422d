import type { FastifyReply, FastifyRequest } from "fastify";
import { TracewellError } from "#domain/errors.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import type { ApiLimits } from "../limits.ts";
import { RequestError } from "../problem.ts";
import { allowedHostnames, hostnameOf } from "./host-check.ts";
import type { Identity } from "./identity.ts";
import { isSafeMethod, isSameOrigin } from "./same-origin.ts";

/** The browser's session; HttpOnly, SameSite=Strict. */
export const SESSION_COOKIE = "tracewell_session";

const MINUTE_MS = 60_000;

declare module "fastify" {
  interface FastifyInstance {
    /** Counts a wrong credential against the caller's address; throws once there were too many. */
    countFailedSignIn(request: FastifyRequest): Promise<void>;
    /** Counts a request without credential to a closed route; throws once there were too many. */
    countStranger(request: FastifyRequest): Promise<void>;
  }
}

/**
 * Stands before every route: which host was asked for, who asks, and whether the route is open to
 * them. A right credential always passes, so that nobody can be locked out by a neighbor's wrong
 * ones.
 */
export function guardRequests(
  app: ApiInstance,
  context: ApiContext,
  hosts: { host: string; allowedHosts?: readonly string[] },
): void {
  const hostnames = allowedHostnames(hosts.host, hosts.allowedHosts);
  const { access } = context.ports;
  app.decorateRequest("identity", null);
  app.addHook("onRequest", async (request) => {
    checkHost(request, hostnames);
    checkAddress(request, context.limits.queryStringCharactersMax);
    request.identity = identify(request, access);
    if (request.is404 || request.routeOptions.config.access === "public") return;
    if (request.identity === null) await refuse(app, request);
    if (request.identity?.by === "session") checkOrigin(request);
  });
}

/** Limiters of refused requests; call it once the rate-limit plugin is loaded. */
export function decorateRefusalLimits(app: ApiInstance, limits: ApiLimits): void {
  app.decorate("countFailedSignIn", limiter(app, "failed", limits.failedSignInsPerMinuteMax));
  app.decorate("countStranger", limiter(app, "stranger", limits.strangerRequestsPerMinuteMax));
}

function limiter(app: ApiInstance, kind: string, max: number) {
  const attempt = app.createRateLimit({
    max,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `${kind}:${request.ip}`,
  });
  return async (request: FastifyRequest): Promise<void> => {
    const result = await attempt(request);
    if (result.isAllowed || !result.isExceeded) return;
    throw new RequestError(
      "too-many-requests",
      `Too many requests without a right credential came from this address. Try again in ${result.ttlInSeconds} s.`,
      { "retry-after": String(result.ttlInSeconds) },
    );
  };
}

/**
 * Limit keys: a client that is known by its credential and address, a stranger by address alone.
 */
export function rateLimitKey(request: FastifyRequest): string {
  return `${request.identity?.key ?? "stranger"}@${request.ip}`;
}

export function setSessionCookie(
  reply: FastifyReply,
  session: { session: string; expiresAtMs: number },
  nowMs: number,
): void {
  reply.setCookie(SESSION_COOKIE, session.session, {
    httpOnly: true,
    sameSite: "strict",
    secure: reply.request.protocol === "https",
    path: "/",
    maxAge: Math.max(0, Math.floor((session.expiresAtMs - nowMs) / 1000)),
  });
}

function checkHost(request: FastifyRequest, hostnames: ReadonlySet<string> | null): void {
  if (hostnames === null || hostnames.has(hostnameOf(request.host))) return;
  throw new RequestError(
    "unknown-host",
    `This service answers to ${[...hostnames].join(", ")}, not to the host that was asked for.`,
  );
}

function checkAddress(request: FastifyRequest, queryStringCharactersMax: number): void {
  const start = request.url.indexOf("?");
  if (start === -1 || request.url.length - start - 1 <= queryStringCharactersMax) return;
  throw new RequestError(
    "address-too-long",
    `The query string may have ${queryStringCharactersMax} characters.`,
  );
}

function bearerToken(request: FastifyRequest): string | null {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

function identify(request: FastifyRequest, access: ApiContext["ports"]["access"]): Identity | null {
  if (request.headers.authorization !== undefined) {
    const token = bearerToken(request);
    return token === null ? null : access.identifyToken(token);
  }
  const session = request.cookies[SESSION_COOKIE];
  return session === undefined ? null : access.identifySession(session);
}

async function refuse(app: ApiInstance, request: FastifyRequest): Promise<never> {
  if (request.headers.authorization === undefined) {
    await app.countStranger(request);
    throw new TracewellError(
      "unauthorized",
      "Send `Authorization: Bearer <admin token>`, or sign in with the link that the service printed.",
    );
  }
  await app.countFailedSignIn(request);
  throw new TracewellError(
    "unauthorized",
    "The token is not right. It stands in the file admin-token of the data directory.",
  );
}

function checkOrigin(request: FastifyRequest): void {
  if (isSafeMethod(request.method) || isSameOrigin(request)) return;
  throw new RequestError(
    "cross-origin",
    "A browser session may change things only from pages of this service.",
  );
}
