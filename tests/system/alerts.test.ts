import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type {
  AlertAnswer,
  CreatedAlert,
  DeliveryList,
  SavedSearchAnswer,
} from "#query/answers/alert-answers.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { WebhookReceiver } from "../query/alerts/webhook-receiver.ts";
import { until } from "./running-command.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const JSON_TYPE = "application/json";
const AT = "2026-01-31T09:05:00.120Z";

let workplace: Workplace;
let receiver: WebhookReceiver;

beforeEach(async () => {
  workplace = new Workplace();
  receiver = await WebhookReceiver.listen();
  allow([receiver.origin]);
});

afterEach(async () => {
  await workplace[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

function allow(alertDestinations: readonly string[]): void {
  const file = join(workplace.directory, "tracewell.config.json");
  writeFileSync(file, JSON.stringify({ alertDestinations }));
}

function declined(...ids: string[]): string {
  return ids.map((id) => JSON.stringify({ id, type: "payment.declined", time: AT })).join("\n");
}

/** A payment that nobody answered in time. */
function requested(id: string): string {
  return JSON.stringify({
    type: "payment.requested",
    time: AT,
    objects: [
      { type: "payment", id },
      { type: "order", id: "100000042" },
    ],
    attributes: { gateway: "cards", operation: "authorize" },
  });
}

const push = (service: RunningProcess, ...ids: string[]) =>
  service.post("/api/v1/events?wait=indexed", declined(...ids));

async function createAlert(service: RunningProcess): Promise<CreatedAlert> {
  const search = { name: "declined", q: "type:payment.declined" };
  const { body: saved } = await service.post<SavedSearchAnswer>(
    "/api/v1/saved-searches",
    JSON.stringify(search),
    JSON_TYPE,
  );
  const about = { kind: "search", searchId: saved.id };
  const alert = { name: "cashier", about, url: receiver.url };
  const { body, status } = await service.post<CreatedAlert>(
    "/api/v1/alerts",
    JSON.stringify(alert),
    JSON_TYPE,
  );
  expect(status).toBe(201);
  receiver.secret = body.secret ?? "";
  return body;
}

async function ownEvents(service: RunningProcess, type: string) {
  const { body } = await service.api<EventList>(`/api/v1/events?q=type:${type}`);
  return body.items;
}

test("kill -9 at any time loses no record of an alert and sends none under two IDs", async () => {
  let service = await workplace.serve();
  await push(service, "before");
  await createAlert(service);
  const wanted: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    receiver.answers = round % 2 === 0 ? ["hang"] : [];
    const ids = [`${round}-a`, `${round}-b`];
    const arrived = receiver.nextRequest;
    await push(service, ...ids);
    wanted.push(...ids);
    // Even rounds are killed while the receiver has the message and has not answered.
    if (round % 2 === 0) await arrived;
    await service.kill("SIGKILL");
    receiver.answers = [];
    service = await workplace.serve();
  }
  await push(service, "last");
  const { body } = await service.api<EventList>("/api/v1/events?q=type:payment.declined");
  const references = new Map(body.items.map(({ id, reference }) => [id, reference]));
  const expected = [...wanted, "last"].map((id) => references.get(id) ?? "");
  const isMissing = (reference: string) => !receiver.references.includes(reference);
  while (expected.some(isMissing)) await receiver.nextRequest;
  expect(receiver.references).not.toContain(references.get("before"));
  const messages = new Map(receiver.received.map((one) => [one.headers["webhook-id"], one]));
  const inMessages = [...messages.values()].flatMap(({ message }) =>
    (message.data.records ?? []).map(({ reference }) => reference),
  );
  expect(inMessages.toSorted()).toEqual(expected.toSorted());
  expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
  for (const { headers, body } of receiver.received) {
    expect(body).toBe(messages.get(headers["webhook-id"])?.body);
  }
  await until(async () => (await ownEvents(service, "alert.delivered")).length === messages.size);
});

test("an alert is made, tested and looked at by command; without the setting nothing is asked", async () => {
  const service = await workplace.serve();
  const run = (...args: string[]) => workplace.run(args, { url: service.url });
  writeFileSync(join(workplace.directory, "address.txt"), `${receiver.url}\n`);
  expect(await run("alerts")).toMatchObject({ code: 0, out: "" });
  const made = await run(
    "alerts",
    "add",
    "cashier",
    "--finding",
    "order",
    "--webhook",
    "address.txt",
  );
  expect(made).toMatchObject({ code: 0 });
  receiver.secret = /secret: (whsec_\S+)/.exec(made.out)?.[1] ?? "";
  const { body } = await service.api<{ items: AlertAnswer[] }>("/api/v1/alerts");
  const id = body.items[0]?.id ?? "";
  receiver.answers = [204, 503];
  expect(await run("alerts", "test", id)).toMatchObject({ code: 0 });
  expect(receiver.received[0]?.isSigned).toBe(true);
  const failed = await run("alerts", "test", id);
  expect(failed.code).toBe(1);
  expect(failed.out).toContain("The webhook answered with 503");
  expect((await run("alerts")).code).toBe(1);
  const { body: deliveries } = await service.api<DeliveryList>(`/api/v1/alerts/${id}/deliveries`);
  expect(deliveries.items.map(({ status }) => status)).toEqual(["failed", "delivered"]);
  await until(async () => (await ownEvents(service, "alert.failed")).length === 1);
  expect(await run("alerts", "disable", id)).toMatchObject({ code: 0 });
  expect((await run("alerts", "-o", "json")).out).toContain('"enabled": false');
  expect((await run("searches", "save", "all declined", "type:payment.declined")).code).toBe(0);
  expect((await run("searches", "-o", "json")).out).toContain("type:payment.declined");

  await service.kill("SIGTERM");
  allow([]);
  const closed = await workplace.serve();
  const refused = await workplace.run(["alerts", "test", id], { url: closed.url });
  expect(refused.code).toBe(1);
  expect(refused.out).toContain("setting alertDestinations");
  expect(receiver.received).toHaveLength(2);
});

test("a finding is told when its deadline passed, and a view made anew tells it no more", async () => {
  let service = await workplace.serve();
  const about = { kind: "finding", rule: "payment.unanswered" };
  const alert = JSON.stringify({ name: "cashier", about, url: receiver.url });
  const { body } = await service.post<CreatedAlert>("/api/v1/alerts", alert, JSON_TYPE);
  receiver.secret = body.secret ?? "";
  await service.post("/api/v1/events", requested("P-1"));
  await receiver.nextRequest;
  await service.kill("SIGKILL");
  rmSync(join(workplace.dataDir, "lifecycles"), { recursive: true });
  service = await workplace.serve();
  await service.post("/api/v1/events", requested("P-2"));
  while (new Set(receiver.ids).size < 2) await receiver.nextRequest;
  const told = new Map(
    receiver.received.map(({ headers, message }) => [
      headers["webhook-id"],
      message.data.findings?.map(({ on, rule }) => `${on.id} ${rule}`),
    ]),
  );
  expect([...told.values()]).toEqual([["P-1 payment.unanswered"], ["P-2 payment.unanswered"]]);
  expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
});

test("what is said of a finding stands in the log, by command", async () => {
  const service = await workplace.serve();
  await service.post("/api/v1/events?wait=indexed", requested("P-1"));
  const run = (...args: string[]) => workplace.run(args, { url: service.url });
  const place = ["payment", "P-1", "payment.unanswered"];
  const said = await run("findings", "assign", ...place, "--to", "kim", "--note", "ask the bank");
  expect(said).toMatchObject({ code: 0 });
  expect(said.out).toMatch(/payment P-1 .*assigned .*kim/);
  const [event] = await ownEvents(service, "finding.assigned");
  expect(event).toMatchObject({
    source: { name: "tracewell" },
    objects: [{ type: "payment", id: "P-1" }],
    attributes: { rule: "payment.unanswered", note: "ask the bank", assignee: "kim", by: "admin" },
  });
  const gone = await run(
    "findings",
    "explain",
    "payment",
    "P-1",
    "payment.duplicate-capture",
    "--note",
    "n",
  );
  expect(gone.code).toBe(3);
  expect(gone.note).toContain("does not hold of payment P-1");
  expect((await run("findings", "explain", ...place)).code).toBe(2);
});
