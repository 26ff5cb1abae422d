import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventList } from "#query/answers/query-answers.ts";
import type { ExecutedReplay, ReplayView, UncertainOrders } from "#query/answers/replay-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { ensureOperatorPassword } from "#shop/live/secret-files.ts";
import { type RunningShop, startShop } from "#shop/main.ts";
import { DEFAULT_SETTINGS, EVENTS_FILE } from "#shop/settings.ts";
import { buyUncertain } from "./buy-uncertain.ts";
import { type RunningProcess, Workplace } from "./running-service.ts";

let workplace: Workplace;
let shop: RunningShop;
let service: RunningProcess;

beforeEach(async () => {
  workplace = new Workplace();
  const directory = join(workplace.directory, "shop");
  mkdirSync(directory);
  shop = await startShop({
    directory,
    port: 0,
    version: "0.0.0",
    // The answer that never comes is waited for a second.
    settings: { ...DEFAULT_SETTINGS, paymentTimeoutMs: 1_000 },
    logger: pino({ level: "silent" }),
  });
  const settings = {
    shopUrl: shop.url,
    shopPassword: ensureOperatorPassword(directory),
    sources: [{ name: "shop", format: "events", files: { paths: [join(directory, EVENTS_FILE)] } }],
  };
  writeFileSync(join(workplace.directory, "tracewell.config.json"), JSON.stringify(settings));
  service = await workplace.serve();
});

afterEach(async () => {
  await shop.close();
  await workplace[Symbol.asyncDispose]();
});

async function callShop<Answer>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ body: Answer }> {
  const response = await fetch(`${shop.url}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { body: (await response.json()) as Answer };
}

/** Asks again until the answer is as wanted; the log follows the shop. */
async function until<Answer>(path: string, isSo: (answer: Answer) => boolean): Promise<Answer> {
  const endMs = Date.now() + 60_000;
  for (;;) {
    const { status, body } = await service.api<Answer>(path);
    if (status === 200 && isSo(body)) return body;
    if (Date.now() > endMs) throw new Error(`${path} stayed ${JSON.stringify(body)}`);
    await wait(50);
  }
}

test("an uncertain order is decided with its evidence, replayed by the shop, and verified", async () => {
  const placed = await buyUncertain({ call: callShop });
  expect(placed.outcome).toBe("uncertain");
  const foreignId = placed.foreignId ?? "";
  const order = `/api/v1/orders/${foreignId}`;
  await until<ObjectAnswer>(order, ({ lifecycle }) => lifecycle?.state === "uncertain");
  const list = await until<UncertainOrders>("/api/v1/replays", ({ items }) => items.length > 0);
  expect(
    list.items.map((item) => [item.foreignId, item.decisions.map(({ needs }) => needs)]),
  ).toEqual([[foreignId, ["paid"]]]);

  const replay = `/api/v1/replays/${foreignId}`;
  const seen = await service.api<ReplayView>(replay);
  expect(seen.body.shop).toMatchObject({
    isConfigured: true,
    decision: { decision: "wholeOrder", branch: "absent-standard" },
  });
  const dry = await service.api<ExecutedReplay>(`${replay}?dryRun=true`, { method: "POST" });
  expect(dry.body).toMatchObject({ dryRun: true, requested: null });
  expect(dry.body.replay).toMatchObject({ decision: "wholeOrder", state: "decided" });
  const unchanged = await service.api<ObjectAnswer>(order);
  expect(unchanged.body.lifecycle?.state).toBe("uncertain");

  const run = await workplace.run(["replays", "run", foreignId, "--yes"], { url: service.url });
  expect(run).toMatchObject({ code: 0 });
  expect(run.out).toContain("Replayed: wholeOrder; verified.");

  const after = await until<ObjectAnswer>(
    order,
    ({ lifecycle }) => lifecycle?.state === "completed",
  );
  expect(after.findings).toEqual([]);
  const types = after.timeline.map(({ type }) => type).filter((type) => type.startsWith("replay."));
  expect(types).toEqual([
    "replay.decided",
    "replay.requested",
    "replay.decided",
    "replay.documentLoaded",
    "replay.documentLoaded",
    "replay.verified",
  ]);
  const past = await service.api<ReplayView>(replay);
  const verdicts = past.body.replays.map(({ isDryRun, verdict }) => [isDryRun, verdict]);
  expect(verdicts).toEqual([
    [true, "right"],
    [false, "right"],
  ]);

  const again = await service.api<ExecutedReplay>(`${replay}?dryRun=false`, { method: "POST" });
  expect(again.body.replay).toMatchObject({ decision: "none", state: "ended" });
  const licenses = after.related.filter(({ type }) => type === "license");
  expect(licenses).toHaveLength(1);
});

test("without a shop the log still decides, and execution says what to set up", async () => {
  await buyUncertain({ call: callShop });
  await until<UncertainOrders>("/api/v1/replays", ({ items }) => items.length > 0);
  await service.kill("SIGTERM");
  writeFileSync(join(workplace.directory, "tracewell.config.json"), "{}");
  service = await workplace.serve();
  const { items } = await until<UncertainOrders>(
    "/api/v1/replays",
    (page) => page.items.length > 0,
  );
  const path = `/api/v1/replays/${items[0]?.foreignId}`;
  const seen = await service.api<ReplayView>(path);
  expect(seen.body.shop).toMatchObject({ isConfigured: false, decision: null });
  const refused = await service.api(path, { method: "POST" });
  expect(refused).toMatchObject({ status: 409, body: { code: "not-configured" } });
  expect(JSON.stringify(refused.body)).toContain("TRACEWELL_SHOP_URL");
  const asked = await service.api<EventList>("/api/v1/events?q=type:replay.requested");
  expect(asked.body.items).toEqual([]);
});
