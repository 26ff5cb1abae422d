import { copyFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { quarantinePaths } from "#storage/quarantine/quarantine-paths.ts";
import { draftOf, everything, TemporaryQuarantine } from "./temporary-quarantine.ts";

test("an item comes back whole, with everything that was said about it", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const [item] = store.add([
    draftOf("{broken", {
      reason: "invalid-event",
      message: "The event has no type.",
      position: { file: "shop.log", line: 7, offset: 1234, index: 3 },
      options: { timezone: "Europe/Prague" },
      id: "e7",
    }),
  ]);
  expect(item).toEqual({
    itemId: "q1",
    status: "open",
    reason: "invalid-event",
    message: "The event has no type.",
    sourceName: "shop",
    format: "events",
    position: { file: "shop.log", line: 7, offset: 1234, index: 3 },
    options: { timezone: "Europe/Prague" },
    id: "e7",
    quarantinedAt: "2026-01-31T09:05:00.002Z",
    contentBytes: 7,
    retries: 0,
  });
  expect(store.get("q1")).toEqual(item);
  expect(Buffer.from(store.content("q1")).toString()).toBe("{broken");
  expect(store.openCount()).toBe(1);
});

test("whatever the bytes, they come back exactly, also after a restart", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const added = new Map<string, Uint8Array>();
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
      (contents) => {
        const items = store.add(contents.map((content) => draftOf(content)));
        items.forEach((item, index) => {
          const content = contents[index] ?? new Uint8Array();
          added.set(item.itemId, content);
          expect(Buffer.from(store.content(item.itemId)).equals(content)).toBe(true);
        });
      },
    ),
    { numRuns: 40 },
  );
  temporary.closeAll();
  const reopened = temporary.open();
  expect(reopened.openCount()).toBe(added.size);
  expect(added.size).toBeGreaterThan(40);
  for (const [itemId, content] of added) {
    expect(Buffer.from(reopened.content(itemId)).equals(content)).toBe(true);
  }
});

test("content of a whole request body, and larger, is kept", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const bodyBytes = 16 * 1024 * 1024;
  const body = Buffer.alloc(bodyBytes, "0123456789abcdef\n");
  const torn = Buffer.alloc(2 * bodyBytes + 1, "torn");
  const items = store.add([draftOf(body), draftOf(torn, { reason: "torn-tail" }), draftOf("")]);
  expect(items.map((item) => item.contentBytes)).toEqual([body.length, torn.length, 0]);
  temporary.closeAll();
  const reopened = temporary.open();
  expect(body.equals(reopened.content("q1"))).toBe(true);
  expect(torn.equals(reopened.content("q2"))).toBe(true);
  expect(reopened.content("q3").length).toBe(0);
});

test("lists are newest first, filtered and paged without repeats or holes", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  for (let index = 1; index <= 25; index += 1) {
    store.add([draftOf(`line ${index}`, { sourceName: index % 5 === 0 ? "web" : "shop" })]);
  }
  store.recordOutcome("q25", { status: "dismissed", note: "a test", by: "ada" });
  const pages: string[][] = [];
  let before: string | undefined;
  do {
    const page = store.list({ limit: 10, status: "open", ...(before !== undefined && { before }) });
    pages.push(page.map((item) => item.itemId));
    before = page.at(-1)?.itemId;
  } while (before !== undefined);
  expect(pages.map((page) => page.length)).toEqual([10, 10, 4, 0]);
  expect(pages.flat()).toEqual(Array.from({ length: 24 }, (_, index) => `q${24 - index}`));
  expect(store.list({ source: "web", limit: 3 }).map((item) => item.itemId)).toEqual([
    "q25",
    "q20",
    "q15",
  ]);
  expect(store.list({ source: "web", status: "dismissed", limit: 3 })).toHaveLength(1);
  expect(store.list({ source: "nobody", limit: 3 })).toEqual([]);
  for (const bad of [{ limit: 0 }, { limit: 1002 }, { limit: 5, before: "7" }]) {
    expect(() => store.list(bad)).toThrowError(
      expect.objectContaining({ code: "invalid-parameter" }),
    );
  }
});

test("a page of 1,000 can be asked for, with one more that tells of the next page", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const drafts = Array.from({ length: 1_002 }, (_, index) =>
    draftOf(`line ${index}`, { message: `"line ${index}" is no JSON.` }),
  );
  const added = store.add(drafts);
  expect(store.list({ limit: 1_001 })).toEqual(added.slice(1).toReversed());
});

test("outcomes are recorded and survive a restart; nothing is deleted", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([draftOf("a"), draftOf("b"), draftOf("c")]);
  store.recordOutcome("q1", { status: "open", message: "Still no JSON.", by: "ada" });
  expect(store.recordOutcome("q1", { status: "resolved", seqs: [7, 8], by: "ada" })).toEqual(
    store.get("q1"),
  );
  store.recordOutcome("q2", { status: "dismissed", note: "line noise", by: "ada" });
  expect(store.openCount()).toBe(1);
  temporary.closeAll();
  const reopened = temporary.open();
  expect(reopened.get("q1")).toMatchObject({
    status: "resolved",
    retries: 2,
    resolvedSeqs: [7, 8],
    message: "Still no JSON.",
  });
  expect(reopened.get("q2")).toMatchObject({ status: "dismissed", retries: 0, note: "line noise" });
  expect(reopened.get("q3")).toMatchObject({ status: "open", retries: 0 });
  expect(Buffer.from(reopened.content("q2")).toString()).toBe("b");
  expect(reopened.openCount()).toBe(1);
});

