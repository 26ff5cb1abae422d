import { expect, test } from "vitest";
import { z } from "zod";
import { replayHandlers } from "#shop/replay/replay-handlers.ts";
import { REPLAY_OPERATIONS } from "#shop/replay/replay-operations.ts";
import type { Operation } from "#shop/services/operation.ts";
import { openReplays, type ReplayShop } from "./open-replays.ts";

const LICENSE = "isc.1.0.0.12m";

/** Calls an operation as a service would; the answer must be what the operation says. */
async function call<Input, Answer>(
  open: ReplayShop,
  operation: Operation<Input, Answer>,
  input: unknown,
): Promise<Answer> {
  const found = replayHandlers(open.shop).find((one) => one.operation.name === operation.name);
  const answer = await open.run(Promise.resolve().then(() => found?.handle(input)));
  return z.strictObject({ answer: operation.answer }).parse({ answer }).answer;
}

test("all of it is for operators alone", () => {
  const open = Object.values(REPLAY_OPERATIONS).filter(({ operatorOnly }) => !operatorOnly);
  expect(open).toEqual([]);
});

test("uncertain orders are listed, oldest first, with the replays that failed", async () => {
  await using open = openReplays();
  open.fail("document.required-missing");
  const first = open.uncertain([LICENSE]);
  await open.pass(1_000);
  const second = open.uncertain([LICENSE]);
  const { foreignId } = first;
  for (let time = 0; time < 3; time++)
    await call(open, REPLAY_OPERATIONS.replayOrder, { foreignId });
  expect(await call(open, REPLAY_OPERATIONS.listUncertain, {})).toMatchObject({
    items: [
      { foreignId, state: "uncertain", failedReplays: 3, isLeftToPeople: true },
      { foreignId: second.foreignId, failedReplays: 0, isLeftToPeople: false },
    ],
    isPartial: false,
  });
});

test("an order is shown with the decision, its evidence, its documents and its replays", async () => {
  await using open = openReplays();
  const { foreignId, number, lineItemIds } = open.uncertain([LICENSE], { method: "paypal" });
  const before = open.content();
  const shown = await call(open, REPLAY_OPERATIONS.viewReplay, { foreignId });
  expect(open.content()).toEqual(before);
  expect(shown.order).toMatchObject({ orderNumber: number, amountMinor: 3_999, currency: "EUR" });
  expect(shown.decided).toMatchObject({ branch: "absent-standard", decision: "wholeOrder" });
  expect(shown.decided?.evidence[0]).toEqual({
    fact: "foundInWebDb",
    question: "Found in the web database?",
    answer: "yes",
    value: true,
  });
  expect(shown.documents.map(({ name }) => name).toSorted()).toEqual([
    "plaingetkeyrequest",
    "plaingetkeyrequestpaypal",
    "plainorderinfo",
    "plainorderinfopaypal",
  ]);
  const [lineItemId] = lineItemIds;
  await call(open, REPLAY_OPERATIONS.replayOrder, { foreignId });
  const { documents, history } = await call(open, REPLAY_OPERATIONS.viewReplay, { foreignId });
  expect(documents.filter(({ isLoaded }) => isLoaded).map((one) => one.lineItemId)).toEqual([
    lineItemId,
    lineItemId,
  ]);
  expect(history).toMatchObject([
    { by: "operator", byHand: false, state: "verified", attempts: 1 },
  ]);
});

test("while gateways do not answer the rest is shown, and why nothing is decided", async () => {
  await using open = openReplays();
  const { foreignId } = open.uncertain([LICENSE]);
  open.gateway.isAway = true;
  const shown = await call(open, REPLAY_OPERATIONS.viewReplay, { foreignId });
  expect(shown.decided).toBeNull();
  expect(shown.undecidedReason).toContain("did not answer");
  expect(shown.documents).toHaveLength(2);
});

