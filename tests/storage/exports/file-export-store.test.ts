import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExportStore } from "#storage/exports/export-store.ts";
import { openExportContent, openFileExportStore } from "#storage/exports/file-export-store.ts";
import { nodeFiles } from "#storage/files/node-files.ts";

let directory: string;
let store: ExportStore;
const open = (): ExportStore => openFileExportStore({ files: nodeFiles, directory });

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "tracewell-exports-")), "exports");
  store = open();
});

afterEach(() => rmSync(join(directory, ".."), { recursive: true }));

test("documents are there at the next start, by ID", () => {
  store.save("b", { is: 1 });
  store.save("a", { is: 2 });
  store.save("b", { is: 3 });
  expect(open().list()).toEqual([
    { id: "a", document: { is: 2 } },
    { id: "b", document: { is: 3 } },
  ]);
});

test("a file goes on where its document says, whatever was appended after it", async () => {
  store.save("a", {});
  const file = store.openFile("a", 0);
  file.append(Buffer.from("safe, and lost"));
  file.sync();
  file.close();
  const again = store.openFile("a", 4);
  expect(again.bytes).toBe(4);
  again.append(Buffer.from(" and sound"));
  expect(again.read(0, 100).toString()).toBe("safe and sound");
  again.close();
  expect(await text(await openExportContent(directory, "a"))).toBe("safe and sound");
  expect(statSync(join(directory, "a", "content")).mode & 0o777).toBe(0o600);
});

test("a file that is shorter than its document says is not gone on with", () => {
  store.save("a", {});
  store.openFile("a", 0).close();
  expect(() => store.openFile("a", 1)).toThrow(/shorter/);
});

test("a removed export leaves nothing, and neither does one that never began", async () => {
  store.save("a", {});
  store.openFile("a", 0).close();
  store.openSpool("a").close();
  store.remove("a");
  mkdirSync(join(directory, "half-made"));
  expect(existsSync(join(directory, "a"))).toBe(false);
  expect(open().list()).toEqual([]);
  expect(existsSync(join(directory, "half-made"))).toBe(false);
  await expect(openExportContent(directory, "a")).rejects.toMatchObject({ code: "not-found" });
});

test("a document that cannot be read is told as such, and kept", () => {
  store.save("a", {});
  writeFileSync(join(directory, "a", "export.json"), "{");
  expect(open().list()).toEqual([{ id: "a", document: null }]);
});

test("a spool is gone once it is dropped", () => {
  store.save("a", {});
  const spool = store.openSpool("a");
  spool.addObjects([{ type: "order", id: "1" }]);
  spool.close();
  store.dropSpool("a");
  store.dropSpool("a");
  const fresh = store.openSpool("a");
  expect(fresh.counts().objects).toBe(0);
  fresh.close();
});
