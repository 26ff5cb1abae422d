import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { openFileExportStore } from "#storage/exports/file-export-store.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { hidden, eventAt } from "../query-stage.ts";
import { ExportStage } from "./export-stage.ts";

const ORDERS = Array.from({ length: 2_500 }, (_, index) =>
  eventAt(index * 10, {
    type: index % 5 === 0 ? "order.placed" : "trace.recorded",
    objects: [{ type: "order", id: `1000${index}` }],
    message: `step ${index}`,
  }),
);

describe("a search", () => {
  test("is written whole as NDJSON, oldest first, as answers show it", async () => {
    await using exports = new ExportStage();
    await exports.stage.record(ORDERS);
    const answer = await exports.make({ what: { kind: "search" }, format: "ndjson" });
    expect(answer).toMatchObject({
      status: "finished",
      reason: null,
      progress: { done: 2_500, expected: 2_500 },
      file: { name: "tracewell-search-20260201T000000Z.ndjson" },
    });
    const events = exports
      .text(answer)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map(({ seq }) => seq)).toEqual(ORDERS.map((_, index) => index + 1));
    const { items } = await exports.stage.engine.events({
      ...exports.stage.request(),
      order: "oldest",
      limit: 3,
    });
    expect(events.slice(0, 3)).toEqual(JSON.parse(JSON.stringify(items)));
  });

  test("holds what matched at its start, and a manifest that proves it", async () => {
    await using exports = new ExportStage();
    await exports.stage.record(ORDERS.slice(0, 100));
    exports.stage.quarantined = 2;
    const jobs = exports.open();
    const started = await exports.start(jobs, {
      what: { kind: "search", q: "type:order.placed", from: "2026-01-10T12:00:00.100Z" },
      format: "ndjson",
    });
    await exports.stage.record(ORDERS.slice(100, 200));
    await jobs.settled();
    const manifest = await jobs.manifest(started.id);
    const text = exports.text(started);
    expect(text.trimEnd().split("\n")).toHaveLength(18);
    expect(manifest).toMatchObject({
      product: { name: "Tracewell", version: "1.2.3" },
      export: started.id,
      query: "type:order.placed",
      range: { from: "2026-01-10T12:00:00.100Z", to: null },
      positions: { main: 100 },
      counts: { records: 18, objects: null },
      coverage: { status: "partial", quarantined: 2, ledgers: [{ throughSeq: 100, headSeq: 100 }] },
      protected: "masked",
      requestedBy: "admin",
      file: {
        bytes: Buffer.byteLength(text),
        sha256: createHash("sha256").update(text).digest("hex"),
      },
    });
  });

  test("that must look at records finds each of them", async () => {
    await using exports = new ExportStage({ engine: { scanBudgetMs: 0 } });
    await exports.stage.record(
      ORDERS.map((_, minor) => eventAt(minor, { amount: { minor, currency: "EUR" } })),
    );
    const what = { kind: "search", q: "amount:>=2400" } as const;
    const answer = await exports.make({ what, format: "ndjson" });
    expect(answer.progress).toMatchObject({ done: 100 });
    expect(exports.text(answer).trimEnd().split("\n")).toHaveLength(100);
  });

  test("shows masks in place of protected values", async () => {
    await using exports = new ExportStage();
    const attributes = { code: hidden("GIFT-CODE-1234") };
    await exports.stage.record([eventAt(0, { type: "giftCard.issued", attributes })]);
    const jobs = exports.open();
    for (const format of ["ndjson", "csv", "ocel2"] as const) {
      const text = exports.text(await exports.make({ what: { kind: "search" }, format }, jobs));
      expect(text).toContain("…1234");
      expect(text).not.toMatch(/cipher|GIFT-CODE/);
    }
  });

  test("becomes CSV that a reader reads back, with nothing a spreadsheet would calculate", async () => {
    await using exports = new ExportStage();
    const message = '=HYPERLINK("http://x.test";"a")\r\nnext, "line"';
    await exports.stage.record([
      eventAt(0, { message, reason: "+1", amount: { minor: -5, currency: "EUR" } }),
      eventAt(1, { message: "harmless", attributes: { "=a": "-1" } }),
    ]);
    const answer = await exports.make({ what: { kind: "search" }, format: "csv" });
    const text = exports.text(answer);
    const rows = parse(text, { columns: true, record_delimiter: "\r\n" });
    expect(rows).toMatchObject([
      { reference: "main:1", message: `'${message}`, reason: "'+1", amountMinor: "-5" },
      { reference: "main:2", message: "harmless", attributes: '{"=a":"-1"}' },
    ]);
    expect(text.split("\r\n")[0]).toMatch(/^reference,time,recordedAt,type,/);
  });

  test("becomes CSV whose rows end in CRLF alone: every other line end stands in quotes", async () => {
    await using exports = new ExportStage();
    const messages = ["one\ntwo", "one\rtwo", "\n=1+1"];
    await exports.stage.record(messages.map((message, index) => eventAt(index, { message })));
    const text = exports.text(await exports.make({ what: { kind: "search" }, format: "csv" }));
    expect(text).toContain('"one\ntwo"');
    expect(text).toContain('"one\rtwo"');
    expect(text).toContain(`"'\n=1+1"`);
  });

  test("of very large records is written in pieces that memory holds", async () => {
    await using exports = new ExportStage();
    const message = "x".repeat(20_000);
    await exports.stage.record(
      Array.from({ length: 800 }, (_none, index) =>
        eventAt(index, { message, objects: [{ type: "order", id: "1" }] }),
      ),
    );
    let longest = 0;
    const store = openFileExportStore({ files: nodeFiles, directory: exports.directory });
    const jobs = exports.open({
      store: {
        list: () => store.list(),
        save: (id, document) => store.save(id, document),
        openSpool: (id) => store.openSpool(id),
        dropSpool: (id) => store.dropSpool(id),
        remove: (id) => store.remove(id),
        freeBytes: () => store.freeBytes(),
        openFile: (id, at) => {
          const file = store.openFile(id, at);
          return {
            get bytes() {
              return file.bytes;
            },
            append: (bytes) => {
              longest = Math.max(longest, bytes.length);
              file.append(bytes);
            },
            sync: () => file.sync(),
            read: (position, length) => file.read(position, length),
            close: () => file.close(),
          };
        },
      },
    });
    const object = { kind: "object", type: "order", id: "1" } as const;
    for (const what of [{ kind: "search" }, object] as const) {
      const answer = await exports.make({ what, format: "ndjson" }, jobs);
      expect(exports.text(answer).trimEnd().split("\n")).toHaveLength(800);
    }
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(10 * 1024 * 1024);
  });

  test("is refused at once where it cannot be read", async () => {
    await using exports = new ExportStage();
    const jobs = exports.open();
    const what = { kind: "search", q: "type:(" } as const;
    await expect(exports.start(jobs, { what, format: "csv" })).rejects.toMatchObject({
      code: "invalid-query",
    });
    expect((await jobs.list()).items).toEqual([]);
  });
});
