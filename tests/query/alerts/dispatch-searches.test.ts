import { afterEach, beforeEach, expect, test } from "vitest";
import { RETRY_DELAYS_MS } from "#query/alerts/attempt-delivery.ts";
import { DELIVERY_ITEMS_MAX } from "#query/alerts/alert-payload.ts";
import { AlertStage } from "./alert-stage.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

let receiver: WebhookReceiver;
let stage: AlertStage;
let alertId: string;

const declined = { type: "payment.declined", time: "2026-03-01T11:59:00.000Z" };
const placed = { type: "order.placed", time: "2026-03-01T11:59:00.000Z" };

beforeEach(async () => {
  receiver = await WebhookReceiver.listen();
  stage = new AlertStage(receiver);
  await stage.append(declined, placed);
  const { id: searchId } = await stage.desk.saveSearch({
    name: "declined payments",
    q: "type:payment.declined",
    by: "admin",
  });
  const { alert, secret } = await stage.desk.createAlert({
    name: "tell the cashier",
    subject: { kind: "search", searchId },
    url: receiver.url,
    isEnabled: true,
    by: "admin",
  });
  receiver.secret = secret ?? "";
  alertId = alert.id;
  await stage.settle();
});

afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

test("what matches after the alert was made is sent, signed, once", async () => {
  expect(receiver.received).toHaveLength(0);
  await stage.append(placed, declined, declined);
  await stage.append(placed);
  expect(receiver.references).toEqual(["main:4", "main:5"]);
  const [first] = receiver.received;
  expect(first?.isSigned).toBe(true);
  expect(first?.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Tracewell/0.0.0",
    "webhook-timestamp": String(Math.floor(stage.time.nowMs / 1000)),
  });
  expect(first?.message).toMatchObject({
    type: "search.matched",
    data: {
      alert: { id: alertId, name: "tell the cashier" },
      search: { name: "declined payments" },
      records: [{ type: "payment.declined", source: "shop" }, {}],
    },
  });
});

test("the message says what a record is about and nothing that was written in it", async () => {
  await stage.append({
    ...declined,
    message: "card of Jane Doe",
    reason: "no funds",
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [{ type: "order", id: "100000042", label: "Jane" }],
    attributes: { gateway: "cards" },
  });
  const [sent] = receiver.received;
  expect(sent?.body).toContain("100000042");
  expect(sent?.body).toContain("TU80WKRYTI9QUMJ4");
  expect(sent?.body).not.toMatch(/Jane|no funds|gateway/);
});

test("each delivery is an event, and is listed", async () => {
  await stage.append(declined);
  const [id] = receiver.ids;
  expect(stage.written).toEqual([
    expect.objectContaining({
      type: "alert.delivered",
      message: `Alert "tell the cashier": 1 record delivered to ${receiver.origin}.`,
      attributes: {
        alert: alertId,
        delivery: id,
        kind: "search",
        destination: receiver.origin,
        items: 1,
        attempts: 1,
        status: 204,
      },
    }),
  ]);
  const list = await stage.desk.deliveries({ alertId, limit: 10 });
  expect(list).toEqual([
    expect.objectContaining({ id, status: "delivered", attempts: 1, lastStatus: 204 }),
  ]);
});

test("alerts about everything do not alert about themselves", async () => {
  const { id: searchId } = await stage.desk.saveSearch({ name: "all", q: "", by: "admin" });
  const subject = { kind: "search", searchId } as const;
  const change = { name: "all", subject, isEnabled: true, by: "admin" };
  await stage.desk.changeAlert({ id: alertId, change });
  await stage.settle();
  await stage.append(placed);
  for (let round = 0; round < 5; round += 1) await stage.settle();
  expect(receiver.references).toEqual(["main:3"]);
});

test("a message that is refused is sent again under its ID, later and later, with a fresh signature", async () => {
  receiver.answers = [500, "cut", 429];
  await stage.append(declined);
  expect(receiver.received).toHaveLength(1);
  for (const delayMs of RETRY_DELAYS_MS.slice(0, 3)) {
    await stage.settle(delayMs - 1);
    const before = receiver.received.length;
    await stage.settle(1);
    expect(receiver.received).toHaveLength(before + 1);
  }
  expect(new Set(receiver.ids).size).toBe(1);
  expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
  const times = receiver.received.map(({ headers }) => headers["webhook-timestamp"]);
  expect(new Set(times).size).toBe(4);
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.delivered"]);
  expect(stage.written[0]?.attributes).toMatchObject({ attempts: 4 });
});

