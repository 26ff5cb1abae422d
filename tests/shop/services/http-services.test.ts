import type { AddressInfo } from "node:net";
import fastify from "fastify";
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { RealClock } from "#shop/clock/real-clock.ts";
import { ShopError } from "#shop/errors.ts";
import { addOperations } from "#shop/services/http-host.ts";
import { HttpServices } from "#shop/services/http-services.ts";
import { handler, operation } from "#shop/services/operation.ts";
import { addProblems } from "#shop/services/problem.ts";

const paint = operation({
  name: "paint",
  method: "POST",
  path: "/walls/{wall}/coats",
  summary: "Paint a wall",
  input: z.strictObject({
    wall: z.string(),
    color: z.enum(["red", "blue"]),
    session: z.string().min(3),
    coats: z.int().default(1),
  }),
  answer: z.object({ done: z.string() }),
});
const look = operation({
  name: "look",
  method: "GET",
  path: "walls",
  summary: "Look at walls",
  input: z.strictObject({
    color: z.string().optional(),
    limit: z.coerce.number().int().optional(),
  }),
  answer: z.object({ walls: z.array(z.string()) }),
});
const wrong = operation({
  name: "wrong",
  method: "GET",
  path: "wrong",
  summary: "Answers something else",
  input: z.strictObject({}),
  answer: z.object({ number: z.number() }),
});
const refuse = operation({ ...wrong, name: "refuse", path: "refuse", answer: z.object({}) });
const hang = operation({ ...refuse, name: "hang", path: "hang" });
const lie = operation({ ...wrong, name: "wrong", answer: z.object({ number: z.string() }) });

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(): Promise<HttpServices> {
  const app = fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addProblems(app);
  addOperations(
    app,
    [
      handler(paint, (input) => ({ done: JSON.stringify(input) })),
      handler(look, ({ color = "any", limit = 1 }) => ({ walls: Array(limit).fill(color) })),
      handler(wrong, () => ({ number: 7 })),
      handler(refuse, () => {
        throw new ShopError("wrong-state", "The paint is dry.");
      }),
      handler(hang, () => new Promise<never>(() => undefined)),
    ],
    null,
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  closing.push(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return new HttpServices({
    clock: new RealClock(),
    addresses: new Map([["painter", { url: `http://127.0.0.1:${port}` }]]),
  });
}

test("fields travel in path, headers, query and body, and arrive as one input", async () => {
  const services = await listen();
  const input = { wall: "north/1 ä", color: "red", session: "secret", coats: 2 } as const;
  const answer = await services.call("painter", paint, input);
  expect(JSON.parse(answer.done)).toEqual(input);
  expect(await services.call("painter", look, { color: "a&b", limit: 2 })).toEqual({
    walls: ["a&b", "a&b"],
  });
});

test.each(["", ".", ".."])("no other operation is reached by the name %j", async (wall) => {
  const services = await listen();
  const input = { wall, color: "red", session: "secret", coats: 2 } as const;
  await expect(services.call("painter", paint, input)).rejects.toMatchObject({
    code: "service-refused",
    detail: { code: "not-found", reason: `Nothing is named "${wall}".` },
  });
});

test("a refusal carries the code of the service, and bad input its field", async () => {
  const services = await listen();
  await expect(services.call("painter", refuse, {})).rejects.toMatchObject({
    code: "service-refused",
    detail: { code: "wrong-state" },
  });
  const bad = { wall: "north", color: "red", session: "x", coats: 1 } as const;
  await expect(services.call("painter", paint, bad)).rejects.toMatchObject({
    code: "service-refused",
    message: expect.stringContaining("shop-session"),
  });
});

test("no answer in time is a timeout, no service is none, another answer is malformed", async () => {
  const services = await listen();
  await expect(services.call("painter", hang, {}, { timeoutMs: 50 })).rejects.toMatchObject({
    code: "service-timeout",
  });
  await expect(services.call("nobody", hang, {})).rejects.toMatchObject({
    code: "service-unavailable",
  });
  await expect(services.call("painter", lie, {})).rejects.toMatchObject({
    code: "malformed-answer",
    detail: { place: "number" },
  });
});

test("a service that is not there refuses the connection: certainly nothing was done", async () => {
  const app = fastify();
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  await app.close();
  const services = new HttpServices({
    clock: new RealClock(),
    addresses: new Map([["painter", { url: `http://127.0.0.1:${port}` }]]),
  });
  await expect(services.call("painter", refuse, {})).rejects.toMatchObject({
    code: "service-unavailable",
  });
});
