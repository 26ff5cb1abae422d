import { expect, test } from "vitest";
import { decideReplay } from "#domain/replay/decide-replay.ts";
import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { loadKeyRequest, loadOrderInfo } from "#shop/main-database/load-document.ts";
import { replayOrder } from "#shop/replay/replay-order.ts";
import type { PlacedOrder } from "../fulfillment/open-production.ts";
import { openReplays, type ReplayShop } from "./open-replays.ts";

const RENEWED = ["nothing", "active", "expired", "blocked", "unknown"] as const;
/** What of the order is in the main database. */
const ARRIVED = ["nothing", "orderInfo", "whole", "whole, not paid"] as const;
const GOODS = [[], ["BOX-ISC"], ["GIFT-25", "COURSE-AUDIT"]] as const;

interface Situation {
  readonly isPaid: boolean;
  readonly renewed: (typeof RENEWED)[number];
  readonly arrived: (typeof ARRIVED)[number];
  readonly goods: readonly string[];
  readonly method: "card" | "paypal";
}

const SITUATIONS: readonly Situation[] = [true, false].flatMap((isPaid) =>
  RENEWED.flatMap((renewed) =>
    ARRIVED.flatMap((arrived) =>
      GOODS.flatMap((goods) =>
        (["card", "paypal"] as const).map((method) => ({
          isPaid,
          renewed,
          arrived,
          goods,
          method,
        })),
      ),
    ),
  ),
);

function arrange(open: ReplayShop, given: Situation): PlacedOrder {
  const { renewed, arrived, goods, method, isPaid } = given;
  open.gateway.state = isPaid ? "paid" : "unpaid";
  const previous =
    renewed === "nothing" ? null : renewed === "unknown" ? "LN000000099" : open.license(renewed);
  const order = open.uncertain(["isc.1.0.0.12m", ...goods], {
    method,
    ...(previous !== null && { previousLicenseId: previous }),
  });
  const [lineItemId = ""] = order.lineItemIds;
  const { shop } = open;
  if (arrived !== "nothing") {
    loadOrderInfo(shop, order.foreignId, "plainorderinfo", lineItemId, "paid");
  }
  if (arrived.startsWith("whole")) {
    loadKeyRequest(shop, order.foreignId, "plaingetkeyrequest", lineItemId);
  }
  if (arrived.endsWith("not paid")) {
    shop.main.transaction((tx) => tx.run("UPDATE orders SET state = 'other'"));
  }
  return order;
}

/** The facts, told from the situation and not from the databases. */
function expected({ isPaid, renewed, arrived }: Situation) {
  const isRefused = renewed === "blocked" || renewed === "unknown";
  return decideReplay({
    foundInWebDb: true,
    paid: isPaid,
    inMainDb: arrived !== "nothing",
    mainState: arrived === "nothing" ? null : arrived.endsWith("not paid") ? "other" : "paid",
    licenseGenerated: arrived.startsWith("whole") && !isRefused,
    previousLicenseId: renewed === "nothing" ? null : "LN",
    previousLicenseState: renewed === "unknown" ? null : renewed,
  });
}

/** What becomes of the order, after days in which all that goes on by itself has gone on. */
function outcome(given: Situation) {
  const { isPaid, renewed, arrived, goods } = given;
  const isHeld = arrived.endsWith("not paid");
  const isRefused = ["blocked", "unknown"].includes(renewed);
  const isLicensed = !isRefused && (arrived.startsWith("whole") || (isPaid && !isHeld));
  const isInMainDb = arrived !== "nothing" || isPaid;
  return {
    licenses: isLicensed ? 1 : 0,
    invoices: isInMainDb ? (goods[0] === "BOX-ISC" ? 2 : 1) : 0,
    state: isPaid ? (isHeld ? "uncertain" : isLicensed ? "completed" : "paid") : "unpaid",
  };
}

async function replayTwice(given: Situation) {
  await using open = openReplays();
  const order = arrange(open, given);
  const replay = () =>
    open.run(replayOrder(open.shop, order.foreignId, { by: "system", dryRun: false }));
  const first = await replay();
  const second = await replay();
  await open.pass(4 * 86_400_000);
  const told = open.told(order);
  const count = (type: string): number => told.filter((one) => one === type).length;
  return {
    first: { branch: first.decided.branch, state: first.state },
    second: { decision: second.decision, state: second.state },
    licenses: count("license.generated"),
    invoices: count("invoice.issued"),
    state: open.order(order.number).state,
  };
}

test("whatever is where: the table's branch, then nothing more, and never more than is owed", async () => {
  const reached = new Set<string>();
  for (const given of SITUATIONS) {
    const { branch, decision } = expected(given);
    reached.add(branch);
    expect({ given, ...(await replayTwice(given)) }).toEqual({
      given,
      first: { branch, state: decision === "none" ? "ended" : "verified" },
      second: { decision: "none", state: "ended" },
      ...outcome(given),
    });
  }
  // All but the one of an order that does not exist.
  expect(reached.size).toBe(DECISION_TABLE.length - 1);
});
