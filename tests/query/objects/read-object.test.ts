import { describe, expect, test } from "vitest";
import type { ObjectRequest } from "#query/query-engine.ts";
import { hidden, INDEX_KINDS, QueryStage, type StagedEvent } from "../query-stage.ts";
import { ACTIVATED, CAPTURED_AGAIN, SALE, SALE_TRANSACTION, saleWithout } from "./sale.ts";

type Options = Partial<Omit<ObjectRequest, "facts" | "nowMs" | "type" | "id">>;

function ask(stage: QueryStage, type: ObjectRequest["type"], id: string, options: Options = {}) {
  return stage.engine.object({ ...stage.request(), type, id, limit: 100, ...options });
}

async function staged(index: "oracle" | "sqlite", events: readonly StagedEvent[]) {
  const stage = new QueryStage({ index });
  await stage.record(events);
  return stage;
}

/** A card with the code of all cards here. */
const issued = (id: string, time: string): StagedEvent => ({
  type: "giftCard.issued",
  time,
  unattributed: "none",
  objects: [{ type: "giftCard", id }],
  amount: { minor: 5_000, currency: "EUR" },
  attributes: { code: hidden("4711081512345678") },
});

const names = (findings: readonly { rule: string; on: { type: string; id: string } }[] = []) =>
  findings.map(({ rule, on }) => `${rule} ${on.type} ${on.id}`);

