import { expect, test } from "vitest";
import { duesOf } from "../../../../dashboards/src/routes/timeline/dues.ts";
import { layOutLanes } from "../../../../dashboards/src/routes/timeline/lanes.ts";
import { laneLabels } from "../../../../dashboards/src/routes/timeline/overview-labels.ts";
import { overviewScale } from "../../../../dashboards/src/routes/timeline/overview-points.ts";
import { entry } from "../../entries.ts";
import { finding } from "./findings.ts";

const object = { type: "order", id: "100000123" } as const;
const payment = { type: "payment", id: "p1" };
const entries = [
  entry({ seq: 1, time: "2016-07-24T05:00:00.000Z", type: "order.placed", objects: [object] }),
  entry({
    seq: 2,
    time: "2016-07-24T05:10:00.000Z",
    type: "payment.captured",
    objects: [payment, object],
  }),
];
const missing = finding({
  rule: "license.missing",
  since: "2016-07-24T05:25:00.000Z",
  evidence: ["main:2"],
});
const layout = layOutLanes(entries, duesOf({ object, findings: [missing] }));
const scale = overviewScale(entries, layout.dues);
const words = {
  state: (state: string) => state,
  outcome: ({ type }: { readonly type: string }) =>
    type === "payment.captured" ? "captured" : undefined,
  missing: "missing",
};

function labelsOn(type: string, widthPx: number) {
  const toPx = (share: number) => share * widthPx;
  const drawing = { entries, layout, scale, toPx, widthPx };
  const number = layout.lanes.findIndex((lane) => lane.type === type);
  return laneLabels(drawing, number, { object }, words);
}

test("records and deadlines stand on one axis", () => {
  expect(scale.points).toHaveLength(3);
  expect([scale.ofEntry, scale.ofDue]).toEqual([[0, 1], [2]]);
  expect(scale.positions.at(-1)).toBeCloseTo(1, 9);
});

test("an outcome is named beside its mark, what is missing beside its deadline", () => {
  expect(labelsOn("payment", 1000)).toMatchObject([{ label: "captured", isMissing: false }]);
  const [label] = labelsOn("license", 1000);
  expect(label).toMatchObject({ label: "missing", isMissing: true });
  // At the right end it stands before the mark, not outside.
  expect(label?.atPx).toBeLessThan(1000);
});

test("without room nothing is named but what is missing", () => {
  expect(labelsOn("payment", 60)).toEqual([]);
  expect(labelsOn("license", 60)).toHaveLength(1);
});
