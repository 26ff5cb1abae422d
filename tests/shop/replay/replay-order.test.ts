import { expect, test } from "vitest";
import { z } from "zod";
import { replayOrder } from "#shop/replay/replay-order.ts";
import type { ReplayOutcome } from "#shop/replay/replay-outcome.ts";
import type { PlacedOrder } from "../fulfillment/open-production.ts";
import { openReplays, type ReplayShop } from "./open-replays.ts";

const LICENSE = "isc.1.0.0.12m";
const ALL_HOLD = {
  stateMatches: true,
  licenseGenerated: true,
  invoiceIssued: true,
  mailRecorded: true,
};

function replay(open: ReplayShop, { foreignId }: PlacedOrder): Promise<ReplayOutcome> {
  return open.run(replayOrder(open.shop, foreignId, { by: "system", dryRun: false }));
}

test("a paid order that is nowhere in the main database is replayed whole and verified", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({
    decided: { branch: "absent-standard", decision: "wholeOrder" },
    state: "verified",
    checks: ALL_HOLD,
    reason: null,
  });
  const [lineItemId] = order.lineItemIds;
  const [decided, info, key, verified, ...others] = open.replayEvents();
  expect(others).toEqual([]);
  expect(decided).toMatchObject({
    type: "replay.decided",
    objects: [
      { type: "replay", id: outcome.replayId },
      { type: "order", id: order.number },
      { type: "order", id: order.foreignId, role: "foreignId" },
    ],
    attributes: {
      gatewayState: "SETTLED",
      paid: true,
      inMainDb: false,
      licenseGenerated: false,
      decision: "wholeOrder",
      branch: "absent-standard",
      lineItemId,
      dryRun: false,
      by: "system",
    },
  });
  const pair = "plainorderinfo+plaingetkeyrequest";
  expect(info).toMatchObject({ attributes: { document: "orderInfo", pair, lineItemId } });
  expect(key).toMatchObject({ attributes: { document: "getKeyRequest", pair, lineItemId } });
  expect(verified).toMatchObject({ type: "replay.verified", attributes: { checks: ALL_HOLD } });
  const waitedMs = Date.parse(verified!.time) - Date.parse(key!.time);
  expect(waitedMs).toBe(open.shop.settings.synchronizationMs);
});

test("an order that was replayed is uncertain no more, is delivered, and is replicated once", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE, "BOX-ISC"]);
  await replay(open, order);
  expect(open.order(order.number).state).toBe("paid");
  await open.pass(3_600_000);
  const told = open.told(order);
  expect(told.filter((type) => type === "license.generated")).toHaveLength(1);
  expect(told.filter((type) => type === "order.replicated")).toHaveLength(2);
  expect(told.filter((type) => type === "invoice.issued")).toHaveLength(2);
});

test("replaying it again changes nothing, and is decided none", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  await replay(open, order);
  await open.pass(3_600_000);
  const before = open.told(order).filter((type) => !type.startsWith("replay."));
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({ state: "ended", decided: { branch: "complete" } });
  await open.pass(3_600_000);
  const after = open.told(order).filter((type) => !type.startsWith("replay."));
  expect(after.filter((type) => type !== "payment.stateRead")).toEqual(
    before.filter((type) => type !== "payment.stateRead"),
  );
});

test("an order that the gateway calls unpaid gets nothing, and is uncertain no more", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE, "BOX-ISC"]);
  open.gateway.state = "unpaid";
  expect(await replay(open, order)).toMatchObject({
    state: "ended",
    decided: { branch: "unpaid", decision: "none" },
  });
  expect(open.order(order.number).state).toBe("unpaid");
  expect(open.told(order)).toContain("stock.released");
  expect(open.told(order)).not.toContain("order.replicated");
});

test("money that may still come leaves the order uncertain", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE], { method: "paypal" });
  open.gateway.state = "pending";
  expect(await replay(open, order)).toMatchObject({
    state: "ended",
    decided: { branch: "unpaid" },
  });
  expect(open.order(order.number).state).toBe("uncertain");
});

