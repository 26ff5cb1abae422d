import { expect, test } from "vitest";
import { replayProgress } from "#shop/replay/drawing/replay-progress.ts";

const plan = [
  { kind: "orderInfo", name: "plainorderinfo", lineItemId: "1", wasLoaded: false },
  { kind: "getKeyRequest", name: "plaingetkeyrequest", lineItemId: "1", wasLoaded: false },
] as const;

const replay = {
  decision: "wholeOrder",
  byHand: false,
  state: "verified",
  checks: { stateMatches: true },
  plan: [...plan],
  loaded: 2,
  attempts: 1,
} as const;

test.each([
  ["verified at once", {}, { step: "verified", isRetried: false, isBroken: false }],
  ["verified later", { attempts: 2 }, { step: "verified", isRetried: true }],
  [
    "failed its checks",
    { state: "failed", checks: { stateMatches: false }, attempts: 3 },
    { step: "failed", isRetried: true, isBroken: false },
  ],
  [
    "refused at the second document",
    { state: "failed", checks: {}, loaded: 1, attempts: 0 },
    { step: "load-getKeyRequest", isRetried: false, isBroken: true },
  ],
  [
    "without documents",
    { state: "failed", checks: {}, plan: [], loaded: 0, attempts: 0 },
    { step: "choose", isBroken: true },
  ],
  ["decided", { state: "decided", checks: null, loaded: 0, attempts: 0 }, { step: "entry" }],
  ["loading", { state: "loading", checks: null, loaded: 0 }, { step: "load-orderInfo" }],
  ["waiting", { state: "waiting", checks: null }, { step: "wait", isRetried: false }],
] as const)("%s", (_, changes, expected) => {
  const told = { ...replay, ...changes };
  expect(replayProgress({ ...told, plan: [...told.plan] })).toMatchObject(expected);
});

test("what loads nothing, and what was loaded by hand, has no lane", () => {
  expect(replayProgress({ ...replay, plan: [...plan], decision: "none" })).toBeNull();
  expect(replayProgress({ ...replay, plan: [...plan], byHand: true })).toBeNull();
});
