import { expect, test } from "vitest";
import { layOutLanes } from "../../../../dashboards/src/routes/timeline/lanes.ts";
import { entry } from "../../entries.ts";

const at = (second: number) => `2016-07-24T05:26:0${second}.000Z`;
const quote = { type: "quote", id: "7741" };
const order = { type: "order", id: "100000123" };

test("each object has a lane, in the order in which a sale meets them", () => {
  const { lanes, rows } = layOutLanes([
    entry({ seq: 1, time: at(1), type: "product.selected" }),
    entry({ seq: 2, time: at(2), type: "quote.created", objects: [quote] }),
    entry({ seq: 3, time: at(3), type: "order.numberReserved", objects: [order, quote] }),
    entry({
      seq: 4,
      time: at(4),
      type: "payment.requested",
      objects: [{ type: "payment", id: "p1" }, order],
    }),
  ]);
  expect(lanes.map(({ type, ids, first, last }) => [type, ids, first, last])).toEqual([
    ["transaction", [], 0, 3],
    ["quote", ["7741"], 1, 2],
    ["order", ["100000123"], 2, 3],
    ["payment", ["p1"], 3, 3],
  ]);
  expect(rows).toEqual([
    { marked: 0, touched: [] },
    { marked: 1, touched: [0] },
    { marked: 2, touched: [1] },
    { marked: 3, touched: [2] },
  ]);
});

test("attempts to pay share one lane", () => {
  const { lanes } = layOutLanes(
    ["p1", "p2", "p3"].map((id, index) =>
      entry({
        seq: index + 1,
        time: at(index),
        type: "payment.requested",
        objects: [{ type: "payment", id }],
      }),
    ),
  );
  expect(lanes.filter(({ type }) => type === "payment")).toHaveLength(1);
  expect(lanes.find(({ type }) => type === "payment")?.ids).toEqual(["p1", "p2", "p3"]);
});

test("an order's foreign ID is the same order", () => {
  const { lanes } = layOutLanes([
    entry({
      seq: 1,
      time: at(1),
      type: "order.placed",
      objects: [order, { type: "order", id: "38-211449", role: "foreignId" }],
    }),
  ]);
  expect(lanes.filter(({ type }) => type === "order").map(({ ids }) => ids)).toEqual([
    ["100000123"],
  ]);
});

test("too many objects share the lane of their type", () => {
  const { lanes } = layOutLanes(
    Array.from({ length: 9 }, (_, index) =>
      entry({
        seq: index + 1,
        time: at(index),
        type: "license.generated",
        objects: [{ type: "license", id: `L${index}` }],
      }),
    ),
  );
  expect(lanes.map(({ type, ids }) => [type, ids.length])).toEqual([
    ["transaction", 0],
    ["license", 9],
  ]);
});

test("a transaction without objects is one lane", () => {
  const { lanes, rows } = layOutLanes([
    entry({ seq: 1, time: at(1), type: "payment.requested" }),
    entry({
      seq: 2,
      time: at(2),
      type: "order.completed",
      objects: [{ type: "transaction", id: "TU80WKRYTI9QUMJ4" }],
    }),
  ]);
  expect(lanes.map(({ type }) => type)).toEqual(["transaction"]);
  expect(rows.map(({ marked }) => marked)).toEqual([0, 0]);
});
