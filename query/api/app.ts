import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { z } from "zod";
import { explainIssue } from "#domain/explain-issue.ts";
import { decorateRefusalLimits, guardRequests, rateLimitKey } from "./access/guard.ts";
import { answerClientError } from "./client-errors.ts";
import { API_BASE, type ApiContext, type ApiInstance, type AppOptions } from "./context.ts";
import { addErrorAnswers, answerError } from "./error-answers.ts";
import { KnownMethods } from "./known-methods.ts";
import { API_LIMITS, type ApiLimits } from "./limits.ts";
import { Metrics } from "./metrics.ts";
import { addDocumentation } from "./docs.ts";
import { collectDocument } from "./openapi.ts";
import { addPages } from "./pages.ts";
import type { AppPorts } from "./ports.ts";
import { RequestError } from "./problem.ts";
import { RequestLog, withoutSecrets } from "./request-log.ts";
import { addAlertChangeRoutes } from "./routes/alert-changes.ts";
import { addAlertRoutes } from "./routes/alerts.ts";
import { addEventTypeRoutes } from "./routes/event-types.ts";
import { addSearchFieldRoutes } from "./routes/search-fields.ts";
import { addEventRoutes } from "./routes/events.ts";
import { addExportRoutes } from "./routes/exports.ts";
import { addFindingRoutes } from "./routes/findings.ts";
import { addFollowerRoutes } from "./routes/followers.ts";
import { addGiftCardRoutes } from "./routes/gift-cards.ts";
import { addHealthRoutes } from "./routes/health.ts";
import { addOrderNumberRoutes } from "./routes/order-numbers.ts";
import { addProcessRoutes } from "./routes/process.ts";
import { addPushRoutes } from "./routes/push.ts";
import { addQuarantineDecisionRoutes } from "./routes/quarantine-decisions.ts";
import { addQuarantineRoutes } from "./routes/quarantine.ts";
import { addIncidentRoutes } from "./routes/incidents.ts";
import { addIncidentWordRoutes } from "./routes/incident-words.ts";
import { addIdentifierRoutes } from "./routes/identifiers.ts";
import { addObjectRoutes } from "./routes/objects.ts";
import { addSavedSearchRoutes } from "./routes/saved-searches.ts";
import { addReplayRoutes } from "./routes/replays.ts";
import { addSessionRoutes } from "./routes/session.ts";
import { addShopChangeRoutes } from "./routes/shop-changes.ts";
import { addShopRoutes } from "./routes/shop.ts";
import { addSignInRoutes } from "./routes/sign-in.ts";
import { addSourceSettingRoutes } from "./routes/source-settings.ts";
import { addSourceReloadRoute } from "./routes/source-reload.ts";
import { addSourceRoutes } from "./routes/sources.ts";
import { addStatsRoutes } from "./routes/stats.ts";
import { addStorageRoute } from "./routes/storage.ts";
import { addTailRoutes } from "./routes/tail.ts";
import { addWorklistRoutes } from "./routes/worklists.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import { TailHub } from "./tail/tail-hub.ts";

const MINUTE_MS = 60_000;

/**
 * Longest path parameter: an identifier of 256 characters, each up to three escaped bytes of UTF-8.
 */
const PATH_PARAMETER_CHARACTERS_MAX = 256 * 9;

/** Builds the HTTP service over its ports; never listens. `close()` ends live streams. */
export function buildApp(ports: AppPorts, options: AppOptions): FastifyInstance {
  const limits: ApiLimits = { ...API_LIMITS, ...options.limits };
  const app = createApp(options, limits);
  const context: ApiContext = {
    version: options.version,
    ports,
    limits,
    nowMs: options.nowMs ?? Date.now,
    metrics: new Metrics({ status: () => ports.status(), tailClients: () => hub.size }),
  };
  const hub = new TailHub(context);
  app.addHook("preClose", async () => hub.close());
  app.addHook("onClose", async () => context.metrics.close());
  void app.register(async (scope: ApiInstance) => {
    const known = new KnownMethods();
    await addFoundations(scope, context, options);
    known.watch(scope);
    await addRoutes(scope, context, hub);
    await addPages(scope, options.webRoot ?? null, known);
  });
  return app;
}