test("what comes while a receiver is down waits, and then goes in order in one message", async () => {
  receiver.answers = [503];
  await stage.append(declined);
  for (let more = 0; more < 5; more += 1) await stage.append(declined);
  await stage.settle(RETRY_DELAYS_MS[0]);
  expect(receiver.received.map(({ message }) => message.data.records?.length)).toEqual([1, 1, 5]);
  expect(receiver.references.slice(1)).toEqual([3, 4, 5, 6, 7, 8].map((seq) => `main:${seq}`));
});

test("after its last attempt a message is given up, recorded, and the next one goes", async () => {
  receiver.answers = Array.from({ length: RETRY_DELAYS_MS.length + 1 }, () => 500);
  await stage.append(declined);
  for (const delayMs of RETRY_DELAYS_MS) await stage.settle(delayMs);
  expect(receiver.received).toHaveLength(RETRY_DELAYS_MS.length + 1);
  expect(stage.written).toEqual([
    expect.objectContaining({
      type: "alert.failed",
      reason: "The webhook answered with 500; it must be 2xx.",
    }),
  ]);
  await stage.append(declined);
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.failed", "alert.delivered"]);
});

test("a receiver that is gone for good is asked once, and the alert disabled with the reason", async () => {
  receiver.answers = [410];
  await stage.append(declined);
  expect(stage.written[0]?.type).toBe("alert.failed");
  expect(await stage.desk.alert(alertId)).toMatchObject({
    isEnabled: false,
    disabledReason: "The webhook answered that it is gone (410).",
  });
});

test("redirects are not followed", async () => {
  receiver.answers = [{ redirect: `${receiver.origin}/elsewhere` }];
  await stage.append(declined);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/hooks/of-the-test-4f2a"]);
  const [delivery] = await stage.desk.deliveries({ alertId, limit: 1 });
  expect(delivery).toMatchObject({ status: "pending", lastStatus: 307 });
  expect(delivery?.lastError).toMatch(/redirect, and none is followed/);
});

test("a message holds so many records; the rest goes in the next ones, without a hole", async () => {
  const count = DELIVERY_ITEMS_MAX * 2 + 50;
  await stage.append(...Array.from({ length: count }, () => declined));
  await stage.settle();
  expect(receiver.references).toEqual(
    Array.from({ length: count }, (_none, place) => `main:${place + 3}`),
  );
  expect(receiver.received.length).toBeGreaterThanOrEqual(3);
  for (const { message } of receiver.received) {
    expect(message.data.records?.length).toBeLessThanOrEqual(DELIVERY_ITEMS_MAX);
  }
});

test("a crash between the answer and its note sends the same message again, under the same ID", async () => {
  receiver.answers = ["hang"];
  stage.query.append([declined]);
  const arrived = receiver.nextRequest;
  stage.dispatcher.advance();
  stage.time.pass(100);
  await arrived;
  await stage.crash();
  await stage.settle();
  expect(receiver.received).toHaveLength(2);
  expect(new Set(receiver.ids).size).toBe(1);
  expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  expect(stage.written).toHaveLength(1);
});

test("what came while the service was down is told at its next start, and nothing twice", async () => {
  await stage.append(declined);
  stage.query.append([placed, declined]);
  await stage.crash();
  await stage.settle();
  await stage.crash();
  await stage.settle();
  expect(receiver.references).toEqual(["main:3", "main:6"]);
});

test("how far was read is kept before long, also where nothing matched", async () => {
  await stage.append(placed);
  await stage.append(placed);
  await stage.settle(5_000);
  expect((await stage.desk.alert(alertId)).throughSeqs).toEqual({ main: 4 });
  expect(stage.time.waiting).toBe(0);
});

test("while the ledger takes nothing the delivery is not lost: its event follows", async () => {
  stage.isLedgerStopped = true;
  await stage.append(declined);
  expect(receiver.received).toHaveLength(1);
  expect(stage.failures).not.toHaveLength(0);
  stage.isLedgerStopped = false;
  await stage.settle(60_000);
  await stage.settle(60_000);
  expect(receiver.received).toHaveLength(1);
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.delivered"]);
});

test("a disabled alert says nothing, and enabled again begins anew", async () => {
  const { subject } = await stage.desk.alert(alertId);
  const change = (isEnabled: boolean) => ({ name: "x", subject, isEnabled, by: "admin" });
  await stage.desk.changeAlert({ id: alertId, change: change(false) });
  await stage.append(declined);
  await stage.desk.changeAlert({ id: alertId, change: change(true) });
  await stage.append(declined);
  expect(receiver.references).toEqual(["main:4"]);
});

test("an alert that is removed while it waits sends nothing more", async () => {
  receiver.answers = [500];
  await stage.append(declined);
  await stage.desk.removeAlert(alertId);
  await stage.append(declined);
  await stage.settle(RETRY_DELAYS_MS[0]);
  expect(receiver.received).toHaveLength(1);
});

