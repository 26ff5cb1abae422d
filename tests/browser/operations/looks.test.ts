import { expect, test } from "vitest";
import { lookAt } from "../look-at.ts";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

test("sources with one opened, storage and health: in every size and theme", async () => {
  const screens = [
    {
      name: "operations-source",
      path: "/operations/sources?source=shop",
      ready: ".evidence dl",
    },
    { name: "operations-storage", path: "/operations/storage", ready: ".plain-table" },
  ];
  for (const screen of screens) {
    await expect(lookAt(trade.browser, screen)).resolves.toBeUndefined();
  }
});