test("unknown items are told apart from known ones", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  expect(store.add([])).toEqual([]);
  for (const itemId of ["q1", "1", "", "q0", "qq"]) {
    expect(store.get(itemId)).toBeNull();
    expect(() => store.content(itemId)).toThrowError(
      expect.objectContaining({ code: "not-found" }),
    );
    expect(() =>
      store.recordOutcome(itemId, { status: "dismissed", note: "", by: "ada" }),
    ).toThrowError(expect.objectContaining({ code: "not-found" }));
  }
});

test.each([
  ["deleted", (view: string) => rmSync(view)],
  [
    "damaged",
    (view: string) => writeFileSync(view, "no database at all, but long enough to look at"),
  ],
  ["emptied", (view: string) => truncateSync(view, 0)],
])("a view that was %s is made again from the ledger, with the same answers", (_, harm) => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([draftOf("a"), draftOf("b", { sourceName: "web" })]);
  store.recordOutcome("q1", { status: "resolved", seqs: [3], by: "ada" });
  store.add([draftOf("c")]);
  const before = everything(store);
  expect(before).toHaveLength(3);
  temporary.closeAll();
  harm(quarantinePaths(temporary.directory).view);
  const reopened = temporary.open();
  expect(everything(reopened)).toEqual(before);
  expect(reopened.openCount()).toBe(2);
  expect(reopened.add([draftOf("d")])[0]?.itemId).toBe("q4");
});

test("after a crash between ledger and view the view catches up", () => {
  using temporary = new TemporaryQuarantine();
  const { view } = quarantinePaths(temporary.directory);
  temporary.open().add([draftOf("a")]);
  temporary.closeAll();
  copyFileSync(view, `${view}.old`);
  const store = temporary.open();
  store.add([draftOf("b"), draftOf("c")]);
  store.recordOutcome("q1", { status: "dismissed", note: "noise", by: "ada" });
  const expected = everything(store);
  temporary.closeAll();
  copyFileSync(`${view}.old`, view);
  const reopened = temporary.open();
  expect(everything(reopened)).toEqual(expected);
  expect(reopened.openCount()).toBe(2);
  expect(reopened.add([draftOf("d")])[0]?.itemId).toBe("q4");
});

test("a view of another ledger is not believed", () => {
  using other = new TemporaryQuarantine();
  other.open().add([draftOf("x"), draftOf("y"), draftOf("z")]);
  other.closeAll();
  using temporary = new TemporaryQuarantine();
  temporary.open().add([draftOf("a")]);
  temporary.closeAll();
  copyFileSync(quarantinePaths(other.directory).view, quarantinePaths(temporary.directory).view);
  expect(temporary.open().list({ limit: 10 })).toHaveLength(1);
});

test("a torn end of its own ledger becomes an item", () => {
  using temporary = new TemporaryQuarantine();
  temporary.open().add([draftOf("a")]);
  temporary.closeAll();
  const { ledger } = quarantinePaths(temporary.directory);
  const segment = readdirSync(ledger).find((name) => name.endsWith(".ndjson")) ?? "";
  const garbage = '{"seq":3,"recordedAt":"2026-01-3';
  writeFileSync(join(ledger, segment), garbage, { flag: "a" });
  const reopened = temporary.open();
  expect(reopened.get("q2")).toMatchObject({
    reason: "torn-tail",
    sourceName: "quarantine",
    status: "open",
    position: { file: join(ledger, segment) },
  });
  expect(Buffer.from(reopened.content("q2")).toString()).toBe(garbage);
  expect(Buffer.from(reopened.content("q1")).toString()).toBe("a");
  temporary.closeAll();
  expect(temporary.open().openCount()).toBe(2);
});

/** The real files, of which one kind of call fails once `disk.failing` is set. */
function failingFiles(call: "append" | "sync", disk: { failing: boolean }): FileLayer {
  const guard = (name: "append" | "sync"): void => {
    if (!disk.failing || name !== call) return;
    throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
  };
  return {
    ...nodeFiles,
    openAppend(path, options) {
      const handle = nodeFiles.openAppend(path, options);
      return {
        path,
        append: (bytes) => {
          guard("append");
          handle.append(bytes);
        },
        read: (position, length) => handle.read(position, length),
        size: () => handle.size(),
        truncate: (bytes) => handle.truncate(bytes),
        sync: () => {
          guard("sync");
          handle.sync();
        },
        close: () => handle.close(),
      };
    },
  };
}

test.each(["append", "sync"] as const)("after a failed %s nothing more is acknowledged", (call) => {
  using temporary = new TemporaryQuarantine();
  const disk = { failing: false };
  const store = temporary.open(failingFiles(call, disk));
  store.add([draftOf("kept")]);
  disk.failing = true;
  const stopped = expect.objectContaining({ code: "ledger-stopped" });
  expect(() => store.add([draftOf("lost")])).toThrowError(stopped);
  expect(() => store.add([draftOf("later")])).toThrowError(stopped);
  expect(() =>
    store.recordOutcome("q1", { status: "dismissed", note: "", by: "ada" }),
  ).toThrowError(stopped);
  expect(store.list({ limit: 10 }).map((item) => item.itemId)).toEqual(["q1"]);
  temporary.closeAll();
  const reopened = temporary.open();
  expect(Buffer.from(reopened.content("q1")).toString()).toBe("kept");
  expect(reopened.get("q1")?.status).toBe("open");
  expect(reopened.add([draftOf("again")])).toHaveLength(1);
});

test("a second writer is refused", () => {
  using temporary = new TemporaryQuarantine();
  temporary.open();
  expect(() => temporary.open()).toThrowError(expect.objectContaining({ code: "ledger-locked" }));
});
