import { expect, test } from "vitest";
import { duesOf } from "../../../../dashboards/src/routes/timeline/dues.ts";
import {
  lineAt,
  places,
  sharesObject,
} from "../../../../dashboards/src/routes/timeline/lane-lines.ts";
import { layOutLanes } from "../../../../dashboards/src/routes/timeline/lanes.ts";
import { entry } from "../../entries.ts";
import { finding } from "./findings.ts";

const at = (second: number) => `2016-07-27T09:32:0${second}.000Z`;
const order = { type: "order", id: "100000123" } as const;
const payment = { type: "payment", id: "p1" };
const entries = [
  entry({ seq: 1, time: at(1), type: "order.numberReserved", objects: [order] }),
  entry({ seq: 2, time: at(2), type: "payment.captured", objects: [payment, order] }),
  entry({ seq: 3, time: at(3), type: "order.placed", objects: [order] }),
  entry({ seq: 4, time: at(8), type: "order.replicated", objects: [order] }),
];
const missing = finding({ rule: "license.missing", since: at(5), evidence: ["main:2"] });
const layout = layOutLanes(entries, duesOf({ object: order, findings: [missing] }));
const [due] = layout.dues;
const license = layout.lanes.findIndex(({ type }) => type === "license");
const ofOrder = layout.lanes.findIndex(({ type }) => type === "order");

test("a license that was never made has a lane of its own, without an ID", () => {
  expect(layout.lanes[license]?.ids).toEqual([]);
  expect(layout.dues).toMatchObject([{ lane: license, from: 1, after: 2 }]);
});

test("its line is dotted from what it is owed for to the deadline, and red from there to the end", () => {
  const lines = [
    places.aboveEntry(1),
    places.belowEntry(1),
    places.aboveEntry(2),
    places.aboveDue(due),
    places.belowDue(due),
    places.aboveEntry(3),
    places.belowEntry(3),
  ].map((place) => lineAt(layout, license, place));
  expect(lines).toEqual([null, "awaited", "awaited", "awaited", "missing", "missing", null]);
});

test("a lane with records goes on through a deadline of another", () => {
  expect(lineAt(layout, ofOrder, places.aboveDue(due))).toBe("solid");
  expect(lineAt(layout, ofOrder, places.belowEntry(3))).toBeNull();
});

test("of two deadlines after the last record, the second is awaited past the first", () => {
  const first = finding({ rule: "mail.missing", since: "2016-07-27T10:00:00.000Z" });
  const second = finding({ rule: "license.missing", since: "2016-07-27T11:00:00.000Z" });
  const late = layOutLanes(entries, duesOf({ object: order, findings: [first, second] }));
  const number = late.dues[1]?.lane ?? -1;
  expect(lineAt(late, number, places.belowDue(late.dues[0]))).toBe("awaited");
  expect(lineAt(late, number, places.belowDue(late.dues[1]))).toBeNull();
});

test("what is missing on another order stands on that order's lane", () => {
  const other = { type: "order", id: "100000200" } as const;
  const mail = finding({ rule: "mail.missing", since: at(5), on: other });
  const both = layOutLanes(
    [...entries, entry({ seq: 5, time: at(9), type: "order.placed", objects: [other] })],
    duesOf({ object: order, findings: [mail] }),
  );
  expect(both.lanes[both.dues[0]?.lane ?? -1]?.ids).toEqual(["100000200"]);
});

test("records of the same object are those on its lane or touching it", () => {
  const isOfPayment = sharesObject(layout, 1);
  expect([0, 1, 2, 3].map(isOfPayment)).toEqual([false, true, false, false]);
  const isOfOrder = sharesObject(layout, 0);
  expect([0, 1, 2, 3].map(isOfOrder)).toEqual([true, true, true, true]);
  expect(sharesObject(layout, -1)(3)).toBe(true);
});
