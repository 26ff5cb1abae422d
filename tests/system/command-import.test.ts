import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventList } from "#query/answers/query-answers.ts";
import { ROOT, Workplace } from "./running-service.ts";

const MAPPINGS = join(ROOT, "ingest", "mappings");

let workplace: Workplace;
beforeAll(async () => {
  workplace = new Workplace();
  await workplace.serve();
});
afterAll(() => workplace[Symbol.asyncDispose]());

function sample(mapping: string, file: string): string {
  const path = join(workplace.directory, file);
  copyFileSync(join(MAPPINGS, `${mapping}.sample.csv`), path);
  return path;
}

async function eventsOf(query: string): Promise<EventList["items"]> {
  const found = await workplace.run(["search", query, "--all", "--order", "oldest", "-o", "json"]);
  return JSON.parse(found.out) as EventList["items"];
}

test("a shop's quotes and orders become timelines, once, however often they are imported", async () => {
  const quotes = sample("magento-quotes", "quotes.csv");
  const orders = sample("magento-orders", "orders.csv");
  const preview = await workplace.run([
    "import",
    orders,
    "--mapping",
    "magento-orders",
    "--dry-run",
  ]);
  expect(preview).toMatchObject({ code: 0, out: expect.stringContaining("order.placed") });
  expect(await eventsOf("order:100000001")).toEqual([]);

  for (const [file, mapping] of [
    [quotes, "magento-quotes"],
    [orders, "magento-orders"],
  ] as const) {
    const first = await workplace.run(["import", file, "--mapping", mapping, "-o", "json"]);
    expect(first.note).toBe("");
    const [result] = JSON.parse(first.out) as { accepted: number; quarantined: number }[];
    expect(result).toMatchObject({ source: mapping, duplicate: 0, quarantined: 0 });
    const again = await workplace.run(["import", file, "--mapping", mapping, "-o", "json"]);
    expect(JSON.parse(again.out)).toMatchObject([
      { accepted: 0, duplicate: result?.accepted, quarantined: 0 },
    ]);
  }

  const steps = await eventsOf("order:100000001 -type:trace.recorded");
  expect(steps.map(({ time, type, source }) => [time, type, source["mapping"]])).toEqual([
    ["2026-01-10T09:12:31.000Z", "order.numberReserved", "magento-quotes@1"],
    ["2026-01-10T09:12:31.000Z", "order.placed", "magento-orders@1"],
    ["2026-01-10T09:14:02.000Z", "payment.stateRead", "magento-orders@1"],
    ["2026-01-10T09:14:02.000Z", "order.completed", "magento-orders@1"],
  ]);
  const shown = await workplace.run(["show", steps[1]?.reference ?? ""]);
  expect(shown.out).toMatch(/^mapping +magento-orders@1$/m);
  const timeline = await workplace.run(["trace", "100000001"]);
  expect(timeline).toMatchObject({ code: 0, out: expect.stringContaining("order.numberReserved") });
});

test("a later export adds what is new: new rows, and the new state of a row that changed", async () => {
  const file = sample("magento-orders", "later.csv");
  const later = readFileSync(file, "utf8").replace(
    '"2026-01-10 09:14:02";"64.0000"',
    '"2026-01-20 08:00:00";"64.0000"',
  );
  writeFileSync(
    file,
    `${later}"3";"100000002";"new";"pending";"1";"104";NULL;"2026-01-21 09:00:00";"2026-01-21 09:00:00";"10.0000";NULL;NULL;"EUR";NULL;"10.0000"\n`,
  );
  const imported = await workplace.run([
    "import",
    file,
    "--mapping",
    "magento-orders",
    "-o",
    "json",
  ]);
  expect(JSON.parse(imported.out)).toMatchObject([{ accepted: 5, duplicate: 6, quarantined: 0 }]);
  expect(await eventsOf("order:100000002 type:order.placed")).toHaveLength(1);
  expect(await eventsOf("order:100000001 type:trace.recorded source:magento-orders")).toHaveLength(
    2,
  );
});

test("rows that cannot be read are shown beforehand, lie in quarantine, and are mended alone", async () => {
  const file = join(workplace.directory, "torn.csv");
  writeFileSync(
    file,
    "entity_id;increment_id;created_at;grand_total;order_currency_code\n70;700;2026-02-03 10:00:00;1.005;EUR\n71;701;2026-02-03 10:00:00\n",
  );
  const args = ["import", file, "--mapping", "magento-orders", "--source", "torn"];
  const preview = await workplace.run([...args, "--dry-run"]);
  expect(preview.code).toBe(1);
  expect(preview.out).toContain("more exact than the 2 decimal places");
  const imported = await workplace.run(args);
  expect(imported.code).toBe(1);
  expect(imported.out).toContain("1 accepted, 0 already there, 2 quarantined");
  const [id = ""] = /q\d+(?=: The row has)/.exec(imported.note) ?? [];
  const mended = join(workplace.directory, "mended.csv");
  writeFileSync(mended, "71;701;2026-02-03 10:00:00;9.99;EUR\n");
  const retried = await workplace.run(["quarantine", "retry", id, "--content", mended]);
  expect(retried).toMatchObject({ code: 0 });
  expect(await eventsOf("order:701 type:order.placed")).toMatchObject([
    { amount: { minor: 999, currency: "EUR" } },
  ]);
});

