import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { QuarantineItemAnswer } from "#query/answers/quarantine-answers.ts";
import { ROOT, Workplace, type CommandResult } from "./running-service.ts";

const SAMPLE = join(ROOT, "tests", "fixtures", "traces", "moodle-trace.txt");
const ID = "TU80WKRYTI9QUMJ4";
const LONG_ID = "customer-7f1de2a4-91b7-4f0c-9a52-c0a7d2d4b3aa-of-the-old-shop";

const ORDERS = [
  {
    type: "order.placed",
    time: "2026-02-03T10:00:00.000Z",
    transactionId: "AB12CD34EF56GH78",
    objects: [
      { type: "order", id: "100000001" },
      { type: "customer", id: LONG_ID },
    ],
    amount: { minor: 6400, currency: "EUR" },
    message: "An order of several courses, gift cards and licenses, to be paid by card. ".repeat(4),
  },
  {
    type: "payment.declined",
    time: "2026-02-03T10:00:01.000Z",
    transactionId: "AB12CD34EF56GH78",
    objects: [{ type: "order", id: "100000001" }],
    outcome: "failure",
    reason: "card expired",
  },
];

let workplace: Workplace;
beforeAll(async () => {
  workplace = new Workplace();
  await workplace.serve();
  const orders = join(workplace.directory, "orders.ndjson");
  writeFileSync(orders, ORDERS.map((order) => `${JSON.stringify(order)}\n`).join(""));
  const { code, note } = await run("ingest", SAMPLE, orders, "--timezone", "Europe/Paris");
  if (code !== 0) throw new Error(note);
});
afterAll(() => workplace[Symbol.asyncDispose]());

const run = (...args: string[]): Promise<CommandResult> => workplace.run(args);

const LISTINGS = [
  ["trace", ID],
  ["search"],
  ["count", "--by", "type"],
  ["count", "--per", "1d"],
  ["show", "6"],
  ["context", "6"],
  ["resolve", ID],
  ["tail", "--since", "main:5", "--count", "2"],
  ["sources"],
  ["status"],
  ["sign-in"],
  ["verify"],
  ["quarantine"],
];

test.each(LISTINGS.map((args) => [args] as const))(
  "%j prints every format, plain and within 120 columns",
  async (args) => {
    const table = await run(...args);
    expect(table.code).toBe(0);
    expect(table.out + table.note).not.toContain("\u001B");
    for (const line of table.out.split("\n")) expect(line.length).toBeLessThanOrEqual(120);

    const json = JSON.parse((await run(...args, "-o", "json")).out) as object;
    expect(typeof json).toBe("object");

    const { out } = await run(...args, "-o", "ndjson");
    const lines = out.split("\n").filter((line) => line !== "");
    for (const line of lines) expect(() => JSON.parse(line) as object).not.toThrow();

    const csv = await run(...args, "-o", "csv");
    expect(csv.code).toBe(0);
    expect(csv.out.split("\n")[0]).toMatch(/^[a-zA-Z ]*(,[a-zA-Z ]+)+$/);
  },
);

test.each([
  [["[TU80WKRYTI9QUMJ4]"]],
  [["tu80", "wkry", "ti9q", "umj4"]],
  [["TU80-WKRY-TI9Q-UMJ4"]],
  [["  tu80wkryti9qumj4  "]],
])("trace %j tells the story of what was meant, and says so", async (words) => {
  const traced = await run("trace", ...words);
  expect(traced.code).toBe(0);
  expect(traced.out).toContain(`transaction ${ID}: 7 records, 2.101 s in all`);
  expect(traced.out).toContain("reassembled");
});

test.each([["TU80WKRYTl9QUMJ4"], ["TU80WK"], ["TU80WKRYTI9QUM"], ["UT80WKRYTI9QUMJ4"]])(
  "trace %s opens nothing, but lists the ID with the reason",
  async (given) => {
    const traced = await run("trace", given);
    expect(traced.code).toBe(1);
    expect(traced.note).toContain(`No record carries the ID “${given}”.`);
    expect(traced.out).toMatch(new RegExp(`transaction +${ID} +\\S+`));
    expect(traced.out).not.toContain("payment.requested");
  },
);

test("trace of an order lists its records and its transaction", async () => {
  const traced = await run("trace", "100000001");
  expect(traced.code).toBe(0);
  expect(traced.out.indexOf("order.placed")).toBeGreaterThan(0);
  expect(traced.out.indexOf("payment.declined")).toBeGreaterThan(
    traced.out.indexOf("order.placed"),
  );
  expect(traced.note).toContain("tracewell trace AB12CD34EF56GH78");
});

test("trace of a record says how to show it", async () => {
  const traced = await run("trace", "main:6");
  expect(traced).toMatchObject({ code: 1, out: "" });
  expect(traced.note).toContain("tracewell show main:6");
});

