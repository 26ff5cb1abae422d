import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsOf, type GivenSettings } from "#bin/cli/import/import-settings.ts";
import { previewInput } from "#bin/cli/import/preview.ts";
import type { Preview } from "#bin/cli/import/preview-result.ts";
import { openInput } from "#bin/cli/ingest/input.ts";
import { TestPipeline } from "../../../ingest/pipeline/open-pipeline.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-preview-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function preview(
  content: string | Buffer,
  given: GivenSettings = {},
  options: { limit?: number; assumedTimeMs?: number } = {},
): Promise<Preview> {
  const input = openInput(write("input", content));
  try {
    return await previewInput(input, {
      input: "input",
      source: "test",
      settings: settingsOf(given),
      limit: 2,
      nowMs: Date.UTC(2026, 1, 4),
      ...options,
    });
  } finally {
    input.close();
  }
}

const HEADER = "entity_id,increment_id,state,created_at,grand_total,order_currency_code\n";

function order(id: number, time = "2026-02-03 10:00:00", state = "new"): string {
  return `${id},10000000${id},${state},${time},64.0000,EUR\n`;
}

test("says what there would be: counts and times by type, rows alone, columns that lack", async () => {
  const text = HEADER + order(1) + order(2, "2026-02-01 10:00:00") + order(3);
  expect(await preview(text, { mapping: "magento-orders" })).toMatchObject({
    format: "csv",
    mapping: "magento-orders",
    bytes: text.length,
    records: 6,
    rows: 3,
    rowsOnly: 0,
    quarantined: 0,
    firstTime: "2026-02-01T10:00:00.000Z",
    lastTime: "2026-02-03T10:00:00.000Z",
    types: [
      { type: "trace.recorded", count: 3 },
      {
        type: "order.placed",
        count: 3,
        firstTime: "2026-02-01T10:00:00.000Z",
        lastTime: "2026-02-03T10:00:00.000Z",
        examples: [{ id: "sales_order:1:order.placed" }, { id: "sales_order:2:order.placed" }],
      },
    ],
    columnsMissing: expect.arrayContaining(["store_id", "quote_id"]),
    idsCompared: true,
  });
  const history = "entity_id,status,created_at,increment_id\n1,processing,2026-02-03 10:00:00,7\n";
  expect(await preview(history, { mapping: "magento-order-history" })).toMatchObject({
    rows: 1,
    rowsOnly: 1,
  });
});

test("counts every problem and shows the first ones, a repeated key with other content among them", async () => {
  const rows = [
    order(1),
    order(1).replace("64", "65"),
    "2,short\n",
    order(3, "2026-02-30 10:00:00"),
    order(4, ""),
  ];
  const { quarantined, problems } = await preview(HEADER + rows.join(""), {
    mapping: "magento-orders",
  });
  expect(quarantined).toBe(4);
  expect(problems).toMatchObject([
    { line: 3, reason: "id-conflict" },
    { line: 4, reason: "undecodable", message: expect.stringContaining("2 columns") },
  ]);
});

test("a compressed file without a mapping is read by the format that is detected", async () => {
  const text = "time,a\n2026-02-03T10:00:00Z,1\n";
  expect(await preview(gzipSync(text))).toMatchObject({
    format: "csv",
    mapping: null,
    rows: null,
    records: 1,
  });
});

test("records without a time of their own need that of the reading", async () => {
  const text = '[{"account":"A-1","firstName":"Anna"}]';
  const given = { mapping: "crm-customers" };
  const without = await preview(text, given);
  expect(without.records).toBe(0);
  expect(without.problems[0]?.message).toContain("--assumed-time");
  const assumedTimeMs = Date.UTC(2026, 1, 3);
  expect(await preview(text, given, { assumedTimeMs })).toMatchObject({
    records: 2,
    quarantined: 0,
    firstTime: "2026-02-03T00:00:00.000Z",
  });
});

