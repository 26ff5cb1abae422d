import { describe, expect, test } from "vitest";
import { CANDIDATES_MAX, GIVEN_CHARACTERS_MAX } from "#query/rescue/resolve-identifier.ts";
import { MOODLE_TRANSACTION, MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, hidden, INDEX_KINDS, QueryStage, type StagedEvent } from "../query-stage.ts";

function resolve(stage: QueryStage, given: string) {
  return stage.engine.resolve({ ...stage.request(), given });
}

function orderEvent(id: string): StagedEvent {
  return eventAt(0, { objects: [{ type: "order", id }] });
}

describe.each(INDEX_KINDS)("resolving over %s", (index) => {
  test.each([
    ["TU80WKRYTI9QUMJ4", true, /as given/],
    ["[tu80-wkry ti9q-umj4]", true, /as given/],
    ["TU80WKRYTl9QUMJ4", false, /`l` read as `I`/],
    ["TUBOWKRYT19QUMJ4", false, /read as/],
    ["TU80WKRXTI9QUMJ4", false, /one wrong character/],
    ["UT80WKRYTI9QUMJ4", false, /swapped/],
    ["TU80WKRYTI9QUMJ", false, /missing|begin/],
    ["TU80WKRYTII9QUMJ4", false, /too many/],
    ["TU80WK", false, /begin/],
  ])("%s leads to the transaction with the reason", async (given, exact, reason) => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0, { transactionId: "AAAABBBBCCCCDDDD" }), ...MOODLE_VISIT]);
    const answer = await resolve(stage, given);
    expect(answer.given).toBe(given);
    expect(answer.items[0]).toMatchObject({
      objectType: "transaction",
      id: MOODLE_TRANSACTION,
      exact,
      reason: expect.stringMatching(reason),
    });
    expect(answer.items.length).toBe(1);
    expect(answer.tried.some(({ found }) => found > 0)).toBe(true);
    expect(answer.coverage.status).toBe("complete");
  });

  test.each(["AAAABBBBCCCCDDDD", "TU80W", "XX80WKRYTI9QUMXX", "???", "no such thing"])(
    "%s leads nowhere, and the answer lists what was tried",
    async (given) => {
      await using stage = new QueryStage({ index });
      await stage.record(MOODLE_VISIT);
      const answer = await resolve(stage, given);
      expect(answer.items).toEqual([]);
      expect(answer.tried.length).toBeGreaterThan(0);
      expect(answer.tried.every(({ what, found }) => what !== "" && found === 0)).toBe(true);
    },
  );

  test("an exact ID comes alone; its likes come when it is none", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(["100000121", "100000122", "100000123"].map(orderEvent));
    expect((await resolve(stage, "100000122")).items).toMatchObject([
      { objectType: "order", id: "100000122", exact: true, score: 1, differences: [] },
    ]);
    const likes = await resolve(stage, "order no. 100000128");
    expect(likes.items.map(({ id }) => id).toSorted()).toEqual([
      "100000121",
      "100000122",
      "100000123",
    ]);
    expect(likes.items.every(({ exact }) => !exact)).toBe(true);
  });

  test("the ID as written comes first, then the object its form tells of", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([
      eventAt(0, {
        objects: [
          { type: "customer", id: "100000123" },
          { type: "invoice", id: "100000123" },
          { type: "order", id: "100000123" },
          { type: "customer", id: "1000-00123" },
        ],
      }),
    ]);
    const named = async (given: string) => {
      const { items } = await resolve(stage, given);
      return items.map(({ objectType, id, exact }) => `${objectType} ${id} ${exact}`);
    };
    expect(await named("100000123")).toEqual([
      "order 100000123 true",
      "invoice 100000123 true",
      "customer 100000123 true",
      "customer 1000-00123 true",
    ]);
    expect(await named("1000-00123")).toEqual([
      "customer 1000-00123 true",
      "order 100000123 true",
      "invoice 100000123 true",
      "customer 100000123 true",
    ]);
  });

  test.each([
    [
      "38-211449",
      "read as foreign ID, order number, reference of a record, line item ID, gift-card code or free-form ID",
    ],
    [
      "[tu80 wkry ti9q umj4]",
      "read as transaction ID, order number, line item ID, gift-card code or free-form ID",
    ],
    [
      "Order no. 100000123",
      "read as order number, reference of a record, line item ID, gift-card code or free-form ID",
    ],
    ["Ωmega", "read as free-form ID"],
  ])("%s is said to be what it can be by its form", async (given, words) => {
    await using stage = new QueryStage({ index });
    await stage.record([orderEvent("100000123"), orderEvent("38-211449"), ...MOODLE_VISIT]);
    const { items, tried } = await resolve(stage, given);
    expect(tried[0]?.what).toBe(words);
    expect(tried[0]?.found).toBe(items.filter(({ exact }) => exact).length);
  });

  test("a foreign ID is found as the order's", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([
      eventAt(0, { objects: [{ type: "order", id: "38-211449", role: "foreignId" }] }),
    ]);
    for (const given of ["38-211449", "38211449", "FID 38 211449"]) {
      expect((await resolve(stage, given)).items[0]).toMatchObject({
        objectType: "order",
        id: "38-211449",
        exact: true,
      });
    }
  });

  test("a gift-card code or license number leads to its object, by exact value alone", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([
      eventAt(0, {
        type: "giftCard.issued",
        objects: [
          { type: "order", id: "100000123" },
          { type: "giftCard", id: "FA-7" },
        ],
        attributes: { code: hidden("4111-0917-2222") },
      }),
      eventAt(1, {
        type: "license.generated",
        objects: [{ type: "license", id: "LN-9" }],
        attributes: { licenseNumber: hidden("AVG-555-XYZ") },
      }),
      eventAt(2, { attributes: { email: hidden("ada@example.org") } }),
    ]);
    const card = await resolve(stage, "4111-0917-2222");
    expect(card.items).toEqual([
      {
        objectType: "giftCard",
        id: "FA-7",
        exact: true,
        score: 1,
        reason: "its gift-card code is what was given",
        differences: [],
      },
    ]);
    expect(card.tried).toContainEqual({ what: "gift-card code, by its keyed hash", found: 1 });
    expect((await resolve(stage, "AVG-555-XYZ")).items).toMatchObject([
      { objectType: "license", id: "LN-9" },
    ]);
    expect((await resolve(stage, "ada@example.org")).items).toMatchObject([
      { objectType: "transaction", id: MOODLE_TRANSACTION },
    ]);
    expect((await resolve(stage, "4111-0917-2223")).items).toEqual([]);
  });

  test("the reference of a record and an event type are not IDs, and are said to be what they are", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    expect(await resolve(stage, "main:3")).toMatchObject({
      items: [],
      tried: [{ what: expect.stringContaining("open /events/main:3"), found: 0 }],
    });
    expect(await resolve(stage, "payment.captured")).toMatchObject({
      items: [],
      tried: [{ what: expect.stringContaining("search type:payment.captured"), found: 0 }],
    });
  });

  test("many candidates are cut to the best, and the rest is counted", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(
      Array.from({ length: 60 }, (_, place) =>
        eventAt(0, { objects: [{ type: "order", id: `ORDER7-${1_000 + place}` }] }),
      ),
    );
    const answer = await resolve(stage, "ORDER7");
    expect(answer.items.length).toBe(CANDIDATES_MAX);
    expect(answer.tried).toContainEqual({
      what: "further candidates, less likely than those shown",
      found: 40,
    });
    const scores = answer.items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
  });

  test("crowded ranges are searched edit by edit", async () => {
    await using stage = new QueryStage({ index });
    const ids = Array.from(
      { length: 600 },
      (_, place) => `ABCDEFG${String(place).padStart(4, "0")}`,
    );
    await stage.record(ids.map((id) => eventAt(0, { transactionId: id })));
    const answer = await resolve(stage, "ABCDEFG0X99");
    expect(answer.items.map(({ id }) => id)).toContain("ABCDEFG0599");
  });

  test("an index that lags makes the answer partial", async () => {
    await using stage = new QueryStage({ index });
    stage.append(MOODLE_VISIT);
    const answer = await resolve(stage, MOODLE_TRANSACTION);
    expect(answer).toMatchObject({ items: [], coverage: { status: "partial" } });
  });
});

test("nothing and far too much is refused", async () => {
  await using stage = new QueryStage();
  for (const given of ["", "  ", "A".repeat(GIVEN_CHARACTERS_MAX + 1)]) {
    await expect(resolve(stage, given)).rejects.toMatchObject({ code: "invalid-parameter" });
  }
});
