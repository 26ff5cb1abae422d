import { z } from "zod";
import { timeText } from "../../clock/shop-clock.ts";
import type { Reads } from "../../database/shop-database.ts";
import { type OrderTruth, orderTruth, type PaymentTruth } from "../answer-key-objects.ts";
import { groupBy, timeOrNull } from "./group-by.ts";

const { shape } = orderTruth;
const lineShape = shape.lines.element.shape;
const mailShape = shape.mails.element.shape;
const invoiceShape = shape.invoices.element.shape;

const orderRow = z.object({
  number: z.string(),
  foreignId: z.string(),
  store: z.string(),
  sequence: z.number(),
  transactionId: z.string(),
  quoteId: z.string(),
  customerId: z.string().nullable(),
  customerKind: shape.customerKind,
  state: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  placedMs: z.number(),
  successPageMs: z.number().nullable(),
  replicatedMs: z.number().nullable(),
});
const lineRow = z.object({
  orderNumber: z.string(),
  lineItemId: z.string(),
  product: z.string(),
  kind: lineShape.kind,
  quantity: z.number(),
  amountMinor: z.number(),
  state: lineShape.state,
  deliveredMs: z.number().nullable(),
  previousLicenseId: z.string().nullable(),
});
const madeRow = z.object({ id: z.string(), lineItemId: z.string(), madeMs: z.number() });
const stockRow = z.object({ orderNumber: z.string(), ...shape.stock.element.shape });
const mailRow = z.object({
  id: z.string(),
  orderKey: z.string(),
  kind: mailShape.kind,
  sentMs: z.number(),
  bouncedMs: z.number().nullable(),
});
const mainRow = z.object({
  foreignId: z.string(),
  state: z.enum(["paid", "unpaid", "other"]),
  loadedMs: z.number(),
});
const invoiceRow = z.object({
  id: z.string(),
  foreignId: z.string(),
  kind: invoiceShape.kind,
  amountMinor: z.number(),
  issuedMs: z.number(),
});

/** Every order by number, with everything that was really made and sent for it. */
export function readOrderTruths(
  { web, main }: { web: Reads; main: Reads },
  payments: readonly PaymentTruth[],
): OrderTruth[] {
  const parts = readParts(web, main);
  const paymentsOf = groupBy(payments, ({ orderNumber }) => orderNumber);
  const sql = `SELECT number, foreignId, store, sequence, transactionId, quoteId, customerId,
      customerKind, state, amountMinor, currency, placedMs, successPageMs, replicatedMs
    FROM orders ORDER BY number`;
  return web.all(orderRow, sql).map((order) => {
    const money = moneyOf(order.amountMinor, paymentsOf.get(order.number) ?? []);
    const inMain = parts.mains.get(order.foreignId)?.[0];
    return {
      record: "order",
      number: order.number,
      foreignId: order.foreignId,
      store: order.store,
      sequence: order.sequence,
      transactionId: order.transactionId,
      quoteId: order.quoteId,
      customerId: order.customerId,
      customerKind: order.customerKind,
      state: order.state,
      amountMinor: order.amountMinor,
      currency: order.currency,
      placedAt: timeText(order.placedMs),
      successPageAt: timeOrNull(order.successPageMs),
      replicatedAt: timeOrNull(order.replicatedMs),
      paid: money.paid,
      capturedMinor: money.capturedMinor,
      refundedMinor: money.refundedMinor,
      lines: (parts.lines.get(order.number) ?? []).map((line) => lineTruth(line, parts)),
      inMainDb:
        inMain === undefined ? null : { state: inMain.state, loadedAt: timeText(inMain.loadedMs) },
      invoices: (parts.invoices.get(order.foreignId) ?? []).map(
        ({ id, kind, amountMinor, issuedMs }) => ({
          id,
          kind,
          amountMinor,
          issuedAt: timeText(issuedMs),
        }),
      ),
      mails: [
        ...(parts.webMails.get(order.number) ?? []),
        ...(parts.mainMails.get(order.foreignId) ?? []),
      ].map(({ id, kind, sentMs, bouncedMs }) => ({
        id,
        kind,
        sentAt: timeText(sentMs),
        bouncedAt: timeOrNull(bouncedMs),
      })),
      stock: (parts.stock.get(order.number) ?? []).map(({ product, quantity, state }) => ({
        product,
        quantity,
        state,
      })),
    };
  });
}