function createApp(options: AppOptions, limits: ApiLimits): ApiInstance {
  const loggerInstance: FastifyBaseLogger | undefined =
    options.logger && withoutSecrets(options.logger);
  const app = fastify({
    bodyLimit: limits.smallBodyBytesMax,
    requestTimeout: limits.requestTimeoutMs,
    http: { maxHeaderSize: limits.headerBytesMax },
    routerOptions: { maxParamLength: PATH_PARAMETER_CHARACTERS_MAX },
    trustProxy: options.trustProxy ?? false,
    clientErrorHandler: answerClientError,
    frameworkErrors: answerError,
    logController: new RequestLog(),
    ...(loggerInstance === undefined ? {} : { loggerInstance }),
  }).withTypeProvider<ZodTypeProvider>();
  // The compiler gives zod no error map of its own; what a schema says itself still comes first.
  z.config({ customError: explainIssue });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(
    options.checkAnswers === true ? serializerCompiler : () => (answer) => JSON.stringify(answer),
  );
  return app;
}

/** What stands before every route, in the order in which a request meets it. */
async function addFoundations(
  app: ApiInstance,
  context: ApiContext,
  options: AppOptions,
): Promise<void> {
  const { limits, metrics } = context;
  addErrorAnswers(app);
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    metrics.countRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
  });
  await addSecurityHeaders(app);
  await app.register(cookie);
  guardRequests(app, context, options);
  await app.register(rateLimit, {
    keyGenerator: rateLimitKey,
    timeWindow: MINUTE_MS,
    // Told only when it matters: with the refusal.
    addHeadersOnExceeding: {
      "x-ratelimit-limit": false,
      "x-ratelimit-remaining": false,
      "x-ratelimit-reset": false,
    },
    max: (request) =>
      request.identity === null ? limits.strangerRequestsPerMinuteMax : limits.requestsPerMinuteMax,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new RequestError(
        "too-many-requests",
        `At most ${max} requests are taken in a minute. Try again in ${Math.ceil(ttl / 1000)} s.`,
        { "retry-after": String(Math.ceil(ttl / 1000)) },
      ),
  });
  decorateRefusalLimits(app, limits);
  await collectDocument(app, options.version);
}

async function addRoutes(app: ApiInstance, context: ApiContext, hub: TailHub): Promise<void> {
  addHealthRoutes(app, context);
  await addDocumentation(app);
  await app.register(async (scope: ApiInstance) => addSignInRoutes(scope, context));
  await app.register(
    async (api: ApiInstance) => {
      api.addHook("onRoute", (route) => {
        if (route.config?.streams !== true)
          route.handlerTimeout ??= context.limits.handlerTimeoutMs;
      });
      addEventRoutes(api, context);
      addEventTypeRoutes(api);
      addSearchFieldRoutes(api);
      addIdentifierRoutes(api, context);
      addObjectRoutes(api, context);
      addStatsRoutes(api, context);
      addProcessRoutes(api, context);
      addWorklistRoutes(api, context);
      addOrderNumberRoutes(api, context);
      addGiftCardRoutes(api, context);
      addExportRoutes(api, context);
      addTailRoutes(api, context, hub);
      addFindingRoutes(api, context);
      addIncidentRoutes(api, context);
      addIncidentWordRoutes(api, context);
      addReplayRoutes(api, context);
      addShopRoutes(api, context);
      addShopChangeRoutes(api, context);
      addSavedSearchRoutes(api, context);
      addAlertRoutes(api, context);
      addAlertChangeRoutes(api, context);
      addSourceRoutes(api, context);
      addSourceSettingRoutes(api, context);
      addSourceReloadRoute(api, context);
      addQuarantineRoutes(api, context);
      addQuarantineDecisionRoutes(api, context);
      addFollowerRoutes(api, context);
      addStorageRoute(api, context);
      addSessionRoutes(api, context);
      await api.register(async (scope: ApiInstance) => addPushRoutes(scope, context));
    },
    { prefix: API_BASE },
  );
}
