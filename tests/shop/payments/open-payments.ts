import type { ShopContext } from "#shop/context.ts";
import { type Gateways, openGateways } from "#shop/gateways/open-gateways.ts";
import { bookIssue, insertGiftCard } from "#shop/gift-cards/issue-gift-card.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { JobWorker } from "#shop/jobs/job-worker.ts";
import { findOrder, orderObjects } from "#shop/orders/order-rows.ts";
import { markPaid, markUncertain } from "#shop/orders/order-state.ts";
import { type PaidOrder, payOrder } from "#shop/payments/pay-order.ts";
import { paymentHandlers } from "#shop/payments/payment-handlers.ts";
import { paymentJobs } from "#shop/payments/payment-jobs.ts";
import { type PaymentRow, paymentsOfOrder } from "#shop/payments/payment-rows.ts";
import { requestPayments } from "#shop/payments/request-payments.ts";
import { type ChosenMethod, STOREFRONT } from "#shop/storefront/operations.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { type OpenShop, openShop } from "../open-shop.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

type CardMethod = Extract<ChosenMethod, { method: "card" }>;

export const CARD_A: CardMethod = {
  method: "card",
  gateway: "card-gateway-a",
  cardToken: "tok-good",
};
export const CARD_B: CardMethod = { ...CARD_A, gateway: "card-gateway-b" };
export const PAYPAL: ChosenMethod = { method: "paypal" };
export const BANK: ChosenMethod = { method: "bankTransfer" };

export const EMAIL = "ada@example.org";

export interface Placed {
  readonly orderNumber: string;
  readonly paid: PaidOrder;
}

export interface OpenPayments extends AsyncDisposable {
  readonly open: OpenShop;
  readonly shop: ShopContext;
  readonly gateways: Gateways;
  /** What the shop's jobs and the gateways' callbacks failed with. */
  readonly failures: unknown[];
  /** The next call of this operation loses its request or its answer, or the one after so many. */
  lose(operation: string, lost: "request" | "answer", after?: number): void;
  /** Nothing is lost any more. */
  findWay(): void;
  /** Places an order of two physical lines (60 and 40 of 100) as the checkout does. */
  place(methods: ChosenMethod[], amountMinor?: number): Promise<Placed>;
  /** Begins to pay, and leaves it to the test to let time pass: nothing is placed. */
  begin(methods: ChosenMethod[], amountMinor?: number): Promise<PaidOrder>;
  /** Lets time pass, with jobs and callbacks. */
  pass(durationMs: number): Promise<void>;
  payments(orderNumber: string): PaymentRow[];
  stateOf(orderNumber: string): string | undefined;
  /** The types of the order's events, without stock. */
  story(orderNumber: string): string[];
  eventsOf(type: string): LoggedEvent[];
  issueCard(code: string, amountMinor: number): void;
}