test("an alert is not removed before how its deliveries ended is recorded", async () => {
  stage.isLedgerStopped = true;
  await stage.append(declined);
  await expect(stage.desk.removeAlert(alertId)).rejects.toMatchObject({ code: "ledger-stopped" });
  stage.isLedgerStopped = false;
  await stage.desk.removeAlert(alertId);
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.delivered"]);
});

test("a shop's own events of alerts are records as all others", async () => {
  const { id: searchId } = await stage.desk.saveSearch({
    name: "a",
    q: "type:alert.raised",
    by: "x",
  });
  const subject = { kind: "search", searchId } as const;
  const change = { name: "all", subject, isEnabled: true, by: "admin" };
  await stage.desk.changeAlert({ id: alertId, change });
  await stage.append({ type: "alert.raised", time: placed.time });
  expect(receiver.references).toEqual(["main:3"]);
});

test("a test is sent once, also where the alert is disabled, and is recorded", async () => {
  receiver.answers = [500];
  expect(await stage.desk.testAlert(alertId)).toMatchObject({
    kind: "test",
    status: "failed",
    lastError: "The webhook answered with 500; it must be 2xx.",
  });
  expect(await stage.desk.testAlert(alertId)).toMatchObject({ status: "delivered" });
  await stage.settle();
  expect(receiver.received.map(({ message }) => message.type)).toEqual([
    "alert.test",
    "alert.test",
  ]);
  expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.failed", "alert.delivered"]);
});

test("a test that has ended is recorded though another message still waits", async () => {
  receiver.answers = [500];
  await stage.append(declined);
  await stage.desk.testAlert(alertId);
  await stage.settle();
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.delivered"]);
  receiver.answers = [500];
  await stage.desk.testAlert(alertId);
  await stage.desk.removeAlert(alertId);
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.delivered", "alert.failed"]);
});

test("a clock that is set back keeps no message waiting", async () => {
  receiver.answers = [500];
  await stage.append(declined);
  stage.time.nowMs -= 24 * 3_600_000;
  await stage.settle();
  expect(receiver.received).toHaveLength(2);
});

test("a clock that is set back after the ledger stopped keeps no event waiting", async () => {
  stage.isLedgerStopped = true;
  await stage.append(declined);
  stage.isLedgerStopped = false;
  stage.time.nowMs -= 24 * 3_600_000;
  await stage.settle();
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.delivered"]);
});

test("what has been taken or given up keeps no body on disk", async () => {
  await stage.append(declined);
  await stage.desk.testAlert(alertId);
  const kept = stage.store.deliveries(alertId, 10).map(({ status, payload }) => [status, payload]);
  expect(kept).toEqual([
    ["delivered", ""],
    ["delivered", ""],
  ]);
});

test("a receiver that is gone disables no alert that was given another address meanwhile", async () => {
  receiver.answers = ["hang"];
  const arrived = receiver.nextRequest;
  stage.query.append([declined]);
  stage.dispatcher.advance();
  stage.time.pass(100);
  await arrived;
  const { subject } = await stage.desk.alert(alertId);
  const change = { name: "x", subject, isEnabled: true, by: "admin", url: `${receiver.url}2` };
  await stage.desk.changeAlert({ id: alertId, change });
  receiver.answerHanging(410);
  await stage.settle();
  expect(stage.written.map(({ type }) => type)).toEqual(["alert.failed"]);
  expect(await stage.desk.alert(alertId)).toMatchObject({ isEnabled: true });
});

test("a receiver that hangs is left after the timeout, and holds up no other alert", async () => {
  await stage.dispatcher.close();
  stage.timeoutMs = 150;
  stage.start();
  const { subject } = await stage.desk.alert(alertId);
  const { secret } = await stage.desk.createAlert({
    name: "another",
    subject,
    url: receiver.url,
    isEnabled: true,
    by: "admin",
  });
  expect(secret).toBe(receiver.secret);
  receiver.answers = ["hang"];
  await stage.append(declined);
  expect(receiver.received).toHaveLength(2);
  const [first] = await stage.desk.deliveries({ alertId, limit: 1 });
  expect(first).toMatchObject({ status: "pending", lastStatus: null });
  expect(first?.lastError).toBe("The webhook did not answer within 0.15 s.");
});

test("a destination that is no longer allowed is not asked", async () => {
  stage.allowed = [];
  await stage.crash();
  await stage.append(declined);
  expect(receiver.received).toHaveLength(0);
  const [delivery] = await stage.desk.deliveries({ alertId, limit: 1 });
  expect(delivery?.lastError).toMatch(/setting alertDestinations/);
});
