import { describe, expect, test } from "vitest";
import { MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, INDEX_KINDS, QueryStage } from "../query-stage.ts";

function facets(stage: QueryStage, fields: string[], q = "", limit = 10) {
  return stage.engine.facets({ ...stage.request(), fields, q, limit });
}

describe.each(INDEX_KINDS)("facets over %s", (index) => {
  test("count values, most frequent first, written as their producers write them", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([
      ...MOODLE_VISIT,
      eventAt(0, { type: "quote.itemAdded", outcome: "Success" }),
      eventAt(1, { type: "quote.itemAdded", outcome: "Success" }),
    ]);
    const answer = await facets(stage, ["type", "source", "outcome", "level"], "", 2);
    expect(answer).toMatchObject({
      total: 9,
      items: [
        {
          field: "type",
          values: [
            { value: "quote.itemAdded", count: 2 },
            { value: "fulfillment.handlerMissing", count: 1 },
          ],
        },
        {
          field: "source",
          values: [
            { value: "moodle", count: 7 },
            { value: "shop", count: 2 },
          ],
        },
        { field: "outcome", values: [{ value: "Success", count: 2 }] },
        {
          field: "level",
          values: [
            { value: "error", count: 1 },
            { value: "warning", count: 1 },
          ],
        },
      ],
      coverage: { status: "complete" },
    });
    // The same through a scan of the records.
    expect(await facets(stage, ["type", "source", "outcome", "level"], "-amount:*", 2)).toEqual(
      answer,
    );
  });

  test("count only what matches", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    const answer = await facets(stage, ["type"], "payment");
    expect(answer).toMatchObject({
      total: 1,
      items: [{ field: "type", values: [{ value: "payment.captured", count: 1 }] }],
    });
    expect((await facets(stage, ["type"], "tx:none")).items).toEqual([
      { field: "type", values: [] },
    ]);
  });
});

test("other fields are refused, with those that can be counted", async () => {
  await using stage = new QueryStage();
  await expect(facets(stage, ["type", "message"])).rejects.toMatchObject({
    code: "invalid-parameter",
    message: expect.stringContaining("fields are type, source, outcome, level"),
    detail: { fields: ["type", "source", "outcome", "level"] },
  });
});
