import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createStorageDesk } from "#bin/service/measure-storage.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tracewell-storage-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function write(path: string, bytes: number): void {
  mkdirSync(dirname(join(dataDir, path)), { recursive: true });
  writeFileSync(join(dataDir, path), "x".repeat(bytes));
}
const segment = (firstSeq: number) => `ledgers/main/${String(firstSeq).padStart(20, "0")}`;

test("files are counted by what they are for, segments with what is derived of them", async () => {
  write(`${segment(1)}.ndjson.zst`, 10);
  write(`${segment(1)}.identities`, 5);
  write(`${segment(11)}.ndjson`, 30);
  write(`${segment(21)}.ndjson`, 7);
  write("ledgers/quarantine/00000000000000000001.ndjson", 3);
  write("quarantine-view.db-wal", 4);
  write("index/main/1.db", 100);
  write("keys.db", 2);
  write("admin-token", 1);
  const desk = createStorageDesk({ dataDir, headSeq: () => 25, hasIndexElsewhere: false });
  const { parts, segments, disk } = await desk.measure();
  const bytes = Object.fromEntries(parts.map((part) => [part.name, part.bytes]));
  expect(bytes).toEqual({
    ledger: 52,
    quarantine: 7,
    index: 100,
    lifecycles: 0,
    exports: 0,
    alerts: 0,
    keys: 2,
    checkpoints: 0,
    other: 1,
  });
  expect(segments["main"]).toEqual({
    segmentCount: 3,
    segments: [
      { firstSeq: 21, lastSeq: 25, bytes: 7, state: "open" },
      { firstSeq: 11, lastSeq: 20, bytes: 30, state: "sealed" },
      { firstSeq: 1, lastSeq: 10, bytes: 15, state: "compressed" },
    ],
  });
  expect(disk.totalBytes).toBeGreaterThan(0);
});

test("an index in a cluster has no size here", async () => {
  const desk = createStorageDesk({ dataDir, headSeq: () => 0, hasIndexElsewhere: true });
  const { parts } = await desk.measure();
  expect(parts.find(({ name }) => name === "index")?.bytes).toBeNull();
});
