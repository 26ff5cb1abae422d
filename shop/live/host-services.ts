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
import { addProblems } from "../services/problem.ts";

/** The other systems of a shop are reached from this machine alone. */
const LOOPBACK = "127.0.0.1";

/** One of the shop's systems as an HTTP service. Never listens. */
export function buildService({ handlers }: ServiceDefinition): FastifyInstance {
  const app = fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addProblems(app);
  addOperations(app, handlers, null);
  return app;
}

/** Listens on a free port of the loopback address. */
export async function listenOnLoopback(app: FastifyInstance, port = 0): Promise<ServiceAddress> {
  await app.listen({ port, host: LOOPBACK });
  return { url: urlOf(app.server.address()) };
}

function urlOf(bound: AddressInfo | string | null): string {
  if (bound === null || typeof bound === "string") {
    throw new ShopError("internal", "The service does not listen on a TCP port.");
  }
  return `http://${bound.address}:${bound.port}`;
}
