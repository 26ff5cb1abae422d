import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { ROOT, Workplace } from "./running-service.ts";

const SAMPLE = join(ROOT, "tests", "fixtures", "traces", "moodle-trace.txt");
const ID = "TU80WKRYTI9QUMJ4";

test("a trace file, told over the phone, becomes a timeline", async () => {
  await using workplace = new Workplace();
  const { url } = await workplace.serve();

  const ingested = await workplace.run(["ingest", SAMPLE, "--timezone", "Europe/Paris"], { url });
  expect(ingested).toMatchObject({ code: 0 });
  expect(ingested.out).toContain("7 accepted, 0 already there, 0 quarantined");

  const again = await workplace.run(["ingest", SAMPLE], { url });
  expect(again.out).toContain("0 accepted, 7 already there");

  const traced = await workplace.run(["trace", ID, "-o", "json"], { url });
  const answer = JSON.parse(traced.out) as ObjectAnswer;
  expect(answer.timeline.map(({ time, type }) => [time, type])).toEqual([
    ["2016-07-27T09:32:13.753Z", "payment.requested"],
    ["2016-07-27T09:32:14.193Z", "payment.captured"],
    ["2016-07-27T09:32:14.761Z", "fulfillment.started"],
    ["2016-07-27T09:32:14.764Z", "fulfillment.handlerMissing"],
    ["2016-07-27T09:32:14.766Z", "trace.recorded"],
    ["2016-07-27T09:32:14.774Z", "order.completed"],
    ["2016-07-27T09:32:15.854Z", "warning.recorded"],
  ]);
  expect(answer.coverage.status).toBe("complete");

  const misheard = await workplace.run(["trace", "tu80 wkry tl9q umj4"], { url });
  expect(misheard.code).toBe(1);
  expect(misheard.out).toContain(ID);
});

test("compressed files, standard input and mended input arrive whole", async () => {
  await using workplace = new Workplace();
  const { url } = await workplace.serve();
  const sample = readFileSync(SAMPLE);
  const gz = join(workplace.directory, "trace.txt.gz");
  const zst = join(workplace.directory, "other.txt.zst");
  writeFileSync(gz, gzipSync(sample));
  writeFileSync(zst, zstdCompressSync(sample));
  for (const file of [gz, zst]) {
    const result = await workplace.run(["ingest", file, "--format", "moodle-trace"], { url });
    expect(result.out).toContain("7 accepted");
  }

  const piped = await workplace.run(["ingest", "-", "--format", "events"], {
    url,
    input:
      '{"type":"order.placed","time":"2026-02-30T10:00:00.000Z"}\n{"type":"order.placed","time":"2026-02-03T10:00:00.000Z"}\n',
  });
  expect(piped.code).toBe(1);
  expect(piped.out).toContain("1 accepted, 0 already there, 1 quarantined");

  const listed = await workplace.run(["quarantine", "-o", "json"], { url });
  expect(listed.code).toBe(1);
  const [item] = JSON.parse(listed.out) as { itemId: string }[];
  const shown = await workplace.run(["quarantine", "show", item?.itemId ?? ""], { url });
  expect(shown.out).toContain("2026-02-30");

  const mended = shown.out.replace("02-30", "02-28");
  const retried = await workplace.run(
    ["quarantine", "retry", item?.itemId ?? "", "--content", "-"],
    {
      url,
      input: mended,
    },
  );
  expect(retried).toMatchObject({ code: 0 });
  const found = await workplace.run(["search", "type:order.placed", "-o", "ndjson"], { url });
  expect(found.out.trim().split("\n")).toHaveLength(2);
});

test("wrong use exits with 2 and says what is right", async () => {
  await using workplace = new Workplace();
  const { url } = await workplace.serve();
  expect(await workplace.run(["serch", "x"], { url })).toMatchObject({ code: 2 });
  const query = await workplace.run(["search", "type:("], { url });
  expect(query.code).toBe(2);
  expect(query.note).toContain("^");
  expect(await workplace.run(["serve", "--port", "99999"])).toMatchObject({ code: 2 });
  const away = await workplace.run(["search", "x"], { url: "http://127.0.0.1:9" });
  expect(away.code).toBe(3);
  expect(away.note).toContain("tracewell serve");
});

test("the index is a view: rebuilt from the ledger it has the same digest", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  await workplace.run(["ingest", SAMPLE], { url: service.url });
  await service.kill("SIGTERM");
  const rebuilt = await workplace.run(["rebuild"]);
  expect(rebuilt).toMatchObject({ code: 0 });
  const [, before, after] =
    /before ([0-9a-f]{64})\nafter {2}([0-9a-f]{64})/.exec(rebuilt.out) ?? [];
  expect(before).toBeDefined();
  expect(after).toBe(before);
  const again = await workplace.run(["rebuild", "-o", "json"]);
  expect(JSON.parse(again.out)).toMatchObject([
    { view: "index", digestBefore: before, equal: true, records: 7 },
    { view: "lifecycles", equal: true, records: 7 },
  ]);
  const { url } = await workplace.serve();
  const found = await workplace.run(["search", ID, "-o", "json"], { url });
  expect((JSON.parse(found.out) as EventList["items"]).length).toBe(7);
});
