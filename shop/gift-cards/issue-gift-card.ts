import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { Letter } from "../mail/letter.ts";
import {
  type LineRow,
  linesOf,
  type OrderRow,
  orderObjects,
  requireOrder,
} from "../orders/order-rows.ts";
import { randomDigits } from "../random/random-source.ts";
import { findGiftCard, findGiftCardOfLine, type GiftCardRow } from "./gift-card-rows.ts";
import { readGiftCardSettings } from "./gift-card-settings.ts";
import { mailGiftCard } from "./mail-gift-card.ts";
import { breakTemplate } from "./template-fault.ts";

/** So many codes in a row that are taken already: the store's codes are too short for what it sells. */
const DRAWS_MAX = 100;

const ACCOUNT_ID_DIGITS = 12;

/**
 * Issues the gift card of an order's line: a financial account with a unique random code, the amount as its
 * first transaction, and the mail to the recipient, all committed together. Where survey and template differ
 * the card is issued and no mail is sent. Doing it again changes nothing. Throws `not-found`, and
 * `wrong-state` for a line that is no gift card.
 */
export function issueGiftCard(shop: ShopContext, orderNumber: string, lineItemId: string): void {
  const letter = shop.web.transaction((tx) => {
    if (findGiftCardOfLine(tx, orderNumber, lineItemId) !== undefined) return null;
    const order = requireOrder(tx, orderNumber);
    const line = requireGiftCardLine(tx, orderNumber, lineItemId);
    const card = openAccount(tx, shop, order, line);
    breakTemplate(tx, shop, order);
    return mailGiftCard(tx, shop, order, line, card);
  });
  deliver(shop, letter);
}

/** After the commit: the record of the mail is there. */
export function deliver(shop: ShopContext, letter: Letter | null): void {
  if (letter !== null) shop.post?.deliver(letter);
}

/** Throws as `issueGiftCard`. */
export function requireGiftCardLine(
  reads: Reads,
  orderNumber: string,
  lineItemId: string,
): LineRow {
  const line = linesOf(reads, orderNumber).find((other) => other.lineItemId === lineItemId);
  if (line === undefined) throw new ShopError("not-found", "The order has no such line.");
  if (line.kind !== "giftCard") {
    throw new ShopError("wrong-state", "The line is not a gift card.", {
      detail: { kind: line.kind },
    });
  }
  return line;
}

function openAccount(
  tx: Transaction,
  shop: ShopContext,
  order: OrderRow,
  line: LineRow,
): GiftCardRow {
  const card: GiftCardRow = {
    id: newAccountId(tx, shop),
    store: order.store,
    code: newCode(tx, shop, order.store),
    pinHash: null,
    external: false,
    currency: order.currency,
    issuedMinor: line.amountMinor,
    orderNumber: order.number,
    lineItemId: line.lineItemId,
    state: "active",
    issuedMs: shop.clock.nowMs(),
    mailId: null,
    mailProblem: null,
    pinFailures: 0,
    pinFailedMs: null,
  };
  insertGiftCard(tx, card);
  bookIssue(tx, card);
  tx.emit({
    type: "giftCard.issued",
    transactionId: order.transactionId,
    objects: [{ type: "giftCard", id: card.id }, ...orderObjects(order)],
    amount: { minor: card.issuedMinor, currency: card.currency },
    message: "A gift card was issued.",
    attributes: { code: card.code, external: false, lineItemId: line.lineItemId },
  });
  return card;
}

/** What a card begins with. */
export type NewGiftCard = Omit<
  GiftCardRow,
  "mailId" | "mailProblem" | "pinFailures" | "pinFailedMs"
>;

/** The account alone; its amount is a transaction of its own: `bookIssue`. */
export function insertGiftCard(tx: Transaction, card: NewGiftCard): void {
  tx.run(
    `INSERT INTO giftCards (id, store, code, pinHash, external, currency, issuedMinor, orderNumber,
       lineItemId, state, issuedMs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    card.id,
    card.store,
    card.code,
    card.pinHash,
    Number(card.external),
    card.currency,
    card.issuedMinor,
    card.orderNumber,
    card.lineItemId,
    card.state,
    card.issuedMs,
  );
}

/** The account's first transaction. */
export function bookIssue(tx: Transaction, card: NewGiftCard): void {
  tx.run(
    `INSERT INTO giftCardTransactions (giftCardId, kind, amountMinor, orderNumber, atMs)
     VALUES (?, 'issue', ?, ?, ?)`,
    card.id,
    card.issuedMinor,
    card.orderNumber,
    card.issuedMs,
  );
}

function newAccountId(tx: Transaction, shop: ShopContext): string {
  return drawUnused(
    () => `FA${randomDigits(shop.random, ACCOUNT_ID_DIGITS)}`,
    (id) => findGiftCard(tx, id) !== undefined,
  );
}

/** Digits of the set length; a code that any card ever had is not given again. */
function newCode(tx: Transaction, shop: ShopContext, store: string): string {
  const { codeLength } = readGiftCardSettings(shop, store);
  const row = z.object({ id: z.string() });
  return drawUnused(
    () => randomDigits(shop.random, codeLength),
    (code) => tx.get(row, "SELECT id FROM giftCards WHERE code = ?", code) !== undefined,
  );
}

function drawUnused(draw: () => string, isUsed: (drawn: string) => boolean): string {
  for (let draws = 0; draws < DRAWS_MAX; draws++) {
    const drawn = draw();
    if (!isUsed(drawn)) return drawn;
  }
  throw new ShopError("internal", `${DRAWS_MAX} random numbers in a row are in use already.`);
}