test("a dry run is no replay", async () => {
  await using open = openReplays();
  const { foreignId } = open.uncertain([LICENSE]);
  const input = { foreignId, dryRun: true };
  expect(await call(open, REPLAY_OPERATIONS.replayOrder, input)).toMatchObject({
    state: "decided",
    decision: "wholeOrder",
  });
  const { history } = await call(open, REPLAY_OPERATIONS.viewReplay, { foreignId });
  expect(history).toEqual([]);
});

test("both load buttons are one replay of the whole order, verified when somebody looks", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  const { foreignId } = order;
  const [lineItemId] = order.lineItemIds;
  const info = { foreignId, document: "orderInfo", lineItemId };
  const first = await call(open, REPLAY_OPERATIONS.loadByHand, info);
  expect(first).toMatchObject({ state: "waiting", decision: "wholeOrder" });
  const key = { foreignId, document: "getKeyRequest", lineItemId };
  const second = await call(open, REPLAY_OPERATIONS.loadByHand, key);
  expect(second).toMatchObject({ state: "waiting", replayId: first.replayId });
  const verified = await call(open, REPLAY_OPERATIONS.verifyByHand, { foreignId });
  expect(verified).toMatchObject({ state: "verified", byHand: true, by: "operator" });
  expect(open.replayEvents().map(({ type }) => type)).toEqual([
    "replay.decided",
    "replay.documentLoaded",
    "replay.documentLoaded",
    "replay.verified",
  ]);
  await expect(call(open, REPLAY_OPERATIONS.verifyByHand, { foreignId })).rejects.toMatchObject({
    code: "wrong-state",
  });
});

test("PayPal's pair loaded by hand is delivered, and makes the only license", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE], { method: "paypal" });
  const { foreignId } = order;
  const { documents } = await call(open, REPLAY_OPERATIONS.viewReplay, { foreignId });
  const { lineItemId } = documents.find(({ name }) => name.endsWith("paypal"))!;
  for (const document of ["orderInfo", "getKeyRequest"]) {
    await call(open, REPLAY_OPERATIONS.loadByHand, { foreignId, document, lineItemId });
  }
  await call(open, REPLAY_OPERATIONS.verifyByHand, { foreignId });
  await open.pass(3_600_000);
  const told = open.told(order);
  expect(told.filter((type) => type === "license.generated")).toHaveLength(1);
  expect(told.indexOf("fulfillment.started")).toBeLessThan(told.indexOf("fulfillment.completed"));
  expect(open.order(order.number).state).toBe("completed");
});

test("GetKeyRequest before OrderInfo is refused, and told as a failed replay", async () => {
  await using open = openReplays();
  const { foreignId, lineItemIds } = open.uncertain([LICENSE]);
  const key = { foreignId, document: "getKeyRequest", lineItemId: lineItemIds[0] };
  const outcome = await call(open, REPLAY_OPERATIONS.loadByHand, key);
  expect(outcome).toMatchObject({ state: "failed", decision: "getKeyRequest" });
  expect(outcome.reason).toContain("OrderInfo of this line item is not loaded");
  expect(open.replayEvents().map(({ type }) => type)).toEqual(["replay.decided", "replay.failed"]);
});

test.each([
  ["a foreign ID that is none", { foreignId: "38" }, "must be such as 38-211449"],
  ["an unknown field", { foreignId: "38-200001", force: true }, "force"],
])("%s is refused", async (_, input, message) => {
  await using open = openReplays();
  await expect(call(open, REPLAY_OPERATIONS.replayOrder, input)).rejects.toThrow(message);
  expect(open.events()).toEqual([]);
});

test("an order that is not there is not found, by any door", async () => {
  await using open = openReplays();
  const foreignId = "38-999999";
  const load = { foreignId, document: "orderInfo", lineItemId: "1" };
  for (const step of [
    call(open, REPLAY_OPERATIONS.viewReplay, { foreignId }),
    call(open, REPLAY_OPERATIONS.replayOrder, { foreignId }),
    call(open, REPLAY_OPERATIONS.loadByHand, load),
    call(open, REPLAY_OPERATIONS.verifyByHand, { foreignId }),
  ]) {
    await expect(step).rejects.toMatchObject({ code: "not-found" });
  }
  expect(open.events()).toEqual([]);
});
