import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { SESSION_COOKIE, setSessionCookie } from "../access/guard.ts";
import { isSameOrigin } from "../access/same-origin.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { RequestError } from "../problem.ts";
import { SIGN_IN_STYLE, signInPage } from "../access/sign-in-page.ts";

/** What our codes and tokens are made of; anything else is not worth a look. */
const proofSchema = z.union([
  z.object({ code: z.string().min(1).max(256) }),
  z.object({ token: z.string().min(1).max(1_024) }),
]);

/**
 * Signing in from a browser. Opening the link only shows a page: a mail scanner or a browser's
 * prefetch would otherwise use it up. The button on it posts the code; only then is it spent.
 */
export function addSignInRoutes(app: ApiInstance, context: ApiContext): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get<{ Querystring: { code?: unknown } }>(
    "/sign-in",
    { config: { access: "public" }, schema: { hide: true } },
    (request, reply) => {
      const { code } = request.query;
      return sendPage(reply, 200, signInPage(typeof code === "string" ? { code } : {}));
    },
  );
  app.get(
    "/sign-in/style.css",
    { config: { access: "public" }, schema: { hide: true } },
    (_request, reply) => reply.type("text/css; charset=utf-8").send(SIGN_IN_STYLE),
  );
  app.post(
    "/sign-in",
    { config: { access: "public" }, schema: { hide: true } },
    async (request, reply) => {
      checkSameOrigin(request);
      const proof = proofSchema.safeParse(request.body);
      const session = proof.success ? context.ports.access.signIn(proof.data) : null;
      if (session !== null) {
        setSessionCookie(reply, session, context.nowMs());
        return reply.redirect("/", 303);
      }
      await app.countFailedSignIn(request);
      return sendPage(reply, 401, signInPage({ refused: true }));
    },
  );
  app.post(
    "/sign-out",
    { config: { access: "public" }, schema: { hide: true } },
    async (request, reply) => {
      checkSameOrigin(request);
      const session = request.cookies[SESSION_COOKIE];
      if (session !== undefined) context.ports.access.signOut(session);
      return reply.clearCookie(SESSION_COOKIE, { path: "/" }).redirect("/sign-in", 303);
    },
  );
}

/** Also without a session: nobody may be signed in from elsewhere, to somebody else's account. */
function checkSameOrigin(request: FastifyRequest): void {
  if (isSameOrigin(request)) return;
  throw new RequestError("cross-origin", "Sign in from the page of this service.");
}

function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).type("text/html; charset=utf-8").send(page);
}
