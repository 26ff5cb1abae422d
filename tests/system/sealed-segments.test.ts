import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventDetail } from "#query/answers/event-detail.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const SMALL = ["--segment-bytes-max", String(64 * 1024)];
const REQUEST_RECORDS = 100;
const REQUESTS_PER_ROUND = 8;
const ROUNDS = 3;

function request(number: number): string {
  const lines = Array.from({ length: REQUEST_RECORDS }, (_, index) => {
    const id = `e${number * REQUEST_RECORDS + index}`;
    const time = new Date(Date.UTC(2026, 0, 1) + number * 1000 + index).toISOString();
    return JSON.stringify({ id, type: "trace.recorded", time, message: `text of ${id}` });
  });
  return lines.join("\n");
}

function segmentFiles(workplace: Workplace, ending: string): string[] {
  const names = readdirSync(join(workplace.dataDir, "ledgers", "main"));
  return names.filter((name) => name.endsWith(ending));
}

async function untilSealed(workplace: Workplace, service: RunningProcess): Promise<void> {
  // Each look is an answered request, so the service works on meanwhile.
  while (segmentFiles(workplace, ".ndjson").length > 1) await service.api("/api/v1/sources");
}

test("segments are compressed beside the writing; kill -9 meanwhile loses none", async () => {
  await using workplace = new Workplace();
  let number = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const service = await workplace.serve(...SMALL);
    for (let sent = 0; sent < REQUESTS_PER_ROUND; sent += 1, number += 1) {
      const { body } = await service.post<IngestAnswer>("/api/v1/events", request(number));
      expect(body.accepted).toBe(REQUEST_RECORDS);
    }
    await service.kill("SIGKILL");
  }
  const service = await workplace.serve(...SMALL);
  await untilSealed(workplace, service);
  expect(segmentFiles(workplace, ".ndjson.zst").length).toBeGreaterThan(ROUNDS * 2);
  for (let again = 0; again < number; again += 1) {
    const { body } = await service.post<IngestAnswer>("/api/v1/events", request(again));
    expect(body).toMatchObject({ accepted: 0, duplicate: REQUEST_RECORDS });
  }
  for (let seq = 1; seq <= number * REQUEST_RECORDS; seq += 97) {
    const { body } = await service.api<EventDetail>(`/api/v1/events/${seq}`);
    expect(body.message).toBe(`text of e${seq - 1}`);
  }
  expect(await workplace.run(["verify"])).toMatchObject({ code: 0 });
  expect(await service.kill("SIGTERM")).toBe(0);
  const verified = await workplace.run(["verify", "-o", "json"]);
  expect(verified).toMatchObject({ code: 0 });
  expect(JSON.parse(verified.out)).toContainEqual(
    expect.objectContaining({ ledger: "main", records: number * REQUEST_RECORDS, findings: [] }),
  );
});
