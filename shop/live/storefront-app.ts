import basicAuth from "@fastify/basic-auth";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type onRequestHookHandler,
} from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { addPages } from "../pages/add-pages.ts";
import { refuseForeignPage } from "../pages/cross-site.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { addOperations } from "../services/http-host.ts";
import type { OperationHandler } from "../services/operation.ts";
import { addProblems, answerUnrouted } from "../services/problem.ts";
import { isSame, REQUEST_MS_MAX } from "./host-services.ts";
import { OPERATOR, operatorAuthorization } from "./secret-files.ts";

/** A cart with its survey texts is far smaller. */
const BODY_BYTES_MAX = 256 * 1024;

/** A person clicks less; a script of one address can still fill a shop slowly. */
const REQUESTS_PER_MINUTE_MAX = 600;

export interface StorefrontOptions {
  readonly shop: ShopContext;
  readonly handlers: readonly OperationHandler[];
  readonly operatorPassword: string;
  readonly version: string;
  readonly requestsPerMinuteMax?: number;
  readonly logger?: FastifyBaseLogger;
}

/** The shop as its visitors and operators reach it: operations, their OpenAPI document, pages. Never listens. */
export async function buildStorefront(options: StorefrontOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    frameworkErrors: answerUnrouted,
    forceCloseConnections: "idle",
    ...(options.logger !== undefined && { loggerInstance: options.logger }),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addProblems(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    // Without a referrer browsers would send `Origin: null` with our own forms.
    referrerPolicy: { policy: "same-origin" },
    // It listens on loopback without TLS.
    strictTransportSecurity: false,
  });
  const authorization = operatorAuthorization(options.operatorPassword);
  await app.register(rateLimit, {
    // Below: it comes before the question for a password.
    global: false,
    max: options.requestsPerMinuteMax ?? REQUESTS_PER_MINUTE_MAX,
    timeWindow: "1 minute",
    // The shop's own systems call back as often as it sells, and come from the same address as its visitors.
    allowList: ({ headers }) => isSame(headers.authorization ?? "", authorization),
  });
  app.addHook("onRequest", app.rateLimit());
  await app.register(basicAuth, {
    authenticate: { realm: "Shop operators" },
    validate: async (name, password) => {
      if (name !== OPERATOR || !isSame(password, options.operatorPassword)) {
        throw new ShopError("unauthorized", "This is not the operator's name and password.");
      }
    },
  });
  const requireOperator: onRequestHookHandler = (request, reply, done) => {
    app.basicAuth(request, reply, done);
  };
  const requireOwnOperator: onRequestHookHandler = (request, reply, done) => {
    // Browsers add the password by themselves; some operations that change things are GET.
    refuseForeignPage(request);
    requireOperator.call(app, request, reply, done);
  };
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Tracewell's shop",
        version: options.version,
        description: "Browse, fill a cart, check out, return; and what operators do.",
      },
      components: { securitySchemes: { operator: { type: "http", scheme: "basic" } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(async (scope) => {
    addOperations(scope, options.handlers, requireOwnOperator);
  });
  await app.register(async (scope) => {
    scope.addHook("onRequest", requireOperator);
    await addPages(scope, { shop: options.shop });
  });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  app.get("/", { schema: { hide: true } }, async (_request, reply) =>
    reply.redirect("/ecommerce/products"),
  );
  return app;
}
