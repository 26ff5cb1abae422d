import { expect, test } from "vitest";
import { decisiveLine } from "../../../../dashboards/src/routes/replays/replay-rows.ts";

const line = (lineItemId: string, decision: string | null) => ({ lineItemId, decision });

test("of several lines the first of which something is to be replayed decides, in the list as in the order", () => {
  const lines = [line("1", "none"), line("2", "getKeyRequest"), line("3", "wholeOrder")];
  expect(decisiveLine(lines)?.lineItemId).toBe("2");
  expect(decisiveLine([line("1", "none"), line("2", "none")])?.lineItemId).toBe("1");
  expect(decisiveLine([line("1", "none"), line("2", null)])?.lineItemId).toBe("2");
  expect(decisiveLine([])).toBeUndefined();
});
