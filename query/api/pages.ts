import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { join } from "node:path";
import { API_BASE, type ApiInstance } from "./context.ts";
import type { KnownMethods } from "./known-methods.ts";
import { RequestError } from "./problem.ts";
import { pathOf } from "./request-log.ts";

/** Folder of files whose names carry a hash of their content. */
const HASHED_ASSETS = "assets";

/** Addresses that are never pages of the web application. */
const NOT_PAGES =
  /^\/(api|docs|openapi\.json|metrics|healthz|readyz|sign-in|sign-out|assets)(\/|$)/;

/**
 * The web application's files and, for every address of its own routes, its first page. They are
 * open: the application holds no data and asks the API, which is closed. Unknown addresses become a
 * problem.
 */
export async function addPages(
  app: ApiInstance,
  webRoot: string | null,
  known: KnownMethods,
): Promise<void> {
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const path = pathOf(request.url);
    refuseMethod(request.method, path, known.of(path));
    if (webRoot !== null && isPage(request)) return sendPage(reply);
    if (webRoot === null && (isPage(request) || isStart(request))) {
      throw new RequestError(
        "unknown-route",
        `The pages are not built. Run \`npm run build:web\` and start the service again; the API at ${API_BASE} works without them.`,
      );
    }
    throw new RequestError(
      "unknown-route",
      `There is nothing at ${request.method} ${path}. /openapi.json lists what ${API_BASE} has.`,
    );
  });
  if (webRoot === null) return;
  app.addHook("onRoute", (route) => {
    if (route.url === "/*") route.config = { ...route.config, access: "public" };
  });
  await app.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    schemaHide: true,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(webRoot, HASHED_ASSETS));
      reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}

function refuseMethod(method: string, path: string, taken: readonly string[]): void {
  if (taken.length === 0 || taken.includes(method)) return;
  const allow = taken.join(", ");
  throw new RequestError("method-not-allowed", `${path} takes ${allow}, not ${method}.`, { allow });
}

function isPage(request: FastifyRequest): boolean {
  const wantsPage = (request.headers.accept ?? "").includes("text/html");
  return request.method === "GET" && wantsPage && !NOT_PAGES.test(pathOf(request.url));
}

function isStart(request: FastifyRequest): boolean {
  return request.method === "GET" && pathOf(request.url) === "/";
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile("index.html");
}
