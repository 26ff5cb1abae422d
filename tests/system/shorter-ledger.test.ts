import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const GROUPS = 5;
const GROUP_RECORDS = 20;
const RECORDS = GROUPS * GROUP_RECORDS;
/** The header and the first two groups. */
const KEPT_LINES = 1 + 2 * GROUP_RECORDS;
const KEPT_RECORDS = KEPT_LINES - 1;
const WAYS_OUT = /newest backup.*tracewell rebuild/s;

function groupText(group: number, name: string): string {
  return Array.from({ length: GROUP_RECORDS }, (_, place) =>
    JSON.stringify({
      id: `${name}-${group}-${place}`,
      type: "trace.recorded",
      time: new Date(Date.UTC(2026, 0, 1, 0, group, place)).toISOString(),
      transactionId: `TX${String(group).padStart(14, "0")}`,
    }),
  ).join("\n");
}

async function pushGroups(service: RunningProcess, from: number, to: number, name = "event") {
  for (let group = from; group < to; group += 1) {
    const path = "/api/v1/events?wait=indexed";
    const { body } = await service.post<IngestAnswer>(path, groupText(group, name));
    expect(body).toMatchObject({ accepted: GROUP_RECORDS, indexed: true });
  }
}

/** A stopped service whose index holds `RECORDS` records. */
async function fill(workplace: Workplace): Promise<void> {
  const service = await workplace.serve();
  await pushGroups(service, 0, GROUPS);
  expect(await service.kill("SIGTERM")).toBe(0);
  expect(await workplace.run(["verify"])).toMatchObject({ code: 0 });
}

function segmentOf(workplace: Workplace): string {
  return join(workplace.dataDir, "ledgers", "main", "00000000000000000001.ndjson");
}

/** What an older backup of the ledger holds. */
function shorten(workplace: Workplace): void {
  const file = segmentOf(workplace);
  const lines = readFileSync(file, "latin1").split("\n");
  expect(lines.length).toBe(RECORDS + 2);
  writeFileSync(file, `${lines.slice(0, KEPT_LINES).join("\n")}\n`, "latin1");
}

async function expectRefused(workplace: Workplace): Promise<string> {
  const file = segmentOf(workplace);
  const before = readFileSync(file);
  const { code, note } = await workplace.run(["serve", "--port", "0"]);
  expect(code).not.toBe(0);
  expect(note).toMatch(WAYS_OUT);
  expect(readFileSync(file).equals(before)).toBe(true);
  return note;
}

test("a ledger shorter than its index is refused, found, and accepted by a rebuild", async () => {
  await using workplace = new Workplace();
  await fill(workplace);
  shorten(workplace);
  expect(await expectRefused(workplace)).toMatch(/to record 100\b.*at record 40\b/s);

  const verified = await workplace.run(["verify", "-o", "json"]);
  expect(verified.code).toBe(1);
  expect(JSON.parse(verified.out)).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        ledger: "main",
        findings: [expect.objectContaining({ code: "index-ahead", seq: RECORDS })],
      }),
    ]),
  );

  const rebuilt = await workplace.run(["rebuild"]);
  expect(rebuilt.code).toBe(1);
  expect(rebuilt.note).toContain(`held ${RECORDS - KEPT_RECORDS} records beyond`);
  expect(await workplace.run(["verify"])).toMatchObject({ code: 0 });

  const service = await workplace.serve();
  await pushGroups(service, 2, GROUPS, "again");
  const query = "/api/v1/events?q=tx:TX00000000000003";
  const { body } = await service.api<EventList>(query);
  expect(body.items.map(({ id }) => id).toSorted()).toEqual(
    Array.from({ length: GROUP_RECORDS }, (_, place) => `again-3-${place}`).toSorted(),
  );
});

test("a ledger that went on from an older copy is refused, though it is as long as the index", async () => {
  await using workplace = new Workplace();
  await fill(workplace);
  shorten(workplace);
  await using other = new Workplace();
  // The same ledger goes on elsewhere, without the index.
  rmSync(join(workplace.dataDir, "index"), { recursive: true });
  const elsewhere = await workplace.serve();
  await pushGroups(elsewhere, 2, GROUPS + 1, "other");
  expect(await elsewhere.kill("SIGTERM")).toBe(0);
  const longer = readFileSync(segmentOf(workplace));

  await fill(other);
  writeFileSync(segmentOf(other), longer);
  expect(await expectRefused(other)).toMatch(/another record 100\b.*at record 120\b/s);
  const verified = await other.run(["verify"]);
  expect(verified.code).toBe(1);
  expect(verified.out).toContain("index-ahead");
});

test("a ledger whose segment was taken away is refused; its orphans are found", async () => {
  await using workplace = new Workplace();
  await fill(workplace);
  rmSync(segmentOf(workplace));
  const { code, note } = await workplace.run(["serve", "--port", "0"]);
  expect(code).not.toBe(0);
  expect(note).toMatch(/to record 100\b.*at record 0\b/s);
  expect(note).toMatch(WAYS_OUT);
  const verified = await workplace.run(["verify"]);
  expect(verified.code).toBe(1);
  expect(verified.out).toMatch(/index-ahead/);
  expect(verified.out).toMatch(/orphan-file.*\.offsets/);
});

test("an end torn in the middle of an indexed record is refused before anything is cut", async () => {
  await using workplace = new Workplace();
  await fill(workplace);
  const file = segmentOf(workplace);
  truncateSync(file, readFileSync(file).length - 10);
  expect(await expectRefused(workplace)).toMatch(/to record 100\b.*at record 99\b/s);
  const names = readdirSync(join(workplace.dataDir, "ledgers", "main"));
  expect(names.filter((name) => name.includes(".cut-"))).toEqual([]);
  rmSync(join(workplace.dataDir, "index"), { recursive: true });
  const service = await workplace.serve();
  const { body } = await service.api<{ items: { message: string }[] }>("/api/v1/quarantine");
  expect(body.items).toHaveLength(1);
  expect(body.items[0]?.message).toMatch(/not completely written/);
});
