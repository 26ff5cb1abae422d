import { randomBytes, timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { ShopError } from "../errors.ts";
import type { ServiceAddress } from "../services/http-services.ts";
import { addOperations } from "../services/http-host.ts";
import type { ServiceDefinition } from "../services/operation.ts";
import { addProblems, answerUnrouted } from "../services/problem.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { operatorAuthorization } from "./secret-files.ts";

/** The systems of a shop are reached from this machine alone. */
const LOOPBACK = "127.0.0.1";

/** What nobody may guess: a key has 32 characters. */
const KEY_BYTES = 24;

/** A request comes from this machine, in one piece. */
export const REQUEST_MS_MAX = 30_000;

/**
 * One of the shop's systems as an HTTP service, for whoever knows its authorization: any program of the machine
 * and any page in a browser reach a loopback port. Never listens.
 */
export function buildService(
  { name, handlers }: ServiceDefinition,
  authorization: string,
): FastifyInstance {
  const app = fastify({
    forceCloseConnections: "idle",
    requestTimeout: REQUEST_MS_MAX,
    frameworkErrors: answerUnrouted,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addProblems(app);
  app.addHook("onRequest", async (request) => {
    if (!isSame(request.headers.authorization ?? "", authorization)) {
      throw new ShopError("unauthorized", `Only the shop itself may ask ${name}.`);
    }
  });
  addOperations(app, handlers, null);
  return app;
}

/** Listens on a port of the loopback address, 0 for a free one. */
async function listenOnLoopback(app: FastifyInstance, port: number): Promise<ServiceAddress> {
  await app.listen({ port, host: LOOPBACK });
  return { url: urlOf(app.server.address()) };
}

export interface HostedSystems {
  /** Each listens on a free port, and answers to who has the key that is made for it. */
  add(definitions: readonly ServiceDefinition[]): Promise<void>;
  /** Listens on this port, 0 for a free one; gives the address. The shop's own calls come as the operator's. */
  addStorefront(app: FastifyInstance, port: number, operatorPassword: string): Promise<string>;
  /** Takes no more visitors; resolves when those under way are answered, who may still ask the other systems. */
  closeStorefront(): Promise<void>;
  /** Takes no more requests, and ends those under way. Idempotent. */
  close(): Promise<void>;
}

/** Lets systems listen, and notes in `addresses` where. */
export function hostSystems(addresses: Map<string, ServiceAddress>): HostedSystems {
  const apps: FastifyInstance[] = [];
  let storefront: FastifyInstance | null = null;
  const listen = (app: FastifyInstance, port: number): Promise<ServiceAddress> => {
    apps.push(app);
    return listenOnLoopback(app, port);
  };
  return {
    add: async (definitions) => {
      for (const definition of definitions) {
        const authorization = `Bearer ${randomBytes(KEY_BYTES).toString("base64url")}`;
        const { url } = await listen(buildService(definition, authorization), 0);
        addresses.set(definition.name, { url, authorization });
      }
    },
    addStorefront: async (app, port, operatorPassword) => {
      storefront = app;
      const { url } = await listen(app, port);
      addresses.set(STOREFRONT, { url, authorization: operatorAuthorization(operatorPassword) });
      return url;
    },
    closeStorefront: async () => {
      await storefront?.close();
    },
    close: async () => {
      const closing = apps.map((app) => app.close());
      for (const app of apps) app.server.closeAllConnections();
      await Promise.all(closing);
    },
  };
}

/** In a time that does not tell how much of it was right. */
export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function urlOf(bound: AddressInfo | string | null): string {
  if (bound === null || typeof bound === "string") {
    throw new ShopError("internal", "The service does not listen on a TCP port.");
  }
  return `http://${bound.address}:${bound.port}`;
}
