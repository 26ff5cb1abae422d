import { expect, test } from "vitest";
import { drawnLength } from "../../../../dashboards/src/components/chart/drawn-length.ts";

test("full-width characters take nearly twice the room of others", () => {
  expect(drawnLength("")).toBe(0);
  expect(drawnLength("Payment requested")).toBe(17);
  expect(drawnLength("请求支付")).toBeCloseTo(7.6);
  expect(drawnLength("17 次，连续 5 次")).toBeCloseTo(11 + 5 * 0.9);
});
