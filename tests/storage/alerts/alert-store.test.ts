import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  ALERTS_MAX,
  DELIVERIES_KEPT_MAX,
  type AlertRow,
  type AlertStore,
  type DeliveryRow,
  type SavedSearch,
} from "#storage/alerts/alert-store.ts";
import { openAlertStore } from "#storage/alerts/sqlite/alert-store.ts";

const KEY = Buffer.alloc(32, 1);

let directory: string;
let file: string;
let store: AlertStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-alert-store-"));
  file = join(directory, "alerts", "alerts.db");
  store = openAlertStore({ file, key: KEY });
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function reopen(key = KEY): void {
  store.close();
  store = openAlertStore({ file, key });
}

const search: SavedSearch = {
  id: "s1",
  name: "declined",
  q: "GC-SECRET-CODE",
  by: "admin",
  createdMs: 1,
  changedMs: 1,
};

const alert: AlertRow = {
  id: "a1",
  name: "cashier",
  subject: { kind: "search", searchId: "s1" },
  url: "https://hooks.example.com/secret-path",
  secret: "whsec_c2VjcmV0IHRoYXQgbm9ib2R5IG1heSBzZWU=",
  isEnabled: true,
  disabledReason: null,
  enabledMs: 5,
  enabledSeqs: { main: 7 },
  position: { seqs: { main: 7 }, feed: { id: "f", position: 3 } },
  by: "admin",
  createdMs: 5,
  changedMs: 5,
};

function delivery(id: string, fields: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    id,
    alertId: "a1",
    alertName: "cashier",
    kind: "search",
    status: "pending",
    payload: "{}",
    items: 1,
    objects: [{ type: "order", id: "1" }],
    attempts: 0,
    createdMs: 1,
    nextAttemptMs: 1,
    endedMs: null,
    lastStatus: null,
    lastError: null,
    destination: null,
    isRecorded: false,
    ...fields,
  };
}

const ended = { status: "delivered", endedMs: 2, nextAttemptMs: null, isRecorded: true } as const;

test("searches and alerts are kept as they are, listed by name", () => {
  store.saveSearch(search);
  store.saveSearch({ ...search, id: "s2", name: "a search" });
  store.saveAlert(alert);
  store.saveAlert({ ...alert, name: "renamed" });
  reopen();
  expect(store.searches().map(({ id }) => id)).toEqual(["s2", "s1"]);
  expect(store.search("s1")).toEqual(search);
  expect(store.alerts()).toEqual([{ ...alert, name: "renamed" }]);
  expect(store.search("s3")).toBeNull();
  expect(store.alert("a2")).toBeNull();
});

