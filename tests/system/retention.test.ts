import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EventList } from "#query/answers/query-answers.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const RECORDS = 1200;
const OLD_MS = Date.UTC(2024, 0, 1);

/** A ledger whose records came long ago, in a data directory that a service has made. */
async function fillLongAgo(workplace: Workplace): Promise<string> {
  const service = await workplace.serve();
  await service.kill("SIGTERM");
  const directory = join(workplace.dataDir, "ledgers", "main");
  const writer = openLedgerWriter({
    files: nodeFiles,
    directory,
    ledger: "main",
    clock: () => OLD_MS,
    segmentBytesMax: 64 * 1024,
  });
  for (let number = 1; number <= RECORDS; number += 1) {
    const time = new Date(OLD_MS + number).toISOString();
    writer.stage({
      id: `e${number}`,
      sourceName: "api",
      sourceJson: '{"name":"api","format":"events"}',
      eventJson: JSON.stringify({ id: `e${number}`, type: "trace.recorded", time, message: "old" }),
    });
    if (number % 100 === 0) writer.commit();
  }
  writer.close();
  return directory;
}

function segments(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.includes(".ndjson"));
}

async function untilReady(service: RunningProcess): Promise<void> {
  for (;;) {
    const response = await fetch(`${service.url}/readyz`);
    await response.arrayBuffer();
    if (response.status === 200) return;
  }
}

function keptFromSeq(directory: string): number {
  const [line = ""] = readFileSync(join(directory, "retention.json"), "utf8").split("\n");
  return (JSON.parse(line) as { keptFromSeq: number }).keptFromSeq;
}

async function expectRemoved(workplace: Workplace, service: RunningProcess): Promise<void> {
  const directory = join(workplace.dataDir, "ledgers", "main");
  const kept = keptFromSeq(directory);
  expect(kept).toBeGreaterThan(1);
  const gone = await service.api<{ detail: string }>(`/api/v1/events/${kept - 1}`);
  expect(gone).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining("retention") },
  });
  expect((await service.api(`/api/v1/events/${kept}`)).status).toBe(200);
  const { body } = await service.api<EventList>("/api/v1/events?order=oldest&limit=1000");
  expect(body.items.length).toBe(RECORDS - kept + 1);
  expect(body.coverage.status).toBe("partial");
  const before = `${kept}`.replace(/\B(?=(\d{3})+$)/, ",");
  expect(body.coverage.reasons).toEqual([
    `Retention has removed the records of ledger main before ${before}.`,
  ]);
  expect(await workplace.run(["verify"])).toMatchObject({ code: 0 });
}

test("the command lists old files, and removes them when it is told to", async () => {
  await using workplace = new Workplace();
  const directory = await fillLongAgo(workplace);
  const before = segments(directory);
  expect(before.length).toBeGreaterThan(3);
  const indexing = await workplace.serve("--compress-segments", "false");
  await untilReady(indexing);
  const locked = await workplace.run(["retention", "--days", "30", "--yes"]);
  expect(locked.code).toBe(3);
  expect(locked.note).toContain("already open for writing");
  const listed = await workplace.run(["retention", "--days", "30", "-o", "json"]);
  expect(listed.note).toContain("Nothing was changed");
  const planned = JSON.parse(listed.out) as { lastSeq: number }[];
  expect(planned.length).toBe(before.length - 1);
  await indexing.kill("SIGTERM");
  expect(segments(directory)).toEqual(before);
  expect((await workplace.run(["retention"])).code).toBe(2);

  const removed = await workplace.run(["retention", "--before", "2025-01-01", "--yes"]);
  expect(removed).toMatchObject({ code: 0, note: expect.stringContaining("Removed.") });
  expect(segments(directory).length).toBe(1);
  expect(keptFromSeq(directory)).toBe((planned.at(-1)?.lastSeq ?? 0) + 1);
  const service = await workplace.serve();
  await untilReady(service);
  await expectRemoved(workplace, service);
});

test("the service removes what is older than retainDays, and goes on", async () => {
  await using workplace = new Workplace();
  const directory = await fillLongAgo(workplace);
  const service = await workplace.serve("--retain-days", "30");
  await untilReady(service);
  // Each look is an answered request, so the service works on meanwhile.
  while (segments(directory).length > 1) await service.api("/api/v1/sources");
  await expectRemoved(workplace, service);
  const again = JSON.stringify({
    id: "e1",
    type: "trace.recorded",
    time: "2024-01-01T00:00:00.001Z",
  });
  const { body } = await service.post<{ accepted: number }>("/api/v1/events?wait=indexed", again);
  expect(body.accepted).toBe(1);
  expect(await service.kill("SIGTERM")).toBe(0);
});
