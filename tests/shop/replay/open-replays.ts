import { z } from "zod";
import { GATEWAY_OPERATIONS } from "#shop/gateways/gateway-operations.ts";
import { ShopError } from "#shop/errors.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { markUncertain } from "#shop/orders/order-state.ts";
import { handler } from "#shop/services/operation.ts";
import {
  openProduction,
  type PlacedOrder,
  type Production,
} from "../fulfillment/open-production.ts";

/** What all gateways say of every payment, in the words of card-gateway-a and of PayPal. */
export interface FakeGateway {
  state: "paid" | "unpaid" | "pending";
  /** Nobody answers. */
  isAway: boolean;
  /** How often one was asked. */
  asked: number;
}

export interface ReplayShop extends Production {
  readonly gateway: FakeGateway;
  /** An order whose payment timed out, with its documents. */
  uncertain(
    products: readonly string[],
    options?: { previousLicenseId?: string; method?: "card" | "paypal" },
  ): PlacedOrder;
  /** A paid order; production and replication do the rest. */
  paid(
    products: readonly string[],
    options?: { previousLicenseId?: string; method?: "card" | "paypal" },
  ): PlacedOrder;
  /** A license of the main database to be renewed; its LN ID. */
  license(state: "active" | "expired" | "blocked"): string;
  /** Types of the events of one order, in the order in which each database told them. */
  told(order: PlacedOrder): string[];
  replayEvents(): LoggedEvent[];
  /** Rows of both databases that a replay may change, without times of reading. */
  content(): unknown;
}

const WORDS = {
  "card-gateway-a": { paid: "SETTLED", unpaid: "REFUSED", pending: "AUTHORIZED" },
  paypal: { paid: "Completed", unpaid: "Denied", pending: "Pending" },
} as const;

const TABLES = {
  web: ["orders", "orderLines", "documents", "replays", "mails"],
  main: ["orders", "orderLines", "licenses", "invoices", "mails", "loadedDocuments"],
} as const;

/** A shop with production, documents and main database, whose gateways say what a test wants. */
export function openReplays(options: Parameters<typeof openProduction>[0] = {}): ReplayShop {
  const open = openProduction(options);
  const { shop, services } = open;
  const gateway: FakeGateway = { state: "paid", isAway: false, asked: 0 };
  for (const [name, words] of Object.entries(WORDS)) {
    services.add({
      name,
      handlers: [
        handler(GATEWAY_OPERATIONS.readPayment, () => {
          gateway.asked += 1;
          if (gateway.isAway) throw new ShopError("service-unavailable", "The gateway is away.");
          const paidMinor = gateway.state === "paid" ? 3_999 : 0;
          return {
            gatewayState: words[gateway.state],
            reference: "R-1",
            authorizedMinor: gateway.state === "pending" ? 3_999 : 0,
            capturedMinor: paidMinor,
            refundedMinor: 0,
          };
        }),
      ],
    });
  }
  let licenses = 0;
  return {
    ...open,
    gateway,
    uncertain: (products, given = {}) => {
      const placed = open.place(products, { ...given, isPaid: false });
      shop.web.transaction((tx) => {
        tx.run(
          "UPDATE payments SET state = 'unknown', requestedMs = ? WHERE orderNumber = ?",
          shop.clock.nowMs(),
          placed.number,
        );
        markUncertain(tx, shop, placed.number);
      });
      return placed;
    },
    paid: (products, given = {}) => {
      const placed = open.place(products, given);
      shop.web.transaction((tx) =>
        tx.run(
          `UPDATE payments SET state = 'captured', capturedMinor = amountMinor, requestedMs = ?
           WHERE orderNumber = ?`,
          shop.clock.nowMs(),
          placed.number,
        ),
      );
      return placed;
    },
    license: (state) => {
      licenses += 1;
      const id = `LN00000000${licenses}`;
      shop.main.transaction((tx) =>
        tx.run(
          `INSERT INTO licenses (id, licenseNumber, foreignId, lineItemId, product, kind, state,
             validFromMs, validUntilMs, generatedMs)
           VALUES (?, ?, '38-100001', '1', 'isc.1.0.0.12m', 'standard', ?, 0, ?, 0)`,
          id,
          `NUMBER-${licenses}`,
          state,
          state === "expired" ? 1 : shop.clock.nowMs() + 86_400_000,
        ),
      );
      return id;
    },
    told: ({ number }) =>
      open
        .events()
        .filter(({ objects = [] }) => objects.some(({ id }) => id === number))
        .map(({ type }) => type),
    replayEvents: () => open.events().filter(({ type }) => type.startsWith("replay.")),
    content: () => ({
      web: TABLES.web.map((table) => rowsOf(open, "web", table)),
      main: TABLES.main.map((table) => rowsOf(open, "main", table)),
    }),
  };
}

function rowsOf({ shop }: Production, database: "web" | "main", table: string): unknown {
  return shop[database].all(anyRow, `SELECT * FROM ${table} ORDER BY rowid`);
}

const anyRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