test("nothing of queries, addresses and secrets stands readable in the file, and nobody else may read it", () => {
  store.saveSearch(search);
  store.saveAlert(alert);
  store.close();
  const bytes = readFileSync(file).toString("latin1");
  expect(bytes).not.toMatch(/SECRET-CODE|secret-path|c2VjcmV0|hooks\.example/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  store = openAlertStore({ file, key: KEY });
});

test("another key opens nothing", () => {
  store.saveSearch(search);
  reopen(Buffer.alloc(32, 2));
  expect(() => store.search("s1")).toThrow(/kept under another master key/);
});

test("a search that an alert is about stays", () => {
  store.saveSearch(search);
  store.saveAlert(alert);
  expect(() => store.removeSearch("s1")).toThrow(/The alert "cashier" \(a1\) is about this/);
  store.removeAlert("a1");
  store.removeSearch("s1");
  expect(store.searches()).toEqual([]);
});

test("there are no more alerts than the bound", () => {
  for (let id = 1; id <= ALERTS_MAX; id += 1) store.saveAlert({ ...alert, id: `a${id}` });
  expect(() => store.saveAlert({ ...alert, id: "one too many" })).toThrow(/There are 100 alerts/);
  store.saveAlert({ ...alert, id: "a1", name: "known" });
  expect(store.alert("a1")?.name).toBe("known");
});

test("a delivery, what it tells and the position are kept together", () => {
  store.saveAlert(alert);
  const told = { on: { type: "order", id: "1" }, rule: "order.stuck", sinceMs: 9 } as const;
  const position = { seqs: { main: 9 }, feed: null };
  store.addDelivery(delivery("d1"), { position, told: [told, told] });
  reopen();
  expect(store.alert("a1")?.position).toEqual(position);
  expect(store.wasTold("a1", told)).toBe(true);
  expect(store.wasTold("a1", { ...told, sinceMs: 10 })).toBe(false);
  expect(store.wasTold("a2", told)).toBe(false);
  expect(() =>
    store.addDelivery(delivery("d1"), {
      position: alert.position,
      told: [{ ...told, sinceMs: 8 }],
    }),
  ).toThrow(/UNIQUE/);
  expect(store.alert("a1")?.position).toEqual(position);
  expect(store.wasTold("a1", { ...told, sinceMs: 8 })).toBe(false);
});

test("the oldest that is not recorded comes first, until it is", () => {
  store.saveAlert(alert);
  store.addDelivery(delivery("d1"));
  store.addDelivery(delivery("d2"));
  expect(store.unfinishedDelivery("a1")?.id).toBe("d1");
  store.recordAttempt("d1", {
    status: "delivered",
    attempts: 1,
    nextAttemptMs: null,
    endedMs: 4,
    lastStatus: 204,
    lastError: null,
    destination: "https://hooks.example.com",
  });
  reopen();
  expect(store.unfinishedDelivery("a1")).toMatchObject({ id: "d1", endedMs: 4, isRecorded: false });
  store.markRecorded("d1");
  expect(store.unfinishedDelivery("a1")?.id).toBe("d2");
  expect(store.delivery("d1")).toMatchObject({ status: "delivered", isRecorded: true });
});

test("lists newest first, page by page", () => {
  store.saveAlert(alert);
  for (const id of ["d1", "d2", "d3"]) store.addDelivery(delivery(id));
  store.addDelivery(delivery("other", { alertId: "a2" }));
  const ids = (limit: number, before?: string) =>
    store.deliveries("a1", limit, before).map(({ id }) => id);
  expect(ids(2)).toEqual(["d3", "d2"]);
  expect(ids(2, "d2")).toEqual(["d1"]);
  expect(ids(2, "other")).toEqual([]);
});

test("old deliveries leave, what is not recorded stays", () => {
  store.saveAlert(alert);
  store.addDelivery(delivery("first"));
  for (let id = 0; id <= DELIVERIES_KEPT_MAX; id += 1) {
    store.addDelivery(delivery(`d${id}`, ended));
  }
  expect(store.delivery("first")).not.toBeNull();
  expect(store.delivery("d0")).toBeNull();
  expect(store.delivery("d1")).not.toBeNull();
  expect(store.deliveries("a1", 5_000)).toHaveLength(DELIVERIES_KEPT_MAX + 1);
});

test("an alert takes its deliveries along", () => {
  store.saveAlert(alert);
  store.addDelivery(delivery("d1"));
  store.removeAlert("a1");
  expect(store.delivery("d1")).toBeNull();
  store.recordAttempt("d1", {
    ...ended,
    attempts: 1,
    lastStatus: 200,
    lastError: null,
    destination: null,
  });
  store.movePosition("a1", alert.position);
  expect(store.alert("a1")).toBeNull();
});

test("a file that is none of ours is named and kept", () => {
  store.close();
  writeFileSync(file, "this is no database at all, whatever its name says");
  expect(() => openAlertStore({ file, key: KEY })).toThrow(/alerts\.db cannot be opened/);
  rmSync(file);
  for (const beside of ["-wal", "-shm"]) rmSync(`${file}${beside}`, { force: true });
  store = openAlertStore({ file, key: KEY });
});
