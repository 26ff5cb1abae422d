import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import type { Identity } from "./access/identity.ts";
import type { ApiLimits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { AppPorts } from "./ports.ts";

/** The API's base path. */
export const API_BASE = "/api/v1";

export interface AppOptions {
  /** Of the product; shown in the OpenAPI document. */
  readonly version: string;
  /** Address the service will be bound to; on loopback only loopback names are answered. */
  readonly host: string;
  /** Further names the service is addressed by, for instance behind a proxy. */
  readonly allowedHosts?: readonly string[];
  /** Directory of the built web application; without it only the API is served. */
  readonly webRoot?: string | null;
  readonly logger?: Logger;
  readonly nowMs?: () => number;
  readonly limits?: Partial<ApiLimits>;
  /** Believe `X-Forwarded-*` of these proxies. */
  readonly trustProxy?: boolean | string | string[];
  /**
   * Check every answer against its schema before it is sent: for tests; costs microseconds per
   * event.
   */
  readonly checkAnswers?: boolean;
}

/** What every route may use. */
export interface ApiContext {
  /** Of the product. */
  readonly version: string;
  readonly ports: AppPorts;
  readonly limits: ApiLimits;
  readonly nowMs: () => number;
  readonly metrics: Metrics;
}

export type ApiInstance = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; null for a stranger. */
    identity: Identity | null;
  }
  interface FastifyContextConfig {
    /** `public`: answered without a credential. Everything else is closed. */
    readonly access?: "public";
    /** Its answer goes on for as long as the client listens: no time limit. */
    readonly streams?: true;
  }
}
