import { expect, test } from "vitest";
import { QueryStage, type StagedEvent } from "../query-stage.ts";
import { CAPTURED_AGAIN, SALE, saleWithout } from "./sale.ts";

/** Another sale of the same course, each ID with another ending, and so much later. */
function otherSale(events: readonly StagedEvent[], laterMs: number): StagedEvent[] {
  return events.map((event): StagedEvent => ({
    ...event,
    id: `other-${event.id}`,
    transactionId: "ZZ80WKRYTI9QUMJ4",
    time: new Date(Date.parse(event.time) + laterMs).toISOString(),
    objects: (event.objects ?? []).map(({ type, id, role }) =>
      Object.assign(
        { type, id: id === "38-211449" ? "38-211450" : `${id}1` },
        role === undefined ? {} : { role },
      ),
    ),
  }));
}

const MINUTE_MS = 60_000;

async function compare(events: readonly StagedEvent[], left: string, right: string) {
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.record(events);
  return await stage.engine.compare({ ...stage.request(), left, right });
}

test("an order beside the normal course: what came, what never came, what was too much", async () => {
  const answer = await compare(
    [...saleWithout("mail.sent"), CAPTURED_AGAIN],
    "order:38-211449",
    "normal",
  );
  expect(answer.left).toMatchObject({ object: { id: "100000047" }, state: "completed" });
  expect(answer.left.findings.map(({ rule }) => rule)).toContain("mail.missing");
  expect(answer.right).toBeNull();
  const pairs = answer.steps.filter(({ left, right }) => left !== null && right !== null);
  expect(pairs.map(({ left, right }) => [left?.name, right?.name])).toEqual(
    expect.arrayContaining([
      ["order.numberReserved", "numberReserved"],
      ["order.placed", "placed"],
    ]),
  );
  const never = answer.steps.filter(
    ({ left, counterpart }) => left === null && counterpart === null,
  );
  expect(never.map(({ right }) => right?.name)).toEqual(["mailed"]);
  const alone = answer.steps.filter(({ right }) => right === null).map(({ left }) => left?.name);
  expect(alone.filter((name) => name === "payment.captured")).toHaveLength(2);
  expect(answer.milestones.find(({ name }) => name === "mailed")).toMatchObject({
    left: null,
    right: null,
    isNormal: true,
  });
  expect(answer.milestones.find(({ name }) => name === "placed")?.left).toEqual({
    at: "2026-01-10T09:02:01.100Z",
    sinceStartMs: 1_100,
  });
});

test("two orders of the same course differ in nothing but their waits", async () => {
  const slower = SALE.map((event) =>
    event.type === "order.completed" ? { ...event, time: "2026-01-10T09:12:07.000Z" } : event,
  );
  const other = otherSale(slower, 60 * MINUTE_MS);
  const answer = await compare([...SALE, ...other], "order:1000000471", "order:100000047");
  expect(answer.left.object.id).toBe("1000000471");
  expect(answer.right?.object.id).toBe("100000047");
  expect(answer.steps.every(({ left, right }) => left?.name === right?.name)).toBe(true);
  const differing = answer.steps.filter(({ waitDifferenceMs }) => (waitDifferenceMs ?? 0) !== 0);
  expect(differing.map(({ left, waitDifferenceMs }) => [left?.name, waitDifferenceMs])).toEqual([
    ["order.completed", 10 * MINUTE_MS],
  ]);
  expect(answer.coverage.status).toBe("complete");
});

test.each([
  ["order", "normal", /`left` names no object/],
  ["order:", "normal", /`left` names no object/],
  ["customer:1", "normal", /Types: order, quote, giftCard/],
  ["order:1", "usual", /`right` names no object.+or `normal`/],
  ["order:1", "license:2", /only like is compared with like/],
])("%s with %s is refused", async (left, right, message) => {
  await expect(compare([], left, right)).rejects.toMatchObject({
    code: "invalid-parameter",
    message: expect.stringMatching(message),
  });
});

test("what is not there cannot be compared", async () => {
  await expect(compare(SALE, "order:100000047", "order:5")).rejects.toMatchObject({
    code: "not-found",
  });
});
