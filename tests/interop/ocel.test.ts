import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { ExportStage } from "../query/exports/export-stage.ts";
import { stageShop } from "../query/exports/staged-shop.ts";

interface Relation {
  readonly objectId: string;
  readonly qualifier: string;
}

/** The file as it was written. */
interface Log {
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly time: string;
    readonly relationships: readonly Relation[];
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly objects: readonly {
    readonly id: string;
    readonly type: string;
    readonly relationships: readonly Relation[];
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
  }[];
}

/** What pm4py made of it; see `read_ocel.py`. */
interface Found {
  readonly events: readonly string[];
  readonly times: readonly string[];
  readonly objects: readonly string[];
  readonly types: readonly string[];
  readonly eventToObject: readonly (readonly [string, string, string])[];
  readonly objectToObject: readonly (readonly [string, string, string])[];
  readonly states: readonly (readonly [string, string])[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly amounts: number;
  readonly followed: readonly (readonly [string, string, number])[];
  readonly starts: Readonly<Record<string, number>>;
  readonly graphOfObjects: readonly string[];
}

/** What a shop's log must hold objects of. */
const TYPES = [
  "customer",
  "giftCard",
  "invoice",
  "license",
  "mail",
  "order",
  "payment",
  "product",
  "quote",
  "replay",
  "transaction",
];

let exports: ExportStage;
let log: Log;
let found: Found;

beforeAll(async () => {
  exports = await stageShop();
  const answer = await exports.make({ what: { kind: "search" }, format: "ocel2" });
  log = JSON.parse(exports.text(answer));
  const script = join(import.meta.dirname, "read_ocel.py");
  const { stdout, stderr, status } = spawnSync(
    inject("python"),
    [script, join(exports.directory, answer.id, "content")],
    { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(stderr);
  // Banners may stand before it.
  found = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
});
afterAll(() => exports[Symbol.asyncDispose]());

test("pm4py reads every event and object, at its millisecond", () => {
  expect(found.events.toSorted()).toEqual(log.events.map(({ id }) => id).toSorted());
  expect(found.objects.toSorted()).toEqual(log.objects.map(({ id }) => id).toSorted());
  const times = new Map(log.events.map(({ id, time }) => [id, time.slice(0, -1)]));
  for (const [index, id] of found.events.entries()) {
    expect(`${found.times[index]?.slice(0, -3)}`).toBe(times.get(id));
  }
  expect(found.types).toEqual(expect.arrayContaining(TYPES));
});

test("relations come with their qualifiers", () => {
  const named = log.events.flatMap(({ id, relationships }) =>
    relationships.map(({ objectId, qualifier }) => [id, objectId, qualifier].join(" ")),
  );
  expect(found.eventToObject.map((one) => one.join(" ")).toSorted()).toEqual(named.toSorted());
  const linked = log.objects.flatMap(({ id, relationships }) =>
    relationships.map(({ objectId, qualifier }) => [id, objectId, qualifier].join(" ")),
  );
  expect(linked.length).toBeGreaterThan(50);
  expect(found.objectToObject.map((one) => one.join(" ")).toSorted()).toEqual(linked.toSorted());
});

test("states are an attribute that changes", () => {
  const states = found.states.map((one) => one.join(" "));
  const written = log.objects.flatMap(({ id, attributes }) =>
    attributes.flatMap(({ name, value }) => (name === "state" ? [`${id} ${value}`] : [])),
  );
  expect(states.toSorted()).toEqual(written.toSorted());
  const changing = new Set(found.states.map(([id]) => id));
  expect(found.states.length).toBeGreaterThan(changing.size);
});

test("values have their kinds", () => {
  expect(found.kinds.recordedAt).toMatch(/^datetime64/);
  const amounts = log.events.flatMap(({ attributes }) =>
    attributes.flatMap(({ name, value }) => (name === "amountMinor" ? [Number(value)] : [])),
  );
  expect(found.amounts).toBe(amounts.reduce((sum, minor) => sum + minor, 0));
});

test("processes are found in it: what follows what on an order", () => {
  const steps = new Map<string, string[]>();
  for (const { type, relationships } of log.events) {
    const orders = new Set(relationships.map(({ objectId }) => objectId));
    for (const id of orders) {
      if (id.startsWith("order:")) steps.set(id, [...(steps.get(id) ?? []), type]);
    }
  }
  const started = Object.values(found.starts).reduce((sum, count) => sum + count, 0);
  expect(started).toBe(steps.size);
  const pairs = [...steps.values()].reduce((sum, path) => sum + path.length - 1, 0);
  expect(found.followed.reduce((sum, [, , count]) => sum + count, 0)).toBe(pairs);
  expect(found.followed.map(([before, after]) => `${before} ${after}`)).toContain(
    "payment.requested payment.authorized",
  );
  expect(found.graphOfObjects).toContain("payment");
});
