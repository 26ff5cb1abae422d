import { DELIVER_LICENSE_JOB, deliverLicense } from "#shop/fulfillment/deliver-license.ts";
import { fulfillmentJobs } from "#shop/fulfillment/fulfillment-jobs.ts";
import { writeOrderDocuments } from "#shop/documents/write-order-documents.ts";
import { JobWorker } from "#shop/jobs/job-worker.ts";
import { mailJobs } from "#shop/mail/bounce-mail.ts";
import { insertOrder } from "#shop/orders/insert-order.ts";
import { findOrder, linesOf, type OrderRow, type ProductKind } from "#shop/orders/order-rows.ts";
import { markPaid } from "#shop/orders/order-state.ts";
import { requestPayments } from "#shop/payments/request-payments.ts";
import { requireQuote } from "#shop/quotes/quote-rows.ts";
import { reserveStock, setStock } from "#shop/stock/stock.ts";
import { openShop, type OpenShop } from "../open-shop.ts";

export const VISIT = "TU80WKRYTI9QUMJ4";

const PRODUCTS: Readonly<Record<string, { kind: ProductKind; priceMinor: number }>> = {
  "isc.1.0.0.12m": { kind: "license", priceMinor: 3_999 },
  "isc.1.0.0.24m": { kind: "license", priceMinor: 6_450 },
  "GIFT-25": { kind: "giftCard", priceMinor: 2_500 },
  "COURSE-AUDIT": { kind: "course", priceMinor: 14_900 },
  COURSETOBUY: { kind: "course", priceMinor: 5_900 },
  "BOX-ISC": { kind: "physical", priceMinor: 4_499 },
};

const METHODS = {
  card: { method: "card", gateway: "card-gateway-a", cardToken: "tok-good-1" },
  paypal: { method: "paypal" },
} as const;

export interface PlacedOrder {
  readonly number: string;
  readonly foreignId: string;
  /** In cart order. */
  readonly lineItemIds: readonly string[];
}

export interface Production extends OpenShop {
  /** Inserts an order with its documents; pays it unless told otherwise. */
  place(
    products: readonly string[],
    options?: { previousLicenseId?: string; isPaid?: boolean; method?: "card" | "paypal" },
  ): PlacedOrder;
  order(number: string): OrderRow;
  /** Lets so much of the clock's time pass; jobs are done. Rejects with the first failure since. */
  pass(durationMs: number): Promise<void>;
  /** The failures since the last `pass`; they are forgotten. */
  failures(): unknown[];
}

/** A shop whose production, replication and main database work by themselves. */
export function openProduction(options: Parameters<typeof openShop>[0] = {}): Production {
  const open = openShop(options);
  const { shop, clock } = open;
  const failures: unknown[] = [];
  const jobs = mailJobs(shop);
  const workers = [
    { database: shop.web, handlers: { ...fulfillmentJobs(shop), ...jobs.web } },
    {
      database: shop.main,
      handlers: {
        [DELIVER_LICENSE_JOB]: (lineItemId: string) => deliverLicense(shop, lineItemId),
        ...jobs.main,
      },
    },
  ].map(
    ({ database, handlers }) =>
      new JobWorker({ database, clock, handlers, onFailure: (error) => failures.push(error) }),
  );
  stockProducts(open);
  for (const worker of workers) worker.start();
  let orders = 0;
  return {
    ...open,
    place: (products, { previousLicenseId, isPaid = true, method = "card" } = {}) => {
      orders += 1;
      const number = String(100_000_000 + orders);
      const foreignId = `38-${200_000 + orders}`;
      insert(open, { number, foreignId, sequence: orders, products, previousLicenseId, method });
      if (isPaid) shop.web.transaction((tx) => markPaid(tx, shop, number));
      const lineItemIds = linesOf(shop.web, number).map(({ lineItemId }) => lineItemId);
      return { number, foreignId, lineItemIds };
    },
    order: (number) => findOrder(shop.web, number)!,
    pass: async (durationMs) => {
      await clock.runUntil(clock.nowMs() + durationMs);
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw failure;
    },
    failures: () => failures.splice(0),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await open[Symbol.asyncDispose]();
    },
  };
}

function stockProducts({ shop }: OpenShop): void {
  shop.web.transaction((tx) => {
    for (const [code, { kind, priceMinor }] of Object.entries(PRODUCTS)) {
      tx.run(
        "INSERT INTO products VALUES (?, 'family', 'A product', ?, 1, 0, ?, 0)",
        code,
        priceMinor,
        kind,
      );
      if (kind === "physical") setStock(tx, code, 100);
    }
  });
}

function insert(
  { shop }: OpenShop,
  given: {
    number: string;
    foreignId: string;
    sequence: number;
    products: readonly string[];
    previousLicenseId: string | undefined;
    method: "card" | "paypal";
  },
): void {
  const { number, foreignId, sequence, products, method } = given;
  const quoteId = `quote-${sequence}`;
  const lines = products.map((product, index) => {
    const { kind, priceMinor } = PRODUCTS[product]!;
    return {
      lineItemId: `1329732362${String(sequence).padStart(5, "0")}${String(index).padStart(2, "0")}`,
      product,
      kind,
      quantity: 1,
      amountMinor: priceMinor,
      survey: null,
      previousLicenseId: kind === "license" ? (given.previousLicenseId ?? null) : null,
    };
  });
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  shop.web.transaction((tx) => {
    tx.run(
      `INSERT INTO quotes (id, store, sessionId, customerKind, transactionId, state, orderNumber,
         createdMs, updatedMs) VALUES (?, 'europe', 's', 'guest', ?, 'paying', ?, 0, 0)`,
      quoteId,
      VISIT,
      number,
    );
    const order = { number, foreignId, sequence, amountMinor, currency: "EUR", lines };
    const billing = { firstName: "Eva", lastName: "Nová", country: "cz" };
    const visit = { transactionId: VISIT, store: "europe", quoteId, amountMinor, currency: "EUR" };
    requestPayments(tx, shop, { orderNumber: number, foreignId, ...visit }, [METHODS[method]]);
    reserveStock(tx, shop, { orderNumber: number, foreignId, transactionId: VISIT, lines });
    insertOrder(tx, shop, requireQuote(tx, quoteId), {
      ...order,
      email: "eva@example.com",
      billing,
    });
    writeOrderDocuments(tx, shop, number);
  });
}