test("an unknown ID is said to be unknown, with what was tried", async () => {
  const traced = await run("trace", "NOTHINGLIKEIT0000");
  expect(traced.code).toBe(1);
  expect(traced.note).toContain("No known ID is close to it. Tried: ");
});

test("a timeline in JSON is whole, and its source text verbatim", async () => {
  const raw = await run("trace", ID, "--raw");
  expect(raw.out).toContain(
    "[TU80WKRYTI9QUMJ4] Production Controller:\n-- 2016-7-27 11:32:14 774 --",
  );
  const bytes = await run("show", "main:1", "--raw");
  expect(bytes.out).toMatch(/^-- 2016-7-27 11:32:13 753 --\n +\[TU80WKRYTI9QUMJ4\]\n +Test/);
});

test("long messages are wrapped, and long IDs stand whole", async () => {
  const found = await run("search", "type:order.placed");
  expect(found.out).toContain(LONG_ID);
  expect(found.out.split("\n").length).toBeGreaterThan(3);
  for (const line of found.out.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});

test("show tells every field, context marks the record", async () => {
  const shown = await run("show", "main:8");
  expect(shown.out).toMatch(/^amount +64\.00 EUR$/m);
  expect(shown.out).toMatch(/^source +orders \(\w+\)$/m);
  const around = await run("context", "6", "-B", "1", "-A", "1");
  expect(around.out.split("\n").filter((line) => line.startsWith(">"))).toEqual([
    expect.stringContaining("order.completed"),
  ]);
  expect(around.out).toContain("main:5");
  expect(around.out).toContain("main:7");
  expect(await run("show", "999")).toMatchObject({ code: 1, out: "" });
});

test("count tells values and the total", async () => {
  const counted = await run("count", "AB12CD34EF56GH78", "--by", "type", "--by", "outcome");
  expect(counted.out).toMatch(/type +order\.placed +1/);
  expect(counted.out).toMatch(/outcome +failure +1/);
  expect(counted.note).toContain("2 records match.");
});

test("search reads its pages to the end, and says when there is more", async () => {
  const all = await run("search", "--all", "-o", "ndjson");
  expect(all.out.trim().split("\n")).toHaveLength(9);
  const some = await run("search", "--limit", "2", "-o", "ndjson");
  const records = some.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as EventAnswer);
  expect(records.map(({ type }) => type)).toEqual(["payment.declined", "order.placed"]);
  expect(some.note).toContain("There are more");
  expect(await run("search", "nosuchword")).toMatchObject({ code: 1, out: "" });
  expect((await run("search", "--", "-type:order.placed", "source:orders")).out).toContain(
    "payment.declined",
  );
});

test("quarantined input is listed, mended, retried by source and dismissed", async () => {
  const bad = join(workplace.directory, "held.ndjson");
  const lines = [
    "2026-02-30T10:00:00.000Z",
    "2026-02-31T10:00:00.000Z",
    "2026-02-32T10:00:00.000Z",
  ];
  writeFileSync(bad, lines.map((time) => `{"type":"order.placed","time":"${time}"}\n`).join(""));
  expect(await run("ingest", bad)).toMatchObject({ code: 1 });
  expect(await run("status")).toMatchObject({ code: 1 });

  const listed = await run("quarantine", "--source", "held", "-o", "json");
  expect(listed.code).toBe(1);
  const items = (JSON.parse(listed.out) as QuarantineItemAnswer[]).map(({ itemId }) => itemId);
  const [last = "", middle = "", first = ""] = items;
  expect(items).toHaveLength(3);

  const mended = join(workplace.directory, "mended.json");
  const shown = await run("quarantine", "show", first);
  writeFileSync(mended, shown.out.replace("02-30", "02-28"));
  const again = await run("quarantine", "retry", "--all", "--source", "held");
  expect(again.code).toBe(1);
  for (const item of items) expect(again.note).toContain(`${item} stays in quarantine`);
  expect(await run("quarantine", "retry", first, last, "--content", mended)).toMatchObject({
    code: 2,
  });
  const retried = await run("quarantine", "retry", first, "--content", mended);
  expect(retried).toMatchObject({ code: 0 });
  expect(retried.out).toMatch(new RegExp(`^${first} resolved: record \\d+\n$`));

  const dismissed = await run("quarantine", "dismiss", middle, last, "--note", "a test");
  expect(dismissed.out).toBe(`${middle} dismissed\n${last} dismissed\n`);
  const kept = await run("quarantine", "list", "--status", "dismissed");
  expect(kept).toMatchObject({ code: 0 });
  expect(kept.out).toContain("a test");
  expect(await run("quarantine")).toMatchObject({ code: 0, out: "" });
  expect(await run("status")).toMatchObject({ code: 0 });
});
