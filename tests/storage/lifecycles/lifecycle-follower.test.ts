import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeFiles } from "#storage/files/node-files.ts";
import { finishRemoval, noteRemoval, planRetention } from "#storage/ledger/retention.ts";
import type { LifecycleReader, ObjectRow } from "#storage/lifecycles/lifecycle-store.ts";
import { FollowedView } from "./followed-view.ts";
import { LifecycleStage, type ToldEvent } from "./lifecycle-stage.ts";
import { minutesMs, paidOrder, told } from "./told-events.ts";

const ORDER = "100000001";
const DAY_MINUTES = 24 * 60;

async function rowsOf(
  reader: LifecycleReader,
  type: ObjectRow["object"]["type"],
): Promise<readonly ObjectRow[]> {
  const { rows } = await reader.objects({ type, order: "newest", limit: 100, nowMs: 0 });
  return rows;
}

async function followed(options: { atMinutes: number; segmentBytesMax?: number }) {
  const { atMinutes, ...more } = options;
  const stage = await LifecycleStage.open({ nowMs: minutesMs(atMinutes), ...more });
  const view = new FollowedView(stage);
  const reader = stage.openReader(view.file);
  await view.open();
  return { stage, view, reader };
}

function withoutTransaction(event: ToldEvent): ToldEvent {
  return Object.assign({}, event, { transactionId: undefined });
}

test("a deadline passes without a record", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 30 });
  await using _stage = stage;
  stage.append(paidOrder(ORDER, 0));
  await view.settle();
  const rulesOf = async () =>
    (await rowsOf(reader, "order"))[0]?.findings.map(({ rule }) => rule) ?? [];
  expect(await rulesOf()).not.toContain("invoice.missing");
  stage.nowMs = minutesMs(3 + 60) + 1;
  await view.settle();
  expect(await rulesOf()).toContain("invoice.missing");
  const changes = await reader.findingChanges(0, 100);
  expect(changes.filter(({ rule }) => rule === "invoice.missing")).toMatchObject([
    { change: "found", noticedMs: stage.nowMs, on: { type: "order", id: ORDER } },
  ]);
  expect(await reader.judgedThroughMs()).toBe(stage.nowMs);
});

test("what is told of the future becomes part of the answer when it comes", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 2 });
  await using _stage = stage;
  stage.append(paidOrder(ORDER, 0));
  await view.settle();
  const [before] = await rowsOf(reader, "payment");
  stage.nowMs = minutesMs(4);
  await view.settle();
  const [after] = await rowsOf(reader, "payment");
  expect([before?.state, after?.state]).toEqual(["requested", "captured"]);
});

test("an order is one object, though it was known by its foreign ID first", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 30 });
  await using _stage = stage;
  const foreign = { type: "order", id: "38-200001", role: "foreignId" };
  stage.append([told("order.replicated", 8, ORDER, { objects: [foreign] })]);
  await view.settle();
  const ids = async () => (await rowsOf(reader, "order")).map(({ object }) => object.id);
  expect(await ids()).toEqual(["38-200001"]);
  stage.append([
    ...paidOrder(ORDER, 0),
    told("order.replicated", 9, ORDER, { objects: [foreign, { type: "order", id: ORDER }] }),
  ]);
  await view.settle();
  expect(await rowsOf(reader, "order")).toMatchObject([
    { object: { id: ORDER }, aliases: ["38-200001"], lastMs: minutesMs(9) },
  ]);
  stage.append([told("order.completed", 11, ORDER, { objects: [foreign] })]);
  await view.settle();
  expect(await rowsOf(reader, "order")).toMatchObject([
    { object: { id: ORDER }, lastMs: minutesMs(11) },
  ]);
});

test("objects learn their store from the order, whichever was told first", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 30 });
  await using _stage = stage;
  const [quote, reserved, requested, captured, placed] = paidOrder(ORDER, 0);
  if (!quote || !reserved || !requested || !captured || !placed) throw new Error("five events");
  stage.append([withoutTransaction(requested), withoutTransaction(captured)]);
  await view.settle();
  expect(await rowsOf(reader, "payment")).toMatchObject([{ store: null }]);
  stage.append([quote, reserved, placed]);
  await view.settle();
  expect(await rowsOf(reader, "payment")).toMatchObject([{ store: "europe" }]);
});

test("a record that its source tells long after later ones is late", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 600 });
  await using _stage = stage;
  const cancelled = told("order.cancelled", 20, ORDER);
  stage.append([...paidOrder(ORDER, 0), told("order.completed", 100, "100000002")]);
  await view.settle();
  stage.append([cancelled, { ...cancelled, time: told("x.y", 45, ORDER).time }]);
  stage.append([cancelled], "other");
  await view.settle();
  expect(await reader.lateRecords("main", [1, 6, 7, 8, 9])).toEqual(new Map([[7, 80 * 60_000]]));
  const order = (await rowsOf(reader, "order")).find(({ object }) => object.id === ORDER);
  expect(order?.findings.map(({ rule }) => rule)).toContain("time.recorded-late");
});