test("the renewal of an active and of an expired license is replayed whole", async () => {
  await using open = openReplays();
  for (const state of ["active", "expired"] as const) {
    const previousLicenseId = open.license(state);
    const order = open.uncertain([LICENSE], { previousLicenseId });
    expect(await replay(open, order)).toMatchObject({
      state: "verified",
      decided: { branch: "absent-renewal" },
    });
    const decided = open.replayEvents().findLast(({ type }) => type === "replay.decided");
    expect(decided?.attributes).toMatchObject({ previousLicenseId, previousLicenseState: state });
  }
});

test("a renewal of a blocked or unknown license gets OrderInfo alone, without license", async () => {
  await using open = openReplays();
  for (const previousLicenseId of [open.license("blocked"), "LN999999999"]) {
    const order = open.uncertain([LICENSE], { previousLicenseId });
    const outcome = await replay(open, order);
    expect(outcome).toMatchObject({
      state: "verified",
      decided: { branch: "absent-renewal-refused", decision: "orderInfo" },
      checks: { stateMatches: true, invoiceIssued: true },
    });
    expect(outcome.checks).not.toHaveProperty("licenseGenerated");
    expect(await replay(open, order)).toMatchObject({
      state: "ended",
      decided: { branch: "unlicensed-renewal-refused" },
    });
    await open.pass(3_600_000);
    expect(open.told(order)).not.toContain("license.generated");
  }
});

test("an order that arrived without its license gets the GetKeyRequest of the line that is loaded", async () => {
  await using open = openReplays();
  open.fail("license.missing");
  const order = open.paid([LICENSE], { method: "paypal" });
  await open.pass(60_000);
  expect(open.told(order)).not.toContain("license.generated");
  expect(await replay(open, order)).toMatchObject({
    state: "verified",
    decided: { branch: "unlicensed-standard", decision: "getKeyRequest" },
    checks: { licenseGenerated: true, mailRecorded: true },
  });
  const loaded = open.replayEvents().filter(({ type }) => type === "replay.documentLoaded");
  expect(loaded.map(({ attributes }) => attributes)).toEqual([
    { document: "getKeyRequest", pair: "plaingetkeyrequest", lineItemId: order.lineItemIds[0] },
  ]);
});

test("a renewal that arrived without its license is replayed whole, and OrderInfo is not told again", async () => {
  await using open = openReplays();
  open.fail("license.missing");
  const order = open.paid([LICENSE], { previousLicenseId: open.license("active") });
  await open.pass(60_000);
  expect(await replay(open, order)).toMatchObject({
    state: "verified",
    decided: { branch: "unlicensed-renewal", decision: "wholeOrder" },
    checks: ALL_HOLD,
  });
  expect(open.told(order).filter((type) => type === "invoice.issued")).toHaveLength(1);
});

test("what the main database does not call paid is not overruled", async () => {
  await using open = openReplays();
  const order = open.paid([LICENSE]);
  await open.pass(60_000);
  open.shop.main.transaction((tx) => tx.run("UPDATE orders SET state = 'other'"));
  expect(await replay(open, order)).toMatchObject({
    state: "ended",
    decided: { branch: "present-not-paid" },
  });
});

test("of several licenses each line is replayed, after the other, and told by itself", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE, "GIFT-25", LICENSE]);
  expect(await replay(open, order)).toMatchObject({ state: "verified" });
  const types = open
    .replayEvents()
    .map(({ type, attributes = {} }) => [type, attributes["lineItemId"]]);
  const [first, , second] = order.lineItemIds;
  expect(types).toEqual([
    ["replay.decided", first],
    ["replay.documentLoaded", first],
    ["replay.documentLoaded", first],
    ["replay.verified", undefined],
    ["replay.decided", second],
    ["replay.documentLoaded", second],
    ["replay.documentLoaded", second],
    ["replay.verified", undefined],
  ]);
  await open.pass(3_600_000);
  expect(open.told(order).filter((type) => type === "license.generated")).toHaveLength(2);
});

