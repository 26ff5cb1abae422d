import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CardReconciliation } from "#query/answers/gift-card-answers.ts";
import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import { type CommandResult, Workplace } from "./running-service.ts";

const START_MS = Date.parse("2026-02-03T10:00:00.000Z");

function at(minutes: number): string {
  return new Date(START_MS + minutes * 60_000).toISOString();
}

/** An order of store 1 that was paid, and a license that never came. */
function order(sequence: number, minutes: number): object[] {
  const id = String(100_000_000 + sequence);
  const objects = [
    { type: "order", id },
    { type: "quote", id: `Q${sequence}` },
  ];
  const money = { amount: { minor: 6_400, currency: "EUR" } };
  const payment = [
    { type: "payment", id: `P${sequence}` },
    { type: "order", id },
  ];
  const lineItemId = `L${sequence}`;
  const line = { lineItemId, product: "app", kind: "license", quantity: 1, ...money };
  return [
    {
      type: "order.numberReserved",
      time: at(minutes),
      objects,
      attributes: { store: "1", sequence },
    },
    {
      type: "payment.captured",
      time: at(minutes + 1),
      objects: payment,
      attributes: { gateway: "card" },
      ...money,
    },
    {
      type: "order.placed",
      time: at(minutes + 2),
      objects,
      attributes: { store: "1", lines: [line] },
      ...money,
    },
  ];
}

const CARD = [
  {
    type: "giftCard.issued",
    time: at(0),
    objects: [{ type: "giftCard", id: "GC-1" }],
    amount: { minor: 5_000, currency: "EUR" },
  },
  {
    type: "giftCard.captured",
    time: at(5),
    objects: [{ type: "giftCard", id: "GC-1" }],
    amount: { minor: 5_001, currency: "EUR" },
  },
];

let workplace: Workplace;

beforeAll(async () => {
  workplace = new Workplace();
  const service = await workplace.serve();
  const file = join(workplace.directory, "events.ndjson");
  const events = [...order(1, 0), ...order(4, 30), ...CARD];
  // The record of number 2 was cut off.
  const broken = '{"type":"order.placed","objects":[{"type":"order","id":"100000002"}]';
  const lines = [...events.map((event) => JSON.stringify(event)), broken];
  writeFileSync(file, `${lines.join("\n")}\n`);
  await workplace.run(["ingest", file, "--source", "shop"]);
  await vi.waitFor(async () => {
    const { body } = await service.api<{ followers: { throughSeq: number }[] }>("/readyz");
    const isBehind = body.followers.some(({ throughSeq }) => throughSeq < events.length);
    if (isBehind) throw new Error("A follower is behind.");
  }, 10_000);
});

afterAll(() => workplace[Symbol.asyncDispose]());

const run = (...args: string[]): Promise<CommandResult> => workplace.run(args);

function expectNarrow(table: string): void {
  for (const line of table.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
}

async function json<Answer>(...args: string[]): Promise<{ code: number | null; rows: Answer[] }> {
  const { code, out } = await run(...args, "-o", "json");
  return { code, rows: JSON.parse(out) as Answer[] };
}

test("gaps says of each number what is known, and exits with 1 where nothing is", async () => {
  const { code, rows } = await json<OrderNumberAnswer>("gaps", "1", "--all");
  expect(code).toBe(1);
  expect(
    rows.map(({ number, explanation, quarantine }) => [number, explanation, quarantine]),
  ).toEqual([
    ["100000001", "used", []],
    ["100000002", "in-quarantine", ["q1"]],
    ["100000003", "unexplained", []],
    ["100000004", "used", []],
  ]);
  const gaps = await run("gaps");
  expectNarrow(gaps.out);
  expect(gaps.out).toMatch(/100000002 +in-quarantine/);
  expect(gaps.out).not.toContain("100000001");
  expect(gaps.note).toContain("2 numbers, 1 unexplained.");
  const quarantined = await json<OrderNumberAnswer>("gaps", "--only", "in-quarantine,declined");
  expect(quarantined).toMatchObject({ code: 0, rows: [{ sequence: 2 }] });
  expect(await run("gaps", "2")).toMatchObject({ code: 1, out: "" });
});

test("reconcile adds up the cards, and names the one that does not", async () => {
  const { code, rows } = await json<CardReconciliation["groups"][number]>("reconcile");
  expect(code).toBe(1);
  expect(rows).toMatchObject([
    { currency: "EUR", issued: 5_000, captured: 5_001, balance: -1, owed: 0, overdrawn: 1 },
  ]);
  const cards = await run("reconcile", "--cards");
  expect(cards.out).toMatch(/GC-1 .*-0\.01 EUR.*overdrawn/);
  expectNarrow(cards.out);
  const early = await run("reconcile", "--as-of", at(4));
  expect(early.code).toBe(0);
  expect(early.note).toContain("every card adds up");
});

test("objects counts, and lists those that fulfill every filter", async () => {
  const counts = await run("objects");
  expectNarrow(counts.out);
  expect(counts.out).toMatch(/order +finding +license.missing +2/);
  const { code, rows } = await json<ObjectRowAnswer>("objects", "--finding", "license.missing");
  expect(code).toBe(1);
  expect(rows.map(({ object }) => object.id)).toEqual(["100000001", "100000004"]);
  const wrong = await run("objects", "--type", "order", "--state", "flying");
  expect(wrong.code).toBe(2);
  expect(wrong.note).toContain("can be in the state");
});