test("a clock that is days ahead does not make later records late", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 60 });
  await using _stage = stage;
  stage.append([
    told("order.completed", 50, "100000002"),
    told("order.completed", 60 + 2 * DAY_MINUTES, "100000003"),
    told("order.completed", 55, "100000004"),
  ]);
  await view.settle();
  expect(await reader.lateRecords("main", [1, 2, 3])).toEqual(new Map());
});

test("retention leaves the view as one that is made from what is left", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 60, segmentBytesMax: 6_000 });
  await using _stage = stage;
  const orders = Array.from({ length: 12 }, (_value, place) => String(100_000_001 + place));
  // Each is paid at once, and all are completed in the end.
  stage.append(
    orders.flatMap((order) => paidOrder(order, 0)),
    "shop",
    5,
  );
  stage.append(
    orders.slice(3).map((order) => told("order.completed", 40, order)),
    "shop",
    5,
  );
  await view.settle();
  expect(await rowsOf(reader, "order")).toHaveLength(12);
  const place = { files: nodeFiles, directory: stage.ledgerDirectory, ledger: "main" };
  const limits = { recordedBefore: "2030-01-01T00:00:00.000Z", throughSeq: 40 };
  const plan = planRetention(place, limits);
  const by = { removedAt: "2026-01-05T12:00:00.000Z", by: "test", ...limits };
  const { keptFromSeq } = noteRemoval(place, plan, by);
  expect(keptFromSeq).toBeGreaterThan(20);
  finishRemoval(nodeFiles, stage.ledgerDirectory);
  await view.follower.dropBefore(keptFromSeq);
  stage.nowMs += 60_000;
  await view.settle();
  const whole = stage.newFile();
  await stage.follow(whole);
  expect(await stage.digestOf(view.file)).toBe(await stage.digestOf(whole));
  const left = (await rowsOf(reader, "order")).map(({ object }) => object.id).sort();
  expect(left).toEqual(orders.slice(3));
  await view.restart();
  await view.settle();
  expect(await stage.digestOf(view.file)).toBe(await stage.digestOf(whole));
});

test("a view that is damaged under way is made anew", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 30 });
  await using _stage = stage;
  stage.append(paidOrder(ORDER, 0));
  await view.settle();
  view.damageNext();
  stage.append(paidOrder("100000002", 5));
  await view.settle();
  const whole = stage.newFile();
  await stage.follow(whole);
  expect(await reader.digest()).toBe(await stage.digestOf(whole));
});

test("a paused view stays where it is", async () => {
  const { stage, view } = await followed({ atMinutes: 30 });
  await using _stage = stage;
  const head = stage.append(paidOrder(ORDER, 0));
  view.follower.pause();
  view.follower.advance(head);
  expect(view.follower.state()).toMatchObject({ status: "paused", throughSeq: 0, headSeq: head });
  view.follower.resume();
  await view.follower.catchUp(head);
  expect(view.follower.state()).toMatchObject({ status: "following", throughSeq: head });
});

test("what was judged by a clock that ran years ahead is judged anew by the right one", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 5 });
  await using _stage = stage;
  stage.append(paidOrder(ORDER, 0));
  const right = stage.nowMs;
  stage.nowMs += 10 * 365 * DAY_MINUTES * 60_000;
  await view.settle();
  const rulesOf = async () =>
    (await rowsOf(reader, "order"))[0]?.findings.map(({ rule }) => rule) ?? [];
  expect(await rulesOf()).toContain("invoice.missing");
  stage.nowMs = right;
  await view.restart();
  stage.append([told("order.replicated", 4, ORDER)]);
  await view.settle();
  expect(await reader.judgedThroughMs()).toBe(right);
  expect(await rulesOf()).not.toContain("invoice.missing");
});

test("a clock that goes back a little changes nothing that was judged", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 70 });
  await using _stage = stage;
  stage.append(paidOrder(ORDER, 0));
  await view.settle();
  const digest = await reader.digest();
  const judgedMs = stage.nowMs;
  stage.nowMs -= 59 * 60_000;
  await view.restart();
  await view.settle();
  expect(await reader.judgedThroughMs()).toBe(judgedMs);
  expect(await reader.digest()).toBe(digest);
});

test("a view that was deleted while it is followed is made anew", async () => {
  const { stage, view, reader } = await followed({ atMinutes: 30 });
  await using _stage = stage;
  stage.append(paidOrder(ORDER, 0));
  await view.settle();
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${view.file}${suffix}`, { force: true });
  stage.append([told("order.completed", 11, ORDER)]);
  stage.nowMs += 60_000;
  await view.settle();
  expect(await rowsOf(reader, "order")).toMatchObject([
    { object: { id: ORDER }, lastMs: minutesMs(11) },
  ]);
});
