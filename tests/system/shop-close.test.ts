import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RunningShop } from "./running-shop.ts";

/** Far less than the minute for which a shop waits for its gateway. */
const CLOSED_MS_MAX = 15_000;

let directory: string;
let shop: RunningShop | null = null;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-shop-"));
});
afterEach(async () => {
  await shop?.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

interface Session {
  readonly transactionId: string;
  readonly session: string;
}

async function buy({ call }: { call: RunningShop["call"] }): Promise<unknown> {
  const product = "isc.1.0.0.12m";
  const { body } = await call<Session>("POST", "/visits", { store: "europe", product });
  const path = `/visits/${body.transactionId}`;
  const mine = { "shop-session": body.session };
  await call("POST", `${path}/items`, { product }, mine);
  await call("POST", `${path}/checkout`, {}, mine);
  const billing = { firstName: "Jana", lastName: "Nová", country: "cz" };
  const methods = [{ method: "card", gateway: "card-gateway-b", cardToken: "tok-visa" }];
  return call("POST", `${path}/order`, { email: "jana@example.com", billing, methods }, mine);
}

test("a shop that closes while a gateway does not answer is gone soon, and takes the order up again", async () => {
  shop = await RunningShop.start(directory, "--faults", "gateway.answer-lost=1");
  const opened = shop;
  const answer = buy({ call: opened.call.bind(opened) }).catch((error: unknown) => error);
  const typesOf = (): string[] => opened.events().map(({ type }) => type);
  while (!typesOf().includes("payment.requested")) await wait(50);

  const said = opened.said();
  const startMs = Date.now();
  const ended = once(opened.child, "exit");
  opened.child.kill("SIGTERM");
  await ended;
  expect(Date.now() - startMs).toBeLessThan(CLOSED_MS_MAX);
  expect(opened.child.exitCode).toBe(0);
  expect(opened.said().slice(said.length)).toBe("Closing: finishing what is under way …\n");
  // Its customer was told nothing, and nothing was made up.
  expect(await answer).toBeInstanceOf(TypeError);
  expect(typesOf().filter((type) => /^order\.(placed|uncertain)|timedOut/.test(type))).toEqual([]);

  shop = await RunningShop.start(directory);
  const endMs = Date.now() + 30_000;
  while (!typesOf().includes("order.completed") && Date.now() < endMs) await wait(50);
  expect(typesOf()).toContain("order.completed");
  expect(await shop.kill("SIGTERM")).toBe(0);
}, 90_000);

test("a second shop on the same directory, and on the same port, is refused with the way out", async () => {
  shop = await RunningShop.start(directory);
  const { port } = new URL(shop.url);
  await expect(RunningShop.start(directory)).rejects.toThrow(
    /ended with 3: tracewell: Another shop runs in .*\. Stop it, or give this one a directory/,
  );
  const other = join(directory, "other");
  await expect(RunningShop.start(other, "--port", port)).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken by another process. Choose another with --port`,
  );
  await expect(RunningShop.start(other, "--faults", "gateway.answr-lost")).rejects.toThrow(
    /ended with 2: .*Did you mean gateway.answer-lost/,
  );
});
