import { describe, expect, test } from "vitest";
import { CONTEXT_RECORDS_MAX } from "#query/lists/read-event.ts";
import { MOODLE_TRANSACTION, MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, hidden, QueryStage } from "../query-stage.ts";

async function neighbors(stage: QueryStage, reference: string, before: number, after: number) {
  const answer = await stage.engine.context({ ...stage.request(), reference, before, after });
  return {
    before: answer.before.map(({ seq }) => seq),
    seq: answer.event.seq,
    after: answer.after.map(({ seq }) => seq),
    coverage: answer.coverage,
  };
}

describe("one record", () => {
  test("is read by its reference, or by its seq alone in ledger main", async () => {
    await using stage = new QueryStage();
    await stage.record(MOODLE_VISIT);
    const event = await stage.engine.event({ ...stage.request(), reference: "main:4" });
    expect(event).toMatchObject({
      reference: "main:4",
      id: "main:4",
      recordedAt: "2026-01-01T00:00:00.000Z",
      type: "fulfillment.handlerMissing",
      attributes: { handler: "COURSETOBUY" },
    });
    expect(await stage.engine.event({ ...stage.request(), reference: "4" })).toEqual(event);
  });

  test("is readable before it is indexed, and shows protected values as masks", async () => {
    await using stage = new QueryStage();
    stage.append([eventAt(0, { id: "e-1", attributes: { code: hidden("4111-0917") } })]);
    const event = await stage.engine.event({ ...stage.request(), reference: "main:1" });
    expect(event).toMatchObject({ id: "e-1", attributes: { code: "…0917" } });
  });

  test("tells how it differs from the catalog, and shows nothing protected in saying so", async () => {
    await using stage = new QueryStage();
    await stage.record([
      eventAt(0, {
        type: "giftCard.issued",
        objects: [{ type: "giftCard", id: "FA-7" }],
        amount: { minor: 5_000, currency: "EUR" },
        attributes: { code: hidden("4111-0917"), anything: "else" },
      }),
      eventAt(1, { type: "mail.sent", attributes: { bcc: "yes" } }),
      eventAt(2, { type: "shop.opened" }),
    ]);
    const notesOf = async (reference: string) => {
      const { catalogNotes } = await stage.engine.event({ ...stage.request(), reference });
      return catalogNotes.map(({ code, path }) => `${code} ${path}`);
    };
    expect(await notesOf("main:1")).toEqual([]);
    expect(await notesOf("main:2")).toEqual([
      "missing-object objects",
      "missing-object objects",
      "other-kind attributes.bcc",
    ]);
    expect(await notesOf("main:3")).toEqual(["unknown-type type"]);
  });

  test.each([
    ["main:8", "not-found", /ledger main ends at 7/],
    ["east:1", "not-found", /no ledger east/],
    ["main:0", "invalid-parameter", /not a reference/],
    ["seven", "invalid-parameter", /not a reference/],
  ])("%s is %s", async (reference, code, message) => {
    await using stage = new QueryStage();
    await stage.record(MOODLE_VISIT);
    const reading = stage.engine.event({ ...stage.request(), reference });
    await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe("the context of a record", () => {
  test("is its neighbors in the ledger, across segments and up to the ends", async () => {
    await using stage = new QueryStage({ segmentBytesMax: 700 });
    await stage.record(MOODLE_VISIT.slice(0, 3));
    stage.append(MOODLE_VISIT.slice(3, 5));
    stage.append(MOODLE_VISIT.slice(5));
    expect(await neighbors(stage, "main:4", 2, 2)).toMatchObject({
      before: [2, 3],
      seq: 4,
      after: [5, 6],
      coverage: { status: "complete", ledgers: [{ throughSeq: 7, headSeq: 7 }] },
    });
    expect(await neighbors(stage, "main:1", 10, 0)).toMatchObject({ before: [], after: [] });
    expect(await neighbors(stage, "main:7", 100, 100)).toMatchObject({
      before: [1, 2, 3, 4, 5, 6],
      after: [],
    });
  });

  test("is bounded", async () => {
    await using stage = new QueryStage();
    await stage.record(MOODLE_VISIT);
    for (const count of [-1, 1.5, CONTEXT_RECORDS_MAX + 1]) {
      await expect(neighbors(stage, "main:1", count, 0)).rejects.toMatchObject({
        code: "invalid-parameter",
      });
    }
  });
});

test("records that retention removed are said to be gone, wherever they are missed", async () => {
  await using stage = new QueryStage({ segmentBytesMax: 600 });
  for (const event of MOODLE_VISIT) await stage.record([event]);
  stage.dropFirstSegment();
  const list = await stage.engine.events({ ...stage.request(), order: "oldest", limit: 10 });
  const [first] = list.items;
  const gone = (first?.seq ?? 0) - 1;
  expect(gone).toBeGreaterThan(0);
  expect(list.items.length).toBe(7 - gone);
  const reason = expect.stringMatching(/^\d matching records? (is|are) no longer in the ledger\.$/);
  expect(list.coverage).toMatchObject({ status: "partial", reasons: [reason] });
  const traced = {
    ...stage.request(),
    type: "transaction" as const,
    id: MOODLE_TRANSACTION,
    limit: 10,
  };
  expect((await stage.engine.object(traced)).coverage.reasons).toEqual([reason]);
  await expect(
    stage.engine.event({ ...stage.request(), reference: "main:1" }),
  ).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("retention") });
});
