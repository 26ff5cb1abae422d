import helmet from "@fastify/helmet";
import type { ApiInstance } from "./context.ts";

/**
 * Everything from ourselves, nothing inline. Images may be `data:` URLs: style sheets carry small
 * icons so. No `upgrade-insecure-requests`: the service speaks plain HTTP on loopback.
 */
const CONTENT_POLICY = {
  "default-src": ["'self'"],
  "script-src": ["'self'"],
  "script-src-attr": ["'none'"],
  "style-src": ["'self'"],
  "style-src-attr": ["'none'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

export async function addSecurityHeaders(app: ApiInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: "same-origin" },
    frameguard: { action: "deny" },
    // Belongs to whoever ends TLS; on plain HTTP it means nothing.
    strictTransportSecurity: false,
  });
  app.addHook("onRequest", async (_request, reply) => {
    // Replaced by pages whose content is public.
    reply.header("cache-control", "no-store");
  });
}