test("settings come from the mapping, and from the command line before it", () => {
  expect(settingsOf({ mapping: "magento-quotes" })).toMatchObject({
    format: "csv",
    mapping: "magento-quotes",
    sourceName: "magento-quotes",
  });
  expect(settingsOf({ mapping: "moodle-shop", timezone: "Europe/Paris" })).toEqual({
    format: "moodle-trace",
    sourceName: "moodle-shop",
    timezone: "Europe/Paris",
    transactionIdPattern: "[A-Z0-9]{16}",
    options: { timezone: "Europe/Paris", transactionIdPattern: "[A-Z0-9]{16}" },
  });
  const first = write("first.json", '{"version":1,"fields":{"time":"at"}}');
  expect(settingsOf({ mapping: first })).toMatchObject({ format: "ndjson" });
  expect(settingsOf({ mapping: first, format: "csv" })).toMatchObject({ format: "csv" });
});

test("a mapping that is none is told with all its problems, or with the names there are", () => {
  expect(() => settingsOf({ mapping: "no-such" })).toThrow(/neither such a file.*magento-orders/);
  expect(() => settingsOf({ mapping: write("torn.json", "{") })).toThrow(/cannot be read/);
  const wrong = write(
    "wrong.json",
    '{"version":2,"name":"A","describes":"","format":"csv","row":{},"events":[]}',
  );
  expect(() => settingsOf({ mapping: wrong })).toThrow(
    /name: .*describes: .*row\.key: .*row\.time: /,
  );
});

/** What the service makes of the same bytes. */
function imported(content: string, given: GivenSettings): { accepted: number; refused: number } {
  using ingest = new TestPipeline();
  const { format, mapping, timezone } = settingsOf(given);
  ingest.sources.configure({
    name: "test",
    format,
    ...(mapping !== undefined && { mapping }),
    ...(timezone !== undefined && { timezone }),
  });
  const { accepted, quarantined } = ingest.push(content, {
    sourceName: "test",
    format,
    fingerprint: "0123456789abcdef",
    assumedTimeMs: Date.UTC(2026, 1, 3),
  });
  return { accepted, refused: quarantined };
}

const CELL = fc.constantFrom(
  "",
  "NULL",
  "1",
  "2",
  "new",
  "complete",
  "64.0000",
  "1.005",
  "EUR",
  '"a"b',
);
const TIME = fc.constantFrom(
  "2026-02-03 10:00:00",
  "2026-03-29 02:30:00",
  "0000-00-00 00:00:00",
  "3.2.",
);
const ORDER = fc.tuple(CELL, CELL, CELL, TIME, CELL, fc.constantFrom("EUR", "JPY", "x"));

test("counts are those of the import: rows and events that repeat, change, conflict or cannot be read", () => {
  const given = { mapping: "magento-orders", timezone: "Europe/Paris" };
  return fc.assert(
    fc.asyncProperty(fc.array(ORDER, { maxLength: 12 }), async (orders) => {
      const text = HEADER + orders.map((cells) => `${cells.join(",")}\n`).join("");
      const { records, quarantined } = await preview(text, given);
      expect({ accepted: records, refused: quarantined }).toEqual(imported(text, given));
    }),
    { numRuns: 60 },
  );
});

test("what stands in the file twice is told as such, and a changed row as another", async () => {
  const rows = order(1) + order(1) + order(1, undefined, "processing") + order(2);
  const given = { mapping: "magento-orders" };
  const told = await preview(HEADER + rows, given);
  expect(told).toMatchObject({ repeated: 3, rows: 3, rowsOnly: 0, quarantined: 0 });
  expect({ accepted: told.records, refused: 0 }).toEqual(imported(HEADER + rows, given));
});

test("examples show what is protected as answers will", async () => {
  const text =
    "finAccountId,finAccountTypeId,finAccountCode,finAccountPin,currencyUomId,fromDate\n10000,GIFTCERT_ACCOUNT,4000123412341234,9753,EUR,2026-02-03 10:00:00\n";
  const told = await preview(text, { mapping: "ofbiz-fin-accounts", timezone: "Europe/Paris" });
  expect(told.records).toBe(2);
  const shown = JSON.stringify(told);
  expect(shown).toContain("…1234");
  expect(shown).not.toMatch(/4000123412341234|9753|cipher/);
});