test("an order without a license is replayed by its OrderInfo", async () => {
  await using open = openReplays();
  const order = open.uncertain(["COURSE-AUDIT"]);
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({ state: "verified", decided: { decision: "wholeOrder" } });
  expect(outcome.checks).not.toHaveProperty("licenseGenerated");
  expect(open.replayEvents().map(({ type }) => type)).toEqual([
    "replay.decided",
    "replay.documentLoaded",
    "replay.verified",
  ]);
});

test("where a renewal is refused, deciding so again asks for no license again", async () => {
  await using open = openReplays();
  const order = open.paid([LICENSE], { previousLicenseId: open.license("blocked") });
  await open.pass(60_000);
  const asked = () => open.told(order).filter((type) => type === "license.requested").length;
  expect(asked()).toBe(1);
  const outcome = await replay(open, order);
  expect(outcome.decided.branch).toBe("unlicensed-renewal-refused");
  await open.pass(60_000);
  expect(asked()).toBe(1);
});

test("what was replayed is told, also where replication brought the other lines meanwhile", async () => {
  await using open = openReplays({ travel: () => ({ requestMs: 20, answerMs: 10_000 }) });
  const order = open.uncertain([LICENSE, LICENSE]);
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({ state: "verified", decision: "wholeOrder", checks: ALL_HOLD });
  const decided = open.replayEvents().filter(({ type }) => type === "replay.decided");
  expect(decided.map(({ attributes }) => attributes?.["branch"])).toEqual([
    "absent-standard",
    "complete",
  ]);
});

test("a dry run does not go on paying; a replay does", async () => {
  await using open = openReplays();
  const { foreignId } = open.uncertain([LICENSE], { method: "paypal" });
  open.gateway.state = "pending";
  const kind = z.object({ kind: z.string() });
  const sql = "SELECT kind FROM jobs WHERE kind = 'continue-payments'";
  await open.run(replayOrder(open.shop, foreignId, { by: "operator", dryRun: true }));
  expect(open.shop.web.all(kind, sql)).toEqual([]);
  await open.run(replayOrder(open.shop, foreignId, { by: "operator", dryRun: false }));
  expect(open.shop.web.all(kind, sql)).toHaveLength(1);
});

test("a dry run decides with its evidence and changes nothing", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  const before = open.content();
  const step = replayOrder(open.shop, order.foreignId, { by: "operator", dryRun: true });
  const outcome = await open.run(step);
  expect(outcome).toMatchObject({ state: "decided", decided: { branch: "absent-standard" } });
  expect(outcome.decided.evidence.map(({ fact }) => fact)).toEqual([
    "foundInWebDb",
    "paid",
    "inMainDb",
    "previousLicenseId",
  ]);
  expect(open.content()).toEqual(before);
  expect(open.replayEvents()).toMatchObject([
    { type: "replay.decided", attributes: { dryRun: true, by: "operator" } },
  ]);
});

test("where a gateway does not answer nothing is decided, and the log says so", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  open.gateway.isAway = true;
  const before = open.content();
  await expect(replay(open, order)).rejects.toMatchObject({ code: "service-unavailable" });
  expect(open.content()).toEqual(before);
  expect(open.replayEvents()).toEqual([]);
  expect(open.events().at(-1)).toMatchObject({
    type: "warning.recorded",
    attributes: { component: "Replay" },
  });
});

test("an order that nobody knows is decided not-found, without a trace", async () => {
  await using open = openReplays();
  const step = replayOrder(open.shop, "38-999999", { by: "system", dryRun: false });
  expect(await open.run(step)).toMatchObject({ decided: { branch: "not-found" } });
  expect(open.events()).toEqual([]);
});
