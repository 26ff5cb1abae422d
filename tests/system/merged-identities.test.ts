import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workplace, type RunningProcess } from "./running-service.ts";

const REQUESTS = 40;
const EVENTS = 100;

interface Answer {
  readonly accepted: number;
  readonly duplicate: number;
}

function requestBody(request: number): string {
  return Array.from({ length: EVENTS }, (_, index) => {
    const id = `e${request}-${index}`;
    const time = new Date(Date.UTC(2026, 0, 1) + request * 1000 + index).toISOString();
    return JSON.stringify({ id, type: "trace.recorded", time, message: "merged" });
  }).join("\n");
}

async function sendAll(service: RunningProcess): Promise<Answer> {
  const sum = { accepted: 0, duplicate: 0 };
  for (let request = 0; request < REQUESTS; request += 1) {
    const { body } = await service.post<Answer>("/api/v1/events", requestBody(request));
    sum.accepted += body.accepted;
    sum.duplicate += body.duplicate;
  }
  return sum;
}

function mergedFiles(workplace: Workplace): string[] {
  const names = readdirSync(join(workplace.dataDir, "ledgers", "main"));
  return names.filter((name) => /^\d+-\d+\.identities$/.test(name));
}

test("a running service merges identities files, and knows every event before and after a start", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve("--segment-bytes-max", String(64 * 1024));
  expect(await sendAll(service)).toMatchObject({ accepted: REQUESTS * EVENTS, duplicate: 0 });
  while (mergedFiles(workplace).length === 0) await service.api("/healthz");
  const known = { accepted: 0, duplicate: REQUESTS * EVENTS };
  expect(await sendAll(service)).toMatchObject(known);
  await service.kill("SIGKILL");
  const next = await workplace.serve();
  expect(mergedFiles(workplace).length).toBeGreaterThan(0);
  expect(await sendAll(next)).toMatchObject(known);
  expect(await workplace.run(["verify"])).toMatchObject({ code: 0 });
});
