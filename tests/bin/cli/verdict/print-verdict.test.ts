import { expect, test } from "vitest";
import { printVerdict, type VerdictOptions } from "#bin/cli/verdict/print-verdict.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { QueryStage, type StagedEvent } from "../../../query/query-stage.ts";
import { CAPTURED_AGAIN, SALE, saleWithout } from "../../../query/objects/sale.ts";
import { Screen } from "../screen.ts";

async function orderOf(events: readonly StagedEvent[], asOf?: string): Promise<ObjectAnswer> {
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.record(events);
  return await stage.engine.object({
    ...stage.request(),
    type: "order",
    id: "38-211449",
    limit: 100,
    ...(asOf !== undefined && { asOf }),
  });
}

async function printed(answer: ObjectAnswer, options: Partial<VerdictOptions> = {}) {
  const screen = new Screen({ columns: 160 });
  await printVerdict(screen.terminal, answer, { output: "table", ...options });
  return await screen.read();
}

test("an order with which nothing is wrong says so, with its state, money and what belongs to it", async () => {
  const { out, note } = await printed(await orderOf(SALE));
  expect(out).toMatch(
    /^order 100000047 \(38-211449\): completed since 2026-01-10 09:02:07\.000 UTC\nordered 64\.00 EUR, captured 64\.00 EUR/,
  );
  expect(out).toContain("Nothing is wrong with it.");
  expect(out).toMatch(/payment +payment +P7 +captured/);
  expect(out).toMatch(/license +license +LN7 +active/);
  expect(out).not.toContain("Still to come");
  expect(note).toMatch(/^coverage: complete/);
});

test("findings stand before the timeline, the gravest first, with the records that prove them", async () => {
  const { out } = await printed(await orderOf([...saleWithout("mail.sent"), CAPTURED_AGAIN]));
  expect(out).toMatch(/^order 100000047 .+ – 3 findings\n/);
  const critical = out.indexOf("payment.duplicate-capture");
  expect(critical).toBeGreaterThan(0);
  expect(out.indexOf("mail.missing")).toBeGreaterThan(critical);
  expect(out.indexOf("Timeline, ")).toBeGreaterThan(out.indexOf("mail.missing"));
  expect(out).toMatch(/payment P7 .+ main:5, main:12\n/);
});

test("what is owed and not due yet is listed", async () => {
  const { out } = await printed(await orderOf(SALE, "2026-01-10T09:02:02.500Z"));
  expect(out).toContain("Still to come:");
  expect(out).toMatch(/invoice +open +\S+ +2026-01-10T10:02:01\.\d00Z/);
});

test("in sentences each names its records", async () => {
  const { out } = await printed(await orderOf(SALE), { narrative: true });
  const lines = out.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^Order 100000047.+\[main:\d+\]$/);
  expect(lines.at(-1)).not.toContain("[main:");
});

test("JSON is the whole answer, rows are the timeline", async () => {
  const answer = await orderOf(SALE);
  const { out } = await printed(answer, { output: "json" });
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(answer)));
  const csv = (await printed(answer, { output: "csv" })).out.trimEnd().split("\n");
  expect(csv).toHaveLength(SALE.length + 1);
});

test("types and relations are told in words; where nothing was known yet, nothing is said to be right", async () => {
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.record([
    {
      type: "giftCard.issued",
      time: "2026-01-10T09:00:00.000Z",
      unattributed: "none",
      objects: [
        { type: "giftCard", id: "FA1" },
        { type: "order", id: "100000047" },
      ],
      amount: { minor: 5_000, currency: "EUR" },
    },
  ]);
  const request = { ...stage.request(), type: "giftCard" as const, id: "FA1", limit: 100 };
  const { out } = await printed(await stage.engine.object(request));
  expect(out).toMatch(/^gift card FA1: active/);
  expect(out).toMatch(/\nbought in +order +100000047 /);
  const before = await stage.engine.object({ ...request, knownAt: "2020-01-01T00:00:00.000Z" });
  expect((await printed(before)).out).not.toContain("Nothing is wrong");
});
