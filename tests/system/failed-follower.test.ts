import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { Readiness } from "#query/answers/operation-answers.ts";
import { until } from "./running-command.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

function event(id: string): string {
  const time = new Date(Date.UTC(2026, 0, 1)).toISOString();
  return JSON.stringify({ id, type: "trace.recorded", time, message: `the text of ${id}` });
}

function readiness(service: RunningProcess): Promise<{ status: number; body: Readiness }> {
  return service.api<Readiness>("/readyz");
}

async function push(service: RunningProcess, id: string, path = "/api/v1/events") {
  return (await service.post<IngestAnswer>(path, event(id))).body;
}

/** Spoils a record that was not indexed yet. */
function damage(file: string, id: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(`the text of ${id}`);
  expect(at).toBeGreaterThan(0);
  bytes.write("X", at);
  writeFileSync(file, bytes);
}

test("a follower that fails makes the service unready, is logged once, and indexes nothing", async () => {
  await using workplace = new Workplace();
  writeFileSync(
    join(workplace.directory, "tracewell.config.json"),
    JSON.stringify({ indexWaitMsMax: 300 }),
  );
  const service = await workplace.serve();
  let log = "";
  service.child.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  expect(await push(service, "a", "/api/v1/events?wait=indexed")).toMatchObject({ indexed: true });
  expect(await readiness(service)).toMatchObject({ status: 200, body: { ready: true } });

  // The other view rests: whether it reads the record before it is spoiled is not the point here.
  for (const name of ["lifecycles", "index"]) {
    await service.api(`/api/v1/followers/${name}/pause`, { method: "POST" });
  }
  expect(await push(service, "b")).toMatchObject({ accepted: 1, lastSeq: 2 });
  damage(join(workplace.dataDir, "ledgers", "main", "00000000000000000001.ndjson"), "b");
  await service.api("/api/v1/followers/index/resume", { method: "POST" });
  await until(async () => (await readiness(service)).body.followers[0]?.status === "failed");

  const { status, body } = await readiness(service);
  expect(status).toBe(503);
  expect(body).toMatchObject({
    ready: false,
    followers: [
      { throughSeq: 1, headSeq: 2 },
      { name: "lifecycles", headSeq: 2 },
    ],
  });
  expect(body.followers[0]?.reason).toMatch(/\w/);
  expect(JSON.stringify(body)).not.toContain(workplace.directory);
  expect(await push(service, "c", "/api/v1/events?wait=indexed")).toMatchObject({
    accepted: 1,
    indexed: false,
  });
  const told = await workplace.run(["status"]);
  expect(told.code).toBe(1);
  expect(told.out).toMatch(/ready +no +no/);

  expect(await service.kill("SIGTERM")).toBe(0);
  const failures = log.split("\n").filter((line) => line.includes("a follower has failed"));
  expect(failures.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 50,
      follower: "index",
      throughSeq: 1,
      reason: expect.stringContaining(workplace.dataDir),
    }),
  ]);
});
