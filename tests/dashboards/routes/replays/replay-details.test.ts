import { expect, test } from "vitest";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { replayDetails } from "../../../../dashboards/src/routes/replays/replay-details.ts";
import { replayRows } from "../../../../dashboards/src/routes/replays/replay-rows.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;
const read = (details: object) => replayDetails({ details } as unknown as Lifecycle);

test("what a replay loaded and checked is read from its life", () => {
  const input = {
    fact: "paid",
    question: "Paid at the gateway?",
    answer: "yes",
    value: true,
    basis: "stated",
    evidence: ["main:7"],
  };
  const document = {
    document: "orderInfo",
    pair: "plainorderinfo+plaingetkeyrequest",
    lineItemId: "13297323620002339",
    at: "2026-03-20T17:50:00.868Z",
    reference: "main:8",
  };
  expect(
    read({
      order: "100000001",
      by: "operator",
      decision: "wholeOrder",
      rightDecision: "wholeOrder",
      isDryRun: false,
      inputs: [input],
      documents: [document, { document: "orderInfo" }],
      checks: { stateMatches: true, mailRecorded: false, other: "x" },
      disputed: [{ fact: "paid", stated: true, told: false, evidence: ["main:9"] }],
      verdict: "right",
      verdictSentence: "It was right.",
    }),
  ).toMatchObject({
    decision: "wholeOrder",
    inputs: [input],
    documents: [document],
    checks: { stateMatches: true, mailRecorded: false },
    disputed: [{ fact: "paid", stated: "true", told: "false", evidence: ["main:9"] }],
  });
});

test("what the life does not tell is said as not known", () => {
  expect(read({ decision: "everything", checks: null })).toEqual({
    order: null,
    by: null,
    decision: null,
    lineItemId: null,
    gatewayState: null,
    isDryRun: false,
    rightDecision: null,
    inputs: [],
    disputed: [],
    documents: [],
    checks: null,
    failure: null,
    verdict: "unknown",
    verdictSentence: "",
  });
});

test("orders that wait stand before replays that were", () => {
  const waiting = { order: "100000001", foreignId: null };
  const past = { id: "replay-1" };
  const rows = replayRows([waiting] as never, [past] as never);
  expect(rows.map(({ kind, key }) => [kind, key])).toEqual([
    ["uncertain", "100000001"],
    ["past", "replay-1"],
  ]);
});
