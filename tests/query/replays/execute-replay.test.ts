import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { OrderReplays } from "#query/answers/replay-answers.ts";
import { executeReplay, type ReplayPorts, viewReplay } from "#query/replays/execute-replay.ts";
import type { ShopDecision, ShopDesk } from "#query/replays/shop-desk.ts";
import { ingestAnswer } from "../api/fixture-ports.ts";

const DECISION: ShopDecision = {
  decision: "wholeOrder",
  branch: "absent-standard",
  why: "It was paid and never arrived.",
  evidence: [],
};
const TOLD = { order: "100000007", foreignId: "38-200007", decisions: [] } as never as OrderReplays;
const REQUEST = {
  facts: { heads: [{ ledger: "main", headSeq: 9 }], quarantined: 0, reasons: [] },
  nowMs: Date.parse("2026-01-05T09:00:00.000Z"),
};
const WISH = { foreignId: "100000007", by: "kim" };

/** The shop is the edge of our world; what it and the ledger are asked is noted in order. */
function ports(shop: Partial<ShopDesk> = {}) {
  const asked: unknown[] = [];
  const desk: ShopDesk = {
    isConfigured: true,
    view: async (foreignId) => {
      asked.push(["view", foreignId]);
      return { decision: DECISION, undecidedReason: null };
    },
    replay: async (foreignId, { dryRun }) => {
      asked.push([dryRun ? "dry run" : "replay", foreignId]);
      return {
        replayId: "replay-1",
        foreignId,
        decided: DECISION,
        decision: "wholeOrder",
        state: dryRun ? "decided" : "verified",
        checks: {},
        reason: null,
      };
    },
    ...shop,
  };
  const given: ReplayPorts = {
    engine: { replaysOf: async () => TOLD },
    ingest: {
      ingest: async ({ body, sourceName }: IngestRequest) => {
        asked.push([sourceName, JSON.parse(Buffer.from(body).toString())]);
        return ingestAnswer({ firstSeq: 10, lastSeq: 10 });
      },
    },
    shop: desk,
    newId: () => "1",
  };
  return { given, asked };
}

test("who asks is recorded before the shop is told to replay", async () => {
  const { given, asked } = ports();
  const done = await executeReplay(given, { ...REQUEST, wish: { ...WISH, dryRun: false } });
  expect(done).toMatchObject({ dryRun: false, requested: "main:10" });
  expect(asked).toEqual([
    [
      "tracewell",
      expect.objectContaining({
        type: "replay.requested",
        time: "2026-01-05T09:00:00.000Z",
        actor: { type: "operator", id: "kim" },
        objects: [
          { type: "order", id: "100000007" },
          { type: "order", id: "38-200007", role: "foreignId" },
        ],
      }),
    ],
    ["replay", "38-200007"],
  ]);
});

test("a dry run records nothing", async () => {
  const { given, asked } = ports();
  const done = await executeReplay(given, { ...REQUEST, wish: { ...WISH, dryRun: true } });
  expect(done).toMatchObject({ dryRun: true, requested: null, replay: { state: "decided" } });
  expect(asked).toEqual([["dry run", "38-200007"]]);
});

test("without a shop nothing is recorded of what cannot be done", async () => {
  const missing = new TracewellError("not-configured", "No shop is set up for replays.");
  const { given, asked } = ports({ isConfigured: false, view: () => Promise.reject(missing) });
  const done = executeReplay(given, { ...REQUEST, wish: { ...WISH, dryRun: false } });
  await expect(done).rejects.toBe(missing);
  expect(asked).toEqual([]);
});

test("what the log tells is answered though the shop does not; a fault of ours is not hidden", async () => {
  const away = new TracewellError("shop-unavailable", "The shop answered: no.");
  const { given } = ports({ view: () => Promise.reject(away) });
  const view = await viewReplay(given, { ...REQUEST, foreignId: "100000007" });
  expect(view).toMatchObject({
    order: "100000007",
    shop: { isConfigured: true, decision: null, reason: "The shop answered: no." },
  });
  const broken = ports({ view: () => Promise.reject(new Error("undefined is not a function")) });
  await expect(viewReplay(broken.given, { ...REQUEST, foreignId: "1" })).rejects.toThrow(
    "undefined is not a function",
  );
});
