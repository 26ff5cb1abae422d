import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExportAnswer } from "#query/answers/export-answers.ts";
import type { LifecycleType } from "#domain/lifecycles/object-key.ts";
import { eventAt, hidden } from "../query-stage.ts";
import { objectRow, StagedLifecycles } from "../staged-lifecycles.ts";
import { ExportStage } from "./export-stage.ts";
import { stageShop } from "./staged-shop.ts";

function linesOf(exports: ExportStage, answer: ExportAnswer): Record<string, unknown>[] {
  const lines = exports.text(answer).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

describe("an object", () => {
  test("is found by any of its IDs, and no secret by which it was found is kept", async () => {
    await using exports = new ExportStage();
    await exports.stage.record([
      eventAt(0, {
        type: "giftCard.issued",
        objects: [{ type: "giftCard", id: "FA-1" }],
        attributes: { code: hidden("ABCD-EFGH-1234"), lineItemId: "7" },
        amount: { minor: 2_500, currency: "EUR" },
      }),
      eventAt(1, { objects: [{ type: "giftCard", id: "FA-2" }] }),
    ]);
    const what = { kind: "object", type: "giftCard", id: "ABCD-EFGH-1234" } as const;
    const answer = await exports.make({ what, format: "ndjson" });
    expect(answer.what).toEqual({ kind: "object", type: "giftCard", id: "FA-1" });
    expect(linesOf(exports, answer)).toMatchObject([{ reference: "main:1" }]);
  });

  test("is taken as of a moment, and as known at one", async () => {
    await using exports = new ExportStage();
    const objects = [{ type: "order", id: "1" }];
    await exports.stage.record([eventAt(0, { objects }), eventAt(10, { objects })]);
    exports.stage.recordedAtMs += 60_000;
    await exports.stage.record([eventAt(5, { objects })]);
    const jobs = exports.open();
    const order = { kind: "object", type: "order", id: "1" } as const;
    const asOf = new Date(Date.parse("2026-01-10T12:00:00.005Z")).toISOString();
    const occurred = await exports.make({ what: { ...order, asOf }, format: "ndjson" }, jobs);
    expect(linesOf(exports, occurred)).toMatchObject([{ seq: 1 }, { seq: 3 }]);
    const knownAt = new Date(exports.stage.recordedAtMs - 1).toISOString();
    const known = await exports.make({ what: { ...order, knownAt }, format: "csv" }, jobs);
    const rows = parse(exports.text(known), { columns: true, record_delimiter: "\r\n" });
    expect(rows).toMatchObject([{ reference: "main:1" }, { reference: "main:2" }]);
    expect((await jobs.manifest(known.id)).coverage.status).toBe("complete");
  });
});

describe("a worklist", () => {
  let exports: ExportStage;
  const lifecycles = new StagedLifecycles();
  beforeAll(async () => {
    exports = new ExportStage({ engine: { lifecycles } });
    const ids = Array.from({ length: 150 }, (_, index) => `10${index}`);
    await exports.stage.record(
      ids.map((id, index) =>
        eventAt(index, { type: "order.placed", objects: [{ type: "order", id }] }),
      ),
    );
    lifecycles.judgedMs = exports.stage.nowMs;
    lifecycles.rows = ids.map((id) => objectRow(id, { state: "placed", store: "=cmd" }));
  });
  afterAll(() => exports[Symbol.asyncDispose]());
  const what = { kind: "worklist", type: "order", state: "placed" } as const;

  test("gives each object's life as a line", async () => {
    const jobs = exports.open();
    const answer = await exports.make({ what, format: "ndjson" }, jobs);
    const lives = linesOf(exports, answer);
    expect(lives).toHaveLength(150);
    expect(lives[0]).toMatchObject({
      object: { type: "order" satisfies LifecycleType },
      states: [{ evidence: [expect.stringMatching(/^main:\d+$/)] }],
    });
    expect((await jobs.manifest(answer.id)).counts).toEqual({ records: 0, objects: 150 });
    expect(answer.progress).toMatchObject({ done: 150, expected: 150 });
  });

  test("gives its rows as CSV", async () => {
    const answer = await exports.make({ what, format: "csv" });
    const rows = parse(exports.text(answer), { columns: true, record_delimiter: "\r\n" });
    expect(rows).toHaveLength(150);
    expect(rows[0]).toMatchObject({ type: "order", state: "placed", store: "'=cmd" });
  });

  test("gives a page with a section for each object, and a log of their events", async () => {
    const jobs = exports.open();
    const page = exports.text(await exports.make({ what, format: "html" }, jobs));
    expect(page.match(/<h2 id="o-order-/g)).toHaveLength(150);
    expect(page.match(/<article class="record"/g)).toHaveLength(150);
    const log = JSON.parse(exports.text(await exports.make({ what, format: "ocel2" }, jobs)));
    expect(log.events).toHaveLength(150);
  });

  test("of a state that no object can have is refused", async () => {
    const jobs = exports.open();
    const wrong = { ...what, state: "flying" } as const;
    await expect(exports.start(jobs, { what: wrong, format: "csv" })).rejects.toMatchObject({
      code: "invalid-parameter",
    });
  });
});

describe("the page of an order", () => {
  let exports: ExportStage;
  let page: string;
  beforeAll(async () => {
    exports = await stageShop({ customers: 10, days: 2, seed: 3 });
    await exports.stage.record([
      eventAt(0, {
        type: "trace.recorded",
        objects: [{ type: "order", id: "<script>alert(1)</script>" }],
        message: "<img src=x onerror=alert(2)>",
        attributes: { "<b>": "</pre><script>" },
        raw: "</pre><script>alert(3)</script>",
      }),
    ]);
    const what = { kind: "search" } as const;
    page = exports.text(await exports.make({ what, format: "html" }));
  });
  afterAll(() => exports[Symbol.asyncDispose]());

  test("shows what records hold as text, whatever it is", () => {
    expect(page).toContain("&lt;img src=x onerror=alert(2)&gt;");
    expect(page).toContain("&lt;/pre&gt;&lt;script&gt;alert(3)&lt;/script&gt;");
    expect(page.match(/<(script|img|b)\b/i)).toBeNull();
  });

  test("lets in nothing but its own style", () => {
    expect(page).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'">/,
    );
  });

  test("leads from each line of the timeline to its record", () => {
    const anchors = [...page.matchAll(/<article class="record" id="([^"]+)"/g)];
    const links = [...page.matchAll(/<a href="#([^"]+)"/g)];
    expect(anchors.length).toBeGreaterThan(50);
    const known = new Set(anchors.map(([, id]) => id));
    expect(links.filter(([, id]) => !known.has(id))).toEqual([]);
  });

  test("tells verdict, states, findings, money and what belongs to it", async () => {
    const jobs = exports.open();
    const [order] = [...page.matchAll(/<span>order:(\d+)<\/span>/g)].map(([, id]) => id ?? "");
    const what = { kind: "object", type: "order", id: order ?? "" } as const;
    const told = exports.text(await exports.make({ what, format: "html" }, jobs));
    for (const heading of ["What happened", "States", "Money", "Belongs with", "Timeline"]) {
      expect(told).toContain(`<h3>${heading}</h3>`);
    }
    expect(told).toContain(`>Order ${order}</h2>`);
    expect(told).toMatch(/<\/html>\n$/);
  });
});
