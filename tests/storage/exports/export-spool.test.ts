import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExportSpool } from "#storage/exports/export-spool.ts";
import { openSqliteExportSpool } from "#storage/exports/sqlite/export-spool.ts";

let directory: string;
let spool: ExportSpool;
const open = (): ExportSpool => openSqliteExportSpool(join(directory, "spool.sqlite"));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-spool-"));
  spool = open();
});

afterEach(() => {
  spool.close();
  rmSync(directory, { recursive: true });
});

const ORDER = { type: "order", id: "100000047" };
const FOREIGN = { type: "order", id: "38-211449" };

test("places come in the total order, each once, after any of them", () => {
  const places = [
    { timeMs: 5, ledger: "main", seq: 3 },
    { timeMs: -1, ledger: "main", seq: 9 },
    { timeMs: 5, ledger: "branch", seq: 7 },
    { timeMs: 5, ledger: "main", seq: 2 },
  ];
  spool.addPlaces(places);
  spool.addPlaces(places.slice(1));
  const sorted = [places[1], places[2], places[3], places[0]];
  expect(spool.places(null, 10)).toEqual(sorted);
  expect(spool.places(null, 2)).toEqual(sorted.slice(0, 2));
  expect(spool.places(places[2] ?? null, 10)).toEqual(sorted.slice(2));
  expect(spool.counts()).toMatchObject({ places: 4 });
});

test("a list keeps its order and the first of each key, until it is cleared", () => {
  spool.addListed([
    { key: "b", document: { is: 1 } },
    { key: "a", document: { is: 2 } },
    { key: "b", document: { is: 3 } },
  ]);
  const all = spool.listed(0, 10);
  expect(all.map(({ document }) => document)).toEqual([{ is: 1 }, { is: 2 }]);
  expect(spool.listed(all[0]?.ordinal ?? 0, 10)).toEqual(all.slice(1));
  spool.clearListed();
  expect(spool.listed(0, 10)).toEqual([]);
});

test("an alias stands for its object everywhere", () => {
  spool.addObjects([ORDER, FOREIGN, { type: "payment", id: "P-1" }]);
  spool.addAlias("order", FOREIGN.id, ORDER.id);
  spool.addAlias("order", FOREIGN.id, "another");
  spool.addAlias("order", ORDER.id, ORDER.id);
  expect(spool.idOf(FOREIGN)).toBe(ORDER.id);
  expect(spool.idOf({ type: "quote", id: FOREIGN.id })).toBe(FOREIGN.id);
  expect(spool.objects(null, 10)).toEqual([ORDER, { type: "payment", id: "P-1" }]);
  expect(spool.objects(null, 10, { aliases: true })).toHaveLength(3);
  expect(spool.objects(ORDER, 10)).toEqual([{ type: "payment", id: "P-1" }]);
  spool.addRelations({ type: "payment", id: "P-1" }, [
    { to: FOREIGN, qualifier: "order" },
    { to: ORDER, qualifier: "order" },
    { to: { type: "payment", id: "P-1" }, qualifier: "itself" },
    { to: { type: "license", id: "not added" }, qualifier: "license" },
  ]);
  expect(spool.relations({ type: "payment", id: "P-1" })).toEqual([
    { to: ORDER, qualifier: "order" },
  ]);
});

test("a field is of the kind that takes all its values", () => {
  const field = (name: string, ...kinds: ("integer" | "float" | "time" | "string")[]) =>
    spool.noteFields(kinds.map((kind) => ({ owner: "event", type: "order.placed", name, kind })));
  field("count", "integer", "integer");
  field("share", "integer", "float");
  field("mixed", "time", "integer");
  field("share", "integer");
  spool.noteFields([{ owner: "object", type: "order", name: "state", kind: "string" }]);
  const kinds = spool.fields("event").map(({ name, kind }) => [name, kind]);
  expect(kinds).toEqual([
    ["count", "integer"],
    ["mixed", "string"],
    ["share", "float"],
  ]);
  expect(spool.fields("object")).toHaveLength(1);
});

test("values come by time, the last word on a name and time", () => {
  spool.addValues(ORDER, [
    { name: "state", time: "2026-01-02T00:00:00.000Z", value: "paid" },
    { name: "state", time: "2026-01-01T00:00:00.000Z", value: "placed" },
    { name: "state", time: "2026-01-02T00:00:00.000Z", value: "delivered" },
  ]);
  expect(spool.values(ORDER).map(({ value }) => value)).toEqual(["placed", "delivered"]);
});

test("what a transaction added is there after it, or none of it", () => {
  expect(() =>
    spool.transaction(() => {
      spool.addObjects([ORDER]);
      spool.noteFields([{ owner: "event", type: "a.b", name: "x", kind: "time" }]);
      throw new Error("cut off");
    }),
  ).toThrow("cut off");
  expect(spool.counts().objects).toBe(0);
  spool.transaction(() => {
    spool.addObjects([ORDER]);
    spool.noteFields([{ owner: "event", type: "a.b", name: "x", kind: "time" }]);
  });
  spool.sync();
  spool.close();
  spool = open();
  expect(spool.objects(null, 10)).toEqual([ORDER]);
  expect(spool.fields("event")).toHaveLength(1);
});
