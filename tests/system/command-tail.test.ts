import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { RunningCommand, until } from "./running-command.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

let workplace: Workplace;
let service: RunningProcess;
beforeAll(async () => {
  workplace = new Workplace();
  service = await workplace.serve();
});
afterAll(() => workplace[Symbol.asyncDispose]());

function event(id: string, type = "order.placed"): string {
  return `${JSON.stringify({ id, type, time: "2026-02-03T10:00:00.000Z" })}\n`;
}

async function push(...events: string[]): Promise<void> {
  const { status } = await service.post("/api/v1/events", events.join(""));
  expect(status).toBe(200);
}

async function openStreams(of: RunningProcess): Promise<number> {
  const response = await fetch(`${of.url}/metrics`, {
    headers: { authorization: `Bearer ${of.token}` },
  });
  return Number(/^tracewell_tail_clients (\d+)$/m.exec(await response.text())?.[1]);
}

test("new records are shown as they come, those of a query alone, and Ctrl-C is a good end", async () => {
  await push(event("a0"));
  await using all = new RunningCommand(workplace, ["tail", "--since", "main:0"]);
  await using some = new RunningCommand(workplace, [
    "tail",
    "type:payment.declined",
    "type:mail.sent",
    "--since",
    "main:0",
  ]);
  await all.said(/main:1\n/);
  await push(event("a1"), event("a2", "payment.declined"), event("a3", "mail.sent"));
  await all.said(/main:4\n/);
  await some.said(/main:4\n/);
  expect(await all.interrupt("SIGINT")).toBe(0);
  expect(await some.interrupt("SIGTERM")).toBe(0);
  expect(all.out.trim().split("\n")).toHaveLength(4);
  expect(some.out.trim().split("\n")).toHaveLength(2);
  expect(all.note).toBe("");
});

test("after a count it ends by itself, with whole JSON", async () => {
  await push(event("b1"), event("b2"), event("b3"));
  const tailed = await workplace.run(["tail", "--since", "main:1", "--count", "2", "-o", "json"]);
  expect(tailed.code).toBe(0);
  const records = JSON.parse(tailed.out) as EventAnswer[];
  expect(records.map(({ seq }) => seq)).toEqual([2, 3]);
});

test("a wrong query or place is refused, and pointed at", async () => {
  const query = await workplace.run(["tail", "type:("]);
  expect(query).toMatchObject({ code: 2, out: "" });
  expect(query.note).toContain("  type:(\n");
  expect(await workplace.run(["tail", "--since", "someday"])).toMatchObject({ code: 2 });
  const away = await workplace.run(["tail"], { url: "http://127.0.0.1:9" });
  expect(away.code).toBe(3);
});

test("it goes on after a restart of the service without a hole, also where nothing came before", async () => {
  await using place = new Workplace();
  const first = await place.serve();
  await using tail = new RunningCommand(place, ["tail", "-o", "ndjson"]);
  await using seen = new RunningCommand(place, ["tail", "--since", "main:0", "-o", "ndjson"]);
  await first.post("/api/v1/events", event("1"));
  await seen.said(/"seq":1,/);
  await until(async () => (await openStreams(first)) === 2);
  expect(await first.kill("SIGTERM")).toBe(0);
  await tail.said(/broke off/, "stderr");
  await seen.said(/broke off/, "stderr");
  const second = await place.serve("--port", new URL(first.url).port);
  await second.post("/api/v1/events", event("2"));
  for (const command of [tail, seen]) {
    await command.said(/"seq":2,/);
    expect(await command.interrupt()).toBe(0);
    const seqs = command.out
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as EventAnswer).seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((left, right) => left - right));
    expect(seqs.at(-1)).toBe(2);
  }
});