describe.each(INDEX_KINDS)("an object over %s", (index) => {
  test("lists a related order once, under its number", async () => {
    await using stage = await staged(index, SALE);
    const { related } = await ask(stage, "license", "LN7");
    const orders = related.filter(({ type }) => type === "order").map(({ id }) => id);
    expect(orders).toEqual(["100000047"]);
  });

  test.each(["100000047", "38-211449", "38 211449", " 100-000-047 "])(
    "is found as `%s`, under its number",
    async (id) => {
      await using stage = await staged(index, SALE);
      const answer = await ask(stage, "order", id);
      expect(answer.object).toEqual({ type: "order", id: "100000047" });
      expect(answer.lifecycle).toMatchObject({
        state: "completed",
        aliases: ["38-211449"],
        asOf: "2026-02-01T00:00:00.000Z",
        money: { ordered: { minor: 6_400, currency: "EUR" } },
      });
      expect(answer.findings).toEqual([]);
      expect(answer.coverage.status).toBe("complete");
    },
  );

  test("tells the records of linked objects along, and by what they belong to it", async () => {
    await using stage = await staged(index, [...SALE, ACTIVATED]);
    const { timeline, summary } = await ask(stage, "order", "100000047");
    expect(summary.records).toBe(SALE.length + 1);
    expect(timeline.map(({ seq }) => seq)).toEqual(SALE.map((_, place) => place + 1).concat(14));
    const through = timeline.flatMap((entry) =>
      entry.through === undefined ? [] : [[entry.type, entry.through]],
    );
    const quote = { type: "quote", id: "Q7", relation: "quote" };
    expect(through).toEqual([
      ["quote.created", quote],
      ["checkout.started", quote],
      ["license.activated", { type: "license", id: "LN7", relation: "license" }],
    ]);
  });

  test("lists what belongs to it with relation, state and number of findings", async () => {
    await using stage = await staged(index, [...SALE, CAPTURED_AGAIN]);
    const { related, findings } = await ask(stage, "order", "100000047");
    expect(names(findings)).toEqual([
      "payment.duplicate-capture payment P7",
      "order.amount-mismatch order 100000047",
    ]);
    expect(
      related.map(({ type, id, relation, findings: count }) => [type, id, relation, count]),
    ).toEqual(
      expect.arrayContaining([
        ["transaction", SALE_TRANSACTION, "transaction", 0],
        ["quote", "Q7", "quote", 0],
        ["payment", "P7", "payment", 1],
        ["license", "LN7", "license", 0],
        ["invoice", "INV7", "invoice", 0],
      ]),
    );
    const stateOf = (type: string) => related.find((object) => object.type === type)?.state;
    expect(stateOf("payment")).toBe("captured");
    expect(stateOf("quote")).toBe("ordered");
    expect(stateOf("invoice")).toBeNull();
  });

  test("names each finding of what belongs together once, wherever it is asked for", async () => {
    await using stage = await staged(index, [...saleWithout("mail.sent"), CAPTURED_AGAIN]);
    const expected = new Set([
      "payment.duplicate-capture payment P7",
      "order.amount-mismatch order 100000047",
      "mail.missing order 100000047",
    ]);
    for (const [type, id] of [
      ["order", "38-211449"],
      ["transaction", SALE_TRANSACTION],
      ["payment", "P7"],
    ] as const) {
      const { findings } = await ask(stage, type, id);
      expect(new Set(names(findings))).toEqual(expected);
      expect(findings).toHaveLength(expected.size);
    }
  });

  test("tells its life in sentences that cite records, and ends with what is not known", async () => {
    await using stage = await staged(index, [...SALE, CAPTURED_AGAIN]);
    const { narrative = [] } = await ask(stage, "order", "100000047");
    expect(narrative[0]?.text).toContain("100000047");
    expect(
      narrative.some(({ text, evidence }) => {
        return text.includes("captured") && evidence.includes("main:14");
      }),
    ).toBe(true);
    expect(narrative.at(-1)?.chapter).toBe("unknown");
    const cited = narrative.filter(({ chapter }) => chapter !== "unknown");
    expect(cited.every(({ evidence }) => evidence.length > 0)).toBe(true);
  });

  test("without verdict has no lifecycle, findings and narrative, and the same timeline", async () => {
    await using stage = await staged(index, [...SALE, CAPTURED_AGAIN]);
    const whole = await ask(stage, "order", "100000047");
    const plain = await ask(stage, "order", "100000047", { verdict: false });
    expect(plain.timeline).toEqual(whole.timeline);
    expect(plain.summary).toEqual(whole.summary);
    expect(Object.keys(plain)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(lifecycle|findings|narrative)$/)]),
    );
    expect(plain.related[0]).toEqual({
      type: whole.related[0]?.type,
      id: whole.related[0]?.id,
      roles: [],
      records: whole.related[0]?.records,
    });
  });

  test("as of a moment has the state and the findings of that millisecond", async () => {
    await using stage = await staged(index, [...SALE, CAPTURED_AGAIN]);
    const at = async (time: string) => {
      const { lifecycle, findings } = await ask(stage, "order", "38-211449", {
        asOf: `2026-01-10T${time}Z`,
      });
      return [lifecycle?.state, names(findings)];
    };
    expect(await at("09:02:01.099")).toEqual(["reserved", []]);
    expect(await at("09:02:01.100")).toEqual(["paid", []]);
    expect(await at("09:29:59.999")).toEqual(["completed", []]);
    const [, late] = await at("09:30:00.000");
    expect(late).toContain("payment.duplicate-capture payment P7");
  });

  test("as of a time before its first record is empty", async () => {
    await using stage = await staged(index, SALE);
    const answer = await ask(stage, "order", "100000047", { asOf: "2026-01-01" });
    expect(answer).toMatchObject({
      object: { id: "100000047" },
      lifecycle: { state: "unknown", states: [], findings: [] },
      timeline: [],
      findings: [],
    });
  });

  test("as known at a moment is judged by what had been recorded, at that moment", async () => {
    await using stage = new QueryStage({ index });
    stage.recordedAtMs = Date.parse("2026-01-10T10:00:00.000Z");
    await stage.record(saleWithout("mail.sent"));
    stage.recordedAtMs = Date.parse("2026-01-11T10:00:00.000Z");
    await stage.record(SALE.filter(({ type }) => type === "mail.sent"));
    const knownAt = async (time: string) => {
      const answer = await ask(stage, "order", "100000047", { knownAt: time });
      return [answer.lifecycle?.asOf, names(answer.findings)];
    };
    expect(await knownAt("2026-01-10T12:00:00Z")).toEqual([
      "2026-01-10T12:00:00.000Z",
      ["mail.missing order 100000047"],
    ]);
    expect(await knownAt("2026-01-11T12:00:00Z")).toEqual(["2026-01-11T12:00:00.000Z", []]);
    const before = await ask(stage, "order", "100000047", { knownAt: "2026-01-09" });
    expect(before).toMatchObject({ object: { id: "100000047" }, timeline: [] });
    expect(before.lifecycle).toBeUndefined();
  });

  test("says when a record carries a time after now, and does not judge it", async () => {
    await using stage = await staged(index, [
      ...SALE,
      { ...CAPTURED_AGAIN, time: "2026-03-01T00:00:00.000Z" },
    ]);
    const { timeline, findings, coverage } = await ask(stage, "order", "100000047");
    expect(timeline).toHaveLength(SALE.length + 1);
    expect(findings).toEqual([]);
    expect(coverage).toMatchObject({
      status: "partial",
      reasons: ["1 record carries a time after 2026-02-01T00:00:00.000Z and is not judged."],
    });
  });

  test("a license is found by its number, which only its keyed hash tells", async () => {
    await using stage = await staged(index, [...SALE, ACTIVATED]);
    const answer = await ask(stage, "license", "abcd-1234-efgh");
    expect(answer.object).toEqual({ type: "license", id: "LN7" });
    expect(answer.lifecycle?.state).toBe("active");
    expect(JSON.stringify(answer)).not.toContain("ABCD-1234-EFGH");
  });

  test("a gift card is found by its code; a code of two cards opens neither", async () => {
    await using stage = await staged(index, [issued("FA1", "2026-01-10T09:00:00.000Z")]);
    const found = await ask(stage, "giftCard", "4711081512345678");
    expect(found.object.id).toBe("FA1");
    expect(found.lifecycle?.money["balance"]).toEqual({ minor: 5_000, currency: "EUR" });
    expect(found.unattributedNearby).toEqual([]);
    await stage.record([issued("FA2", "2026-01-10T10:00:00.000Z")]);
    await expect(ask(stage, "giftCard", "4711081512345678")).rejects.toMatchObject({
      code: "not-found",
      detail: { resolve: "/api/v1/resolve?id=4711081512345678" },
    });
  });

  test("of another type or a misread ID is not guessed", async () => {
    await using stage = await staged(index, SALE);
    await expect(ask(stage, "quote", "100000047")).rejects.toThrow(/No record names the quote/);
    await expect(ask(stage, "order", "100000048")).rejects.toMatchObject({ code: "not-found" });
  });

  test("goes on page by page, though its pages are told through others", async () => {
    await using stage = await staged(index, [...SALE, ACTIVATED]);
    const seqs: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask(stage, "order", "38-211449", {
        limit: 4,
        verdict: cursor === null,
        ...(cursor === null ? {} : { cursor }),
      });
      seqs.push(...page.timeline.map(({ seq }) => seq));
      cursor = page.nextCursor;
      await stage.record([{ ...CAPTURED_AGAIN, id: `later-${seqs.length}` }]);
    } while (cursor !== null);
    expect(seqs).toEqual(SALE.map((_, place) => place + 1).concat(14));
  });

  test("what is found on a record is told once, on the object that was asked for", async () => {
    await using stage = await staged(index, [
      ...SALE,
      { ...CAPTURED_AGAIN, source: "gateway", time: "2026-01-10T09:02:01.000Z" },
    ]);
    for (const [type, id] of [
      ["order", "100000047"],
      ["payment", "P7"],
    ] as const) {
      const { findings } = await ask(stage, type, id);
      const undetermined = names(findings).filter((name) =>
        name.startsWith("time.undetermined-order"),
      );
      expect(undetermined).toEqual([`time.undetermined-order ${type} ${id}`]);
    }
  });

  test("of much that belongs to it some is judged, and the answer says how much is not", async () => {
    const uses = Array.from({ length: 110 }, (_, place): StagedEvent => ({
      type: "giftCard.captured",
      time: new Date(Date.parse("2026-01-11T00:00:00.000Z") + place).toISOString(),
      transactionId: `USE${String(place).padStart(13, "0")}`,
      objects: [
        { type: "giftCard", id: "FA1" },
        { type: "order", id: `2${String(place).padStart(8, "0")}` },
        { type: "payment", id: `P-${place}` },
      ],
      amount: { minor: 10, currency: "EUR" },
      attributes: { authorizationId: `A-${place}` },
    }));
    await using stage = await staged(index, [issued("FA1", "2026-01-10T09:00:00.000Z"), ...uses]);
    const { related, lifecycle, coverage } = await ask(stage, "giftCard", "FA1");
    expect(lifecycle?.money["balance"]).toEqual({ minor: 3_900, currency: "EUR" });
    expect(related).toHaveLength(200);
    expect(coverage.reasons).toEqual([
      "Of 330 related objects the first 200 are listed.",
      "States and findings of 150 related objects of 200 were not looked at.",
    ]);
  });
});
