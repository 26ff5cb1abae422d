import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { changeShop, type ShopChangePorts } from "#query/shop/change-shop.ts";
import type { ShopChange, ShopControl } from "#query/shop/shop-control.ts";
import { ingestAnswer } from "../api/fixture-ports.ts";

const REQUEST = {
  facts: { heads: [{ ledger: "main", headSeq: 9 }], quarantined: 0, reasons: [] },
  nowMs: Date.parse("2026-01-05T09:00:00.000Z"),
};

/** The shop is the edge of our world; what it and the ledger are asked is noted in order. */
function ports(given: Partial<ShopControl> = {}) {
  const asked: unknown[] = [];
  const shopControl = {
    isConfigured: true,
    change: async (change: ShopChange) => {
      asked.push(change);
      return { task: "T-1" };
    },
    ...given,
  } as ShopControl;
  const made: ShopChangePorts = {
    ingest: {
      ingest: async ({ body, sourceName }: IngestRequest) => {
        asked.push([sourceName, JSON.parse(Buffer.from(body).toString())]);
        return ingestAnswer({ firstSeq: 10, lastSeq: 10 });
      },
    },
    shopControl,
    newId: () => "1",
  };
  return { made, asked };
}

test("who asks is recorded before the shop is told", async () => {
  const { made, asked } = ports();
  const change = { act: "pauseTask", taskId: "T-1" } as const;
  const answer = await changeShop(made, { ...REQUEST, wish: { change, by: "kim" } });
  expect(answer).toEqual({ requested: "main:10", task: "T-1" });
  expect(asked).toEqual([
    [
      "tracewell",
      {
        id: "shop:1",
        type: "shop.changeRequested",
        time: "2026-01-05T09:00:00.000Z",
        unattributed: "shop",
        objects: [{ type: "task", id: "T-1" }],
        actor: { type: "operator", id: "kim" },
        message: "Somebody asked the shop to pause a task.",
        attributes: { change: "pauseTask", by: "kim", asked: { taskId: "T-1" } },
      },
    ],
    change,
  ]);
});

test("the rates that were asked for stand in the record", async () => {
  const { made, asked } = ports();
  const change = { act: "setFaults", rates: { "mail.lost": 0.25, "event.dropped": 0 } } as const;
  await changeShop(made, { ...REQUEST, wish: { change, by: "kim" } });
  expect(asked[0]).toMatchObject([
    "tracewell",
    { objects: [], attributes: { asked: { rates: ["mail.lost=0.25", "event.dropped=0"] } } },
  ]);
});

test("nothing is recorded where no shop is set", async () => {
  const { made, asked } = ports({
    isConfigured: false,
    schedule: async () => {
      throw new TracewellError("not-configured", "No shop is set up.");
    },
  });
  const wish = { change: { act: "emptyProducts" }, by: "kim" } as const;
  await expect(changeShop(made, { ...REQUEST, wish })).rejects.toMatchObject({
    code: "not-configured",
  });
  expect(asked).toEqual([]);
});