test("codes of gift cards are protected, and a PIN is nowhere", async () => {
  const file = sample("ofbiz-fin-accounts", "cards.csv");
  const args = ["import", file, "--mapping", "ofbiz-fin-accounts", "--timezone", "Europe/Paris"];
  expect(await workplace.run(args)).toMatchObject({ code: 0 });
  const events = await eventsOf("giftCard:10000");
  expect(events.map(({ type }) => type)).toEqual(["trace.recorded", "giftCard.issued"]);
  expect(JSON.stringify(events)).not.toMatch(/4000123412341234|9753/);
  const byCode = await eventsOf("attributes.code:4000123412341234");
  expect(byCode.map(({ type }) => type)).toContain("giftCard.issued");
});

test("a mapping of one's own is a file; all that is wrong with it is told at once", async () => {
  const mapping = join(workplace.directory, "till.json");
  const good = {
    version: 2,
    name: "till",
    describes: "A till",
    format: "csv",
    row: { key: "{bon}", time: { path: "at", format: "dd.MM.yyyy HH:mm" } },
    events: [
      {
        type: "order.placed",
        time: { path: "at", format: "dd.MM.yyyy HH:mm" },
        objects: [{ type: "order", id: "{bon}" }],
      },
    ],
  };
  writeFileSync(mapping, JSON.stringify({ ...good, row: { key: "{bon", time: {} } }));
  const args = ["import", "-", "--mapping", mapping, "--timezone", "Europe/Prague"];
  const input = "bon,at\nB-1,03.02.2026 11:00\n";
  const refused = await workplace.run([...args, "--dry-run"], { input });
  expect(refused).toMatchObject({ code: 2, note: expect.stringContaining("row.time") });
  writeFileSync(mapping, JSON.stringify(good));
  expect(await workplace.run(args, { input })).toMatchObject({ code: 0 });
  expect(await eventsOf("order:B-1 type:order.placed")).toMatchObject([
    { time: "2026-02-03T10:00:00.000Z", source: { name: "till", mapping: "till@1" } },
  ]);
});

test("a source that is read otherwise keeps its settings", async () => {
  const pushed = join(workplace.directory, "live.ndjson");
  writeFileSync(pushed, '{"level":30,"time":1770112800000,"msg":"live"}\n');
  const live = ["ingest", pushed, "--source", "live", "--format", "ndjson"];
  expect(await workplace.run(live)).toMatchObject({ code: 0 });
  const quotes = sample("magento-quotes", "live-quotes.csv");
  const products = join(workplace.directory, "products.json");
  writeFileSync(products, '{"produits":[]}');
  for (const args of [
    [quotes, "--mapping", "magento-quotes"],
    [products, "--mapping", "catalog-products"],
  ]) {
    const refused = await workplace.run(["import", ...args, "--source", "live"]);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.note).toContain("read as ndjson without a mapping");
  }
  const bare = ["import", quotes, "--format", "csv", "--source", "magento-quotes"];
  expect(await workplace.run(bare)).toMatchObject({
    code: 2,
    note: expect.stringContaining("by the mapping magento-quotes"),
  });
  writeFileSync(pushed, '{"level":30,"time":1770112800001,"msg":"still live"}\n', { flag: "a" });
  expect(await workplace.run(live)).toMatchObject({
    code: 0,
    out: expect.stringContaining("1 accepted, 1 already there"),
  });
});

test("shipped mappings are listed with what they are for", async () => {
  const listed = await workplace.run(["import", "--mappings", "-o", "json"]);
  expect(listed.code).toBe(0);
  expect(JSON.parse(listed.out)).toContainEqual(
    expect.objectContaining({ name: "magento-quotes", describes: expect.any(String) }),
  );
  expect(await workplace.run(["import", "--dry-run"])).toMatchObject({ code: 2 });
});

test("a table of several pieces keeps its header, and every row its place", async () => {
  const file = join(workplace.directory, "wide.csv");
  const names = Array.from({ length: 120 }, (_, at) => `a_column_with_a_long_name_${at}`);
  const values = names.map((_, at) => `value-${at}`).join(",");
  const rows = Array.from({ length: 5_000 }, (_, at) => `2026-02-03 10:00:00,${at},${values}\n`);
  const text = `time,number,${names.join(",")}\n${rows.join("")}`;
  expect(text.length).toBeGreaterThan(5_000_000);
  writeFileSync(file, text);
  const imported = await workplace.run(["import", file, "--format", "csv", "-o", "json"]);
  expect(JSON.parse(imported.out)).toMatchObject([{ accepted: 5_000, quarantined: 0 }]);
  const [last] = await eventsOf("source:wide attributes.number:4999");
  expect(last).toMatchObject({
    attributes: { a_column_with_a_long_name_119: "value-119" },
    source: { line: 5_001, offset: text.length - (rows.at(-1) ?? "").length },
  });
});
