import { afterEach, beforeEach, expect, test } from "vitest";
import type { AlertSubject } from "#storage/alerts/alert-store.ts";
import type { FindingChange } from "#storage/lifecycles/lifecycle-store.ts";
import { DELIVERY_ITEMS_MAX } from "#query/alerts/alert-payload.ts";
import { FINDING_LAG_RECORDS_MAX, FINDING_SETTLED_MS } from "#query/alerts/gather-findings.ts";
import { AlertStage } from "./alert-stage.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

let receiver: WebhookReceiver;
let stage: AlertStage;
let alertId: string;

const paid = { type: "payment.captured", time: "2026-03-01T11:59:00.000Z" };

function found(id: string, fields: Partial<FindingChange> = {}): Omit<FindingChange, "position"> {
  return {
    change: "found",
    noticedMs: stage.time.nowMs,
    on: { type: "order", id },
    rule: "order.stuck",
    severity: "warning",
    sentence: `Order ${id} is stuck.`,
    sinceMs: stage.time.nowMs,
    evidence: ["main:1"],
    ...fields,
  };
}

async function createAlert(subject: AlertSubject): Promise<string> {
  const { alert, secret } = await stage.desk.createAlert({
    name: "stuck",
    subject,
    url: receiver.url,
    isEnabled: true,
    by: "admin",
  });
  receiver.secret = secret ?? "";
  return alert.id;
}

function told(): string[] {
  return receiver.received.flatMap(({ message }) =>
    (message.data.findings ?? []).map(({ on, rule }) => `${on.id} ${rule}`),
  );
}

beforeEach(async () => {
  receiver = await WebhookReceiver.listen();
  stage = new AlertStage(receiver);
  await stage.append(paid);
  stage.findings.add(found("1"));
  await stage.settle(FINDING_SETTLED_MS);
  alertId = await createAlert({ kind: "finding", rule: "order", severityMin: "warning" });
  await stage.settle();
});

afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

test("a finding that came up after the alert was made is told once it has stood a while", async () => {
  stage.findings.add(found("2"));
  await stage.settle(FINDING_SETTLED_MS - 1);
  expect(told()).toEqual([]);
  await stage.settle(1_000);
  await stage.settle(1_000);
  expect(told()).toEqual(["2 order.stuck"]);
  expect(receiver.received[0]?.isSigned).toBe(true);
  expect(receiver.received[0]?.message).toMatchObject({
    type: "finding.found",
    data: {
      findings: [{ severity: "warning", sentence: "Order 2 is stuck.", evidence: ["main:1"] }],
    },
  });
  expect(stage.written).toEqual([
    expect.objectContaining({ type: "alert.delivered", objects: [{ type: "order", id: "2" }] }),
  ]);
});

test("only of the rules and severities that are meant", async () => {
  stage.findings.add(found("2", { severity: "info" }));
  stage.findings.add(found("3", { rule: "payment.unanswered", severity: "error" }));
  stage.findings.add(found("4", { rule: "order.number-reused", severity: "critical" }));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["4 order.number-reused"]);
  const change = { name: "all", isEnabled: true, by: "admin" };
  const subject = { kind: "finding", rule: null, severityMin: "info" } as const;
  await stage.desk.changeAlert({ id: alertId, change: { ...change, subject } });
  stage.findings.add(found("5", { rule: "payment.unanswered", severity: "info" }));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told().slice(1)).toEqual(["5 payment.unanswered"]);
});

test("a clock that is set back keeps no finding back", async () => {
  stage.findings.add(found("2"));
  stage.time.nowMs -= 24 * 3_600_000;
  await stage.settle();
  expect(told()).toEqual(["2 order.stuck"]);
});

test("what went away before it was told is not told", async () => {
  stage.findings.add(found("2"));
  stage.findings.add(found("2", { change: "gone" }));
  stage.findings.add(found("3"));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["3 order.stuck"]);
});

test("what came up anew before it was told is told as it is last", async () => {
  stage.findings.add(found("2"));
  stage.findings.add(found("2", { change: "gone" }));
  stage.time.pass(1_000);
  stage.findings.add(found("2", { sentence: "Order 2 is stuck again." }));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["2 order.stuck"]);
  expect(receiver.received[0]?.body).toContain("stuck again");
});

test("what comes up again for another reason is told again, for the same one it is not", async () => {
  const first = found("2");
  stage.findings.add(first);
  await stage.settle(FINDING_SETTLED_MS);
  stage.findings.add({ ...first, change: "gone" });
  stage.findings.add({ ...first, noticedMs: stage.time.nowMs });
  await stage.settle(FINDING_SETTLED_MS);
  stage.findings.add({ ...first, change: "gone" });
  stage.findings.add(found("2"));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["2 order.stuck", "2 order.stuck"]);
});

test("a view that is made anew fires nothing again, and hides nothing that came meanwhile", async () => {
  stage.findings.add(found("2"));
  await stage.settle(FINDING_SETTLED_MS);
  stage.findings.rebuild(stage.time.nowMs);
  stage.findings.add(found("3"));
  await stage.settle(FINDING_SETTLED_MS);
  await stage.crash();
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["2 order.stuck", "3 order.stuck"]);
});

test("old deadlines with new evidence are new: history that is imported", async () => {
  await stage.append(paid);
  const longAgo = { sinceMs: Date.parse("2020-01-01T00:00:00.000Z") };
  stage.findings.add(found("2", { ...longAgo, evidence: ["main:1"] }));
  stage.findings.add(found("3", { ...longAgo, evidence: ["main:1", "main:2"] }));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["3 order.stuck"]);
});

test("while the view is far behind, half a story is not told", async () => {
  stage.query.append(Array.from({ length: FINDING_LAG_RECORDS_MAX + 1 }, () => paid));
  stage.findings.add(found("2"));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual([]);
  stage.findings.add(found("2", { change: "gone" }));
  stage.findings.add(found("3"));
  await stage.append(paid);
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["3 order.stuck"]);
});

test("many findings go in messages of bounded size, each once", async () => {
  const count = DELIVERY_ITEMS_MAX * 6 + 1;
  const ids = Array.from({ length: count }, (_none, place) => String(place + 2));
  for (const id of ids) stage.findings.add(found(id));
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(ids.map((id) => `${id} order.stuck`));
  expect(receiver.received.length).toBe(7);
});

test("a crash at any time tells nothing twice but under the same ID, and loses nothing", async () => {
  receiver.answers = ["hang"];
  const arrived = receiver.nextRequest;
  stage.findings.add(found("2"));
  stage.time.pass(FINDING_SETTLED_MS);
  await arrived;
  stage.findings.add(found("3"));
  await stage.crash();
  await stage.settle(FINDING_SETTLED_MS);
  expect(told()).toEqual(["2 order.stuck", "2 order.stuck", "3 order.stuck"]);
  expect(new Set(receiver.ids).size).toBe(2);
});
