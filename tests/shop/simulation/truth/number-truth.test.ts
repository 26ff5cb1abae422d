import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { readNumberTruths } from "#shop/simulation/truth/number-truth.ts";
import { openShop } from "../../open-shop.ts";

const NOW_MS = Date.UTC(2026, 2, 1);
const DAY_MS = 86_400_000;

interface Given {
  readonly kind?: "guest" | "registered" | "registering";
  readonly state?: string;
  readonly order?: string;
  readonly reservedDaysAgo?: number;
  readonly placedDaysAgo?: number;
  readonly movedDaysAgo?: number;
  readonly sessionOver?: boolean;
}

async function truthOf(given: Given) {
  await using open = openShop();
  const { web } = open.shop;
  const { kind = "guest", state = "active", reservedDaysAgo = 0.01 } = given;
  const movedMs = NOW_MS - (given.movedDaysAgo ?? 0) * DAY_MS;
  web.transaction((tx) => {
    tx.run(
      "INSERT INTO sessions (id, store, expiresMs) VALUES ('s', 'europe', ?)",
      given.sessionOver === true ? NOW_MS - 1 : NOW_MS + 1,
    );
    tx.run(
      `INSERT INTO quotes (id, store, sessionId, customerKind, transactionId, state, orderNumber,
         numberReservedMs, createdMs, updatedMs)
       VALUES ('q', 'europe', 's', ?, 'TU80WKRYTI9QUMJ4', ?, '100000007', ?, 0, ?)`,
      kind,
      given.order === undefined ? state : "ordered",
      NOW_MS - reservedDaysAgo * DAY_MS,
      movedMs,
    );
    if (given.order === undefined) return;
    tx.run(
      `INSERT INTO orders (number, foreignId, store, sequence, quoteId, transactionId, customerKind,
         email, billing, amountMinor, currency, state, placedMs)
       VALUES ('100000007', '38-200007', 'europe', 7, 'q', 'TU80WKRYTI9QUMJ4', ?, 'a@b.example',
         '{}', 100, 'EUR', ?, ?)`,
      kind,
      given.order,
      NOW_MS - (given.placedDaysAgo ?? 0) * DAY_MS,
    );
  });
  const [truth] = readNumberTruths(web, [], { nowMs: NOW_MS, stores: DEFAULT_SETTINGS.stores });
  return truth;
}

test.each<[string, Given, { status: string; causes: string[]; mayReturn: boolean }]>([
  ["an order", { order: "completed" }, { status: "used", causes: ["used"], mayReturn: false }],
  [
    "an order weeks later",
    { order: "paid", kind: "registered", reservedDaysAgo: 20 },
    { status: "used-late", causes: ["used-late", "used"], mayReturn: false },
  ],
  [
    "a cancelled order",
    { order: "cancelled" },
    { status: "cancelled", causes: ["cancelled", "used"], mayReturn: false },
  ],
  [
    "an uncertain order",
    { order: "uncertain" },
    { status: "uncertain", causes: ["uncertain"], mayReturn: false },
  ],
  [
    "a cart that is being paid",
    { state: "paying" },
    { status: "uncertain", causes: ["uncertain", "reserved"], mayReturn: false },
  ],
  [
    "a guest whose session is over, noticed or not",
    { sessionOver: true },
    { status: "session-expired", causes: ["session-expired", "reserved"], mayReturn: false },
  ],
  [
    "an expired cart",
    { state: "expired", kind: "registering" },
    { status: "session-expired", causes: ["session-expired", "reserved"], mayReturn: false },
  ],
  [
    "a registered customer's cart of long ago",
    { kind: "registered", movedDaysAgo: 31 },
    { status: "abandoned", causes: ["abandoned", "reserved"], mayReturn: true },
  ],
  ["a guest who is still there", {}, { status: "reserved", causes: ["reserved"], mayReturn: true }],
])("%s", async (_, given, expected) => {
  const truth = await truthOf(given);
  expect(truth).toMatchObject({ ...expected, number: "100000007", sequence: 7, quoteId: "q" });
});
