import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { RunningShop } from "./running-shop.ts";

const ROUNDS = 6;

/** A round sells some more, and ends soon after, in the middle of something. */
const ORDERS_PER_ROUND = 8;
const MORE_MS_STEP = 70;

/** Every kind of customer comes and pays in every way. */
const CUSTOMERS = ["--customers", "3000", "--speed", "60"];

/** The shop's own books stay right; the way to the gateways does not. */
const FAULTS = [
  "gateway.declined=0.1",
  "gateway.request-lost=0.05",
  "gateway.answer-lost=0.1",
  "gateway.slow=0.1",
  "gateway.callback-duplicated=0.2",
  "gateway.callback-late=0.2",
  "gateway.transfer-after-close=0.2",
];

/** Answers that are lost are waited for, and asked for again, in seconds. */
const REST = ["--speed", "120"];

const GATEWAYS = ["card-gateway-a", "card-gateway-b", "paypal", "bank"];

let directory: string;
let shop: RunningShop | null = null;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-shop-"));
});
afterEach(async () => {
  await shop?.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

function rows<Row = Record<string, unknown>>(database: string, sql: string): Row[] {
  const opened = new DatabaseSync(join(directory, `${database}.sqlite`), { readOnly: true });
  try {
    return opened.prepare(sql).all() as Row[];
  } finally {
    opened.close();
  }
}

/** What an order takes at once: goods, documents, money given back. Terms of weeks go on. */
const isAtRest = (): boolean =>
  rows(
    "web",
    `SELECT 1 FROM jobs WHERE failure IS NULL
     AND kind IN ('fulfill', 'replicate', 'give-back-payment', 'refund')`,
  ).length === 0 &&
  ["web", "main", "scheduler"].every(
    (name) => rows(name, "SELECT 1 FROM outbox WHERE logged = 0").length === 0,
  );

async function until(isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 60_000;
  while (!isSo()) {
    if (Date.now() > endMs) {
      const waiting = rows("web", "SELECT kind, subject, attempts FROM jobs ORDER BY id LIMIT 5");
      throw new Error(`It did not come to rest: ${JSON.stringify(waiting)}`);
    }
    await wait(100);
  }
}

interface Money {
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly authorizedMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
}

const MONEY = "paymentId, orderNumber, authorizedMinor, capturedMinor, refundedMinor";

test("killed at any step with everything going wrong, money taken belongs to an order", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    shop = await RunningShop.start(directory, ...CUSTOMERS, "--faults", FAULTS.join(","));
    await until(
      () => rows("web", "SELECT number FROM orders").length >= (round + 1) * ORDERS_PER_ROUND,
    );
    await wait(round * MORE_MS_STEP);
    await shop.kill("SIGKILL");
  }
  shop = await RunningShop.start(directory, ...REST);
  await until(isAtRest);
  expect(await shop.kill("SIGTERM")).toBe(0);

  const orders = new Map(
    rows<{ number: string; state: string }>("web", "SELECT number, state FROM orders").map(
      ({ number, state }) => [number, state],
    ),
  );
  expect(rows("web", "SELECT id FROM quotes WHERE state = 'paying'")).toEqual([]);
  expect(rows("web", "SELECT kind, subject, failure FROM jobs WHERE failure IS NOT NULL")).toEqual(
    [],
  );

  const asked = new Map(
    rows<{ id: string; state: string }>("web", "SELECT id, state FROM payments").map(
      ({ id, state }) => [id, state],
    ),
  );
  const money = GATEWAYS.flatMap((name) => rows<Money>(name, `SELECT ${MONEY} FROM payments`));
  expect(money.filter(({ capturedMinor }) => capturedMinor > 0).length).toBeGreaterThan(
    ORDERS_PER_ROUND,
  );
  const astray = money
    .filter(({ paymentId, orderNumber, ...payment }) => {
      // Nobody is asked for money without the shop knowing it.
      if (!asked.has(paymentId)) return true;
      const kept = payment.capturedMinor - payment.refundedMinor;
      const order = orders.get(orderNumber);
      const isOwed = ["placed", "paid", "delivered", "completed", "returned"].includes(order ?? "");
      return kept > 0 && !isOwed && order !== "uncertain" && asked.get(paymentId) !== "unknown";
    })
    .map((payment) => ({ payment, order: orders.get(payment.orderNumber) ?? "absent" }));
  expect(astray).toEqual([]);

  // No gift card is overdrawn, and none is held for a payment that is over.
  expect(
    rows(
      "web",
      `SELECT cards.id FROM giftCards AS cards WHERE external = 0 AND (SELECT coalesce(sum(CASE kind
         WHEN 'capture' THEN -amountMinor ELSE amountMinor END), 0)
         FROM giftCardTransactions WHERE giftCardId = cards.id) < 0`,
    ),
  ).toEqual([]);

  expect(
    rows(
      "web",
      `SELECT holds.id, payments.state FROM giftCardAuthorizations AS holds
       JOIN payments ON payments.id = holds.paymentId WHERE holds.state = 'open'
       AND payments.state IN ('declined', 'released', 'refunded', 'captured')`,
    ),
  ).toEqual([]);

  const events = new Map<string, LoggedEvent>();
  for (const event of shop.events()) {
    // Repeats are of the same bytes.
    expect(events.get(event.id) ?? event).toEqual(event);
    events.set(event.id, event);
  }
  const placed = new Set(
    [...events.values()]
      .filter(({ type }) => type === "order.placed")
      .flatMap(({ objects = [] }) => objects)
      .filter(({ type, role }) => type === "order" && role === undefined)
      .map(({ id }) => id),
  );
  expect([...placed].sort()).toEqual([...orders.keys()].sort());
  // Its clock went on from where it was killed, though it ran faster than the machine's.
  const times = [...events.values()].filter(({ id }) => id.startsWith("web-")).map((e) => e.time);
  expect(times).toEqual(times.toSorted());
}, 150_000);