type Parts = ReturnType<typeof readParts>;

function readParts(web: Reads, main: Reads) {
  const lines = `SELECT orderNumber, lineItemId, product, kind, quantity, amountMinor, state,
      deliveredMs, previousLicenseId FROM orderLines ORDER BY orderNumber, position, lineItemId`;
  const cards = `SELECT id, lineItemId, issuedMs AS madeMs FROM giftCards WHERE lineItemId IS NOT NULL
    ORDER BY issuedMs, id`;
  const licenses = `SELECT id, lineItemId, generatedMs AS madeMs FROM licenses
    ORDER BY generatedMs, id`;
  const stock = `SELECT orderNumber, product, quantity, state FROM stockReservations
    ORDER BY orderNumber, product`;
  const webMails = `SELECT id, orderNumber AS orderKey, kind, sentMs, bouncedMs FROM mails
    ORDER BY sentMs, id`;
  const mainMails = `SELECT id, foreignId AS orderKey, kind, sentMs, bouncedMs FROM mails
    ORDER BY sentMs, id`;
  const mains = "SELECT foreignId, state, loadedMs FROM orders ORDER BY foreignId";
  const invoices = `SELECT id, foreignId, kind, amountMinor, issuedMs FROM invoices
    ORDER BY issuedMs, id`;
  return {
    lines: groupBy(web.all(lineRow, lines), ({ orderNumber }) => orderNumber),
    cards: groupBy(web.all(madeRow, cards), ({ lineItemId }) => lineItemId),
    licenses: groupBy(main.all(madeRow, licenses), ({ lineItemId }) => lineItemId),
    stock: groupBy(web.all(stockRow, stock), ({ orderNumber }) => orderNumber),
    webMails: groupBy(web.all(mailRow, webMails), ({ orderKey }) => orderKey),
    mainMails: groupBy(main.all(mailRow, mainMails), ({ orderKey }) => orderKey),
    mains: groupBy(main.all(mainRow, mains), ({ foreignId }) => foreignId),
    invoices: groupBy(main.all(invoiceRow, invoices), ({ foreignId }) => foreignId),
  };
}

function lineTruth(
  line: z.infer<typeof lineRow>,
  { licenses, cards }: Parts,
): OrderTruth["lines"][number] {
  const { orderNumber: _order, deliveredMs, ...told } = line;
  // The web database hears of a license only later, and after a failed replay much later.
  const [license] = licenses.get(line.lineItemId) ?? [];
  return {
    ...told,
    state: told.state === "ordered" && license !== undefined ? "delivered" : told.state,
    deliveredAt: timeOrNull(license?.madeMs ?? deliveredMs),
    licenses: (licenses.get(line.lineItemId) ?? []).map(({ id }) => id),
    giftCards: (cards.get(line.lineItemId) ?? []).map(({ id }) => id),
  };
}

/** A payment is counted once its holder took the money, whether or not the shop knows. */
function moneyOf(
  amountMinor: number,
  payments: readonly PaymentTruth[],
): Pick<OrderTruth, "paid" | "capturedMinor" | "refundedMinor"> {
  let capturedMinor = 0;
  let refundedMinor = 0;
  for (const { truth } of payments) {
    capturedMinor += truth?.capturedMinor ?? 0;
    refundedMinor += truth?.refundedMinor ?? 0;
  }
  if (capturedMinor === 0 && amountMinor > 0) return { paid: "none", capturedMinor, refundedMinor };
  return { paid: capturedMinor >= amountMinor ? "full" : "part", capturedMinor, refundedMinor };
}
