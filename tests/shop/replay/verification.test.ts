import { expect, test } from "vitest";
import { mendOrderDocuments } from "#shop/documents/write-order-documents.ts";
import { loadOrderInfo } from "#shop/main-database/load-document.ts";
import { replayOrder } from "#shop/replay/replay-order.ts";
import type { ReplayOutcome } from "#shop/replay/replay-outcome.ts";
import { replaysOfOrder } from "#shop/replay/replay-rows.ts";
import type { PlacedOrder } from "../fulfillment/open-production.ts";
import { openReplays, type ReplayShop } from "./open-replays.ts";

const LICENSE = "isc.1.0.0.12m";

function replay(open: ReplayShop, { foreignId }: PlacedOrder): Promise<ReplayOutcome> {
  return open.run(replayOrder(open.shop, foreignId, { by: "system", dryRun: false }));
}

test("what is missing after three attempts, each waiting longer, fails the replay and is named", async () => {
  await using open = openReplays();
  open.fail("mail.lost", 2);
  const order = open.uncertain([LICENSE]);
  const beganMs = open.clock.nowMs();
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({
    state: "failed",
    checks: {
      stateMatches: true,
      licenseGenerated: true,
      invoiceIssued: true,
      mailRecorded: false,
    },
    reason: "These checks do not hold: mailRecorded.",
  });
  const waitedMs = 7 * open.shop.settings.synchronizationMs;
  expect(open.clock.nowMs() - beganMs).toBeGreaterThanOrEqual(waitedMs);
  expect(open.clock.nowMs() - beganMs).toBeLessThan(waitedMs + 1_000);
  const failed = open.replayEvents().at(-1);
  expect(failed).toMatchObject({ type: "replay.failed", reason: outcome.reason, level: "error" });
  expect(open.order(order.number).state).toBe("uncertain");
});

test("the mail of the license does not stand for that of the invoice", async () => {
  await using open = openReplays();
  open.fail("mail.lost");
  const outcome = await replay(open, open.uncertain([LICENSE]));
  expect(open.events().filter(({ type }) => type === "mail.sent")).toMatchObject([
    { attributes: { kind: "license" } },
  ]);
  expect(outcome.checks).toMatchObject({ licenseGenerated: true, mailRecorded: false });
});

test("a line that did not come is not brought into an order that is there unpaid", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE, LICENSE]);
  const [first = ""] = order.lineItemIds;
  loadOrderInfo(open.shop, order.foreignId, "plainorderinfo", first, "other");
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({ state: "ended", decided: { branch: "present-not-paid" } });
  expect(open.replayEvents().map(({ type }) => type)).toEqual(["replay.decided"]);
});

test("what comes late is verified by a later attempt, and nothing is loaded or told twice", async () => {
  await using open = openReplays();
  open.fail("mail.lost", 2);
  const order = open.uncertain([LICENSE]);
  const { main, clock } = open.shop;
  const late = clock.sleep(7_000).then(() =>
    main.transaction((tx) => {
      for (const kind of ["invoice", "license"]) {
        tx.run(
          "INSERT INTO mails VALUES (?, ?, ?, 'eva@example.com', 'late', 0, NULL, NULL)",
          `late-${kind}`,
          order.foreignId,
          kind,
        );
      }
    }),
  );
  expect(await replay(open, order)).toMatchObject({ state: "verified" });
  await late;
  const [row] = replaysOfOrder(open.shop.web, order.foreignId, 1);
  expect(row).toMatchObject({ attempts: 2, loaded: 2 });
  expect(open.replayEvents().map(({ type }) => type)).toEqual([
    "replay.decided",
    "replay.documentLoaded",
    "replay.documentLoaded",
    "replay.verified",
  ]);
});

test("a required variable that is missing fails the replay at once, is named, and can be mended", async () => {
  await using open = openReplays();
  open.fail("document.required-missing");
  const order = open.uncertain([LICENSE]);
  const outcome = await replay(open, order);
  expect(outcome.state).toBe("failed");
  expect(outcome.reason).toContain("CreateUserProfileResponse.externalReferenceID");
  expect(outcome.reason).toContain("plaingetkeyrequest");
  mendOrderDocuments(open.shop, order.number);
  expect(await replay(open, order)).toMatchObject({
    state: "verified",
    decided: { branch: "unlicensed-standard" },
  });
});

test("two documents that name different line items are not loaded together", async () => {
  await using open = openReplays();
  open.fail("document.line-item-mismatched");
  const order = open.uncertain([LICENSE]);
  const outcome = await replay(open, order);
  expect(outcome).toMatchObject({ state: "failed", decided: { decision: "wholeOrder" } });
  expect(outcome.reason).toContain("do not fit together");
  expect(open.told(order)).not.toContain("order.replicated");
});

test("where the shortest pair does not fit together PayPal's is taken, and loaded once", async () => {
  await using open = openReplays();
  open.fail("document.line-item-missing");
  const order = open.uncertain([LICENSE], { method: "paypal" });
  expect(await replay(open, order)).toMatchObject({ state: "verified" });
  const loaded = open.replayEvents().filter(({ type }) => type === "replay.documentLoaded");
  for (const { attributes } of loaded) {
    expect(attributes?.["pair"]).toBe("plainorderinfopaypal+plaingetkeyrequestpaypal");
    expect(attributes?.["lineItemId"]).not.toBe(order.lineItemIds[0]);
  }
  await open.pass(3_600_000);
  expect(open.told(order).filter((type) => type === "license.generated")).toHaveLength(1);
  expect(await replay(open, order)).toMatchObject({ decided: { branch: "complete" } });
  expect(open.order(order.number).state).toBe("completed");
});

test("an order that was cancelled meanwhile gets nothing", async () => {
  await using open = openReplays();
  const order = open.uncertain([LICENSE]);
  open.shop.web.transaction((tx) =>
    tx.run("UPDATE orders SET state = 'cancelled' WHERE number = ?", order.number),
  );
  expect(await replay(open, order)).toMatchObject({
    state: "failed",
    reason: "The order is cancelled now.",
  });
  expect(open.told(order)).not.toContain("order.replicated");
});