/** A shop with gateways, its worker for payments, and a checkout of the barest kind. */
export function openPayments(options: { seed?: number; answerMs?: number } = {}): OpenPayments {
  const { answerMs = 30 } = options;
  const losses: { operation: string; lost: "request" | "answer"; after: number }[] = [];
  const open = openShop({
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    travel: (_service, operation) => {
      const loss = losses.find((given) => given.operation === operation);
      if (loss === undefined) return { requestMs: 20, answerMs };
      loss.after -= 1;
      if (loss.after >= 0) return { requestMs: 20, answerMs };
      losses.splice(losses.indexOf(loss), 1);
      return { requestMs: 20, answerMs, lost: loss.lost };
    },
  });
  const { shop, clock, services } = open;
  const failures: unknown[] = [];
  const gateways = openGateways({
    open: (name, schema) =>
      new ShopDatabase({
        name,
        path: ":memory:",
        schema,
        clock,
        random: seededRandom(options.seed ?? 1, name),
        durable: false,
      }),
    clock,
    random: seededRandom(options.seed ?? 1, "gateways"),
    services,
    faults: shop.faults,
    settings: shop.settings,
    onFailure: (error) => failures.push(error),
  });
  for (const definition of gateways.definitions) services.add(definition);
  services.add({ name: STOREFRONT, handlers: paymentHandlers(shop) });
  const worker = new JobWorker({
    database: shop.web,
    clock,
    handlers: {
      ...paymentJobs(shop),
      fulfill: () => undefined,
      replicate: () => undefined,
    },
    onFailure: (error) => failures.push(error),
  });
  worker.start();
  gateways.start();
  let sequence = 0;
  return {
    open,
    shop,
    gateways,
    failures,
    lose: (operation, lost, after = 0) => losses.push({ operation, lost, after }),
    findWay: () => losses.splice(0),
    place: async (methods, amountMinor = 100) => {
      sequence += 1;
      const orderNumber = String(100_000_000 + sequence);
      request(shop, { sequence, orderNumber, amountMinor }, methods);
      const paid = await open.run(payOrder(shop, orderNumber));
      if (paid.outcome !== "declined") {
        settle(shop, { sequence, orderNumber, amountMinor }, paid);
      }
      return { orderNumber, paid };
    },
    begin: (methods, amountMinor = 100) => {
      sequence += 1;
      const orderNumber = String(100_000_000 + sequence);
      request(shop, { sequence, orderNumber, amountMinor }, methods);
      return payOrder(shop, orderNumber);
    },
    pass: (durationMs) => open.run(clock.sleep(durationMs), durationMs + 1),
    payments: (orderNumber) => paymentsOfOrder(shop.web, orderNumber),
    stateOf: (orderNumber) => findOrder(shop.web, orderNumber)?.state,
    story: (orderNumber) =>
      open
        .events()
        .filter(({ objects }) => objects?.some(({ id }) => id === orderNumber))
        .map(({ type }) => type),
    eventsOf: (type) => open.events().filter((event) => event.type === type),
    issueCard: (code, amountMinor) =>
      shop.web.transaction((tx) => {
        const card = {
          id: `FA-${code}`,
          store: "europe",
          code,
          pinHash: null,
          external: false,
          currency: "EUR",
          issuedMinor: amountMinor,
          orderNumber: null,
          lineItemId: null,
          state: "active" as const,
          issuedMs: clock.nowMs(),
          mailId: null,
          mailProblem: null,
        };
        insertGiftCard(tx, card);
        bookIssue(tx, card);
      }),
    [Symbol.asyncDispose]: async () => {
      // What still travels on the virtual clock would hold a closing worker for ever.
      await open.run(Promise.all([worker.close(), gateways.close()]));
      await open[Symbol.asyncDispose]();
    },
  };
}

interface Order {
  readonly sequence: number;
  readonly orderNumber: string;
  readonly amountMinor: number;
}

function request(shop: ShopContext, order: Order, methods: ChosenMethod[]): void {
  const { orderNumber, amountMinor } = order;
  shop.web.transaction((tx) =>
    requestPayments(
      tx,
      shop,
      {
        orderNumber,
        foreignId: foreignIdOf(order),
        quoteId: `Q-${order.sequence}`,
        transactionId: transactionIdOf(order),
        store: "europe",
        amountMinor,
        currency: "EUR",
      },
      methods,
    ),
  );
}

function settle(shop: ShopContext, order: Order, { outcome }: PaidOrder): void {
  const { orderNumber: number, amountMinor, sequence } = order;
  shop.web.transaction((tx) => {
    tx.run(
      `INSERT INTO orders (number, foreignId, store, sequence, quoteId, transactionId, customerKind, email,
         billing, amountMinor, currency, state, placedMs)
       VALUES (?, ?, 'europe', ?, ?, ?, 'guest', ?, '{}', ?, 'EUR', 'placed', ?)`,
      number,
      foreignIdOf(order),
      sequence,
      `Q-${sequence}`,
      transactionIdOf(order),
      EMAIL,
      amountMinor,
      shop.clock.nowMs(),
    );
    const amountsMinor = [Math.ceil(amountMinor * 0.6), Math.floor(amountMinor * 0.4)];
    for (const [index, lineMinor] of amountsMinor.entries()) {
      tx.run(
        `INSERT INTO orderLines (lineItemId, orderNumber, position, product, kind, quantity, amountMinor, state)
         VALUES (?, ?, ?, 'MUG', 'physical', 1, ?, 'ordered')`,
        lineItemIdOf(number, index + 1),
        number,
        index + 1,
        lineMinor,
      );
    }
    tx.emit({
      type: "order.placed",
      transactionId: transactionIdOf(order),
      objects: [
        ...orderObjects({ number, foreignId: foreignIdOf(order) }),
        { type: "quote", id: `Q-${sequence}` },
      ],
      amount: { minor: amountMinor, currency: "EUR" },
      message: "The order was placed.",
    });
    if (outcome === "uncertain") markUncertain(tx, shop, number);
    if (outcome === "paid") markPaid(tx, shop, number);
  });
}

/** The first line costs three fifths, the second two. */
export function lineItemIdOf(orderNumber: string, position: number): string {
  return `${orderNumber}0000000${position}`;
}

function foreignIdOf({ sequence }: Order): string {
  return `38-${200_000 + sequence}`;
}

function transactionIdOf({ sequence }: Order): string {
  return `TXPAYMENT${String(sequence).padStart(7, "0")}`;
}
