import { z } from "zod";
import { hashPassword } from "../customers/password-hash.ts";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { ChosenMethod } from "../storefront/operations.ts";
import { type ExternalAmount, EXTERNAL_OPERATIONS } from "./external-operations.ts";
import { EXTERNAL_CARDS, findByTypedCode, readTypedCode } from "./find-card.ts";
import { findGiftCard, type GiftCardRow } from "./gift-card-rows.ts";
import { requireStore } from "./gift-card-settings.ts";

/** Books the issue of an external card after its first use: see `bookLate`. Its subject is the card's ID. */
export const BOOK_CARD_JOB = "book-external-card";

/** How long a faulty shop takes to book a card that it already takes money from. */
const BOOKED_LATE_MS_MIN = 60_000;
const BOOKED_LATE_MS_MAX = 3_600_000;

/**
 * Before an order is paid: asks the provider for each card whose code the shop does not know, and gives those
 * that the provider knows an account here. They are issued in the shop's books when they are first used. Where
 * the provider cannot be asked, it is noted, and the codes stay unknown.
 */
export async function recognizeCards(
  shop: ShopContext,
  given: {
    readonly store: string;
    readonly transactionId: string;
    readonly methods: readonly ChosenMethod[];
  },
): Promise<void> {
  for (const method of given.methods) {
    if (method.method !== "giftCard" || findByTypedCode(shop.web, method.code) !== undefined) {
      continue;
    }
    const { code, pin } = method;
    const found = await askProvider(shop, given.transactionId, { code, pin });
    if (found === null) continue;
    shop.web.transaction((tx) => openExternal(tx, shop, given.store, { code, pin }, found));
  }
}

/**
 * An external card is given its account and booked at once, without being used. Its account's ID. Rejects
 * with `not-found` for a code that the provider does not know, another PIN, or a store that is not there.
 */
export async function registerExternalCard(
  shop: ShopContext,
  given: { readonly store: string; readonly code: string; readonly pin?: string | undefined },
): Promise<string> {
  requireStore(shop, given.store);
  const found = await lookUpExternalCard(shop, given);
  if (found === null) {
    throw new ShopError("not-found", "There is no external card with this code and PIN.");
  }
  shop.web.transaction((tx) => {
    openExternal(tx, shop, given.store, given, found);
    bookExternal(tx, shop, found.cardId);
  });
  return found.cardId;
}

/** What the provider says of a card; null where it does not know the code, or the PIN is another. */
export async function lookUpExternalCard(
  shop: ShopContext,
  { code, pin }: { readonly code: string; readonly pin?: string | undefined },
): Promise<ExternalAmount | null> {
  try {
    return await shop.services.call(EXTERNAL_CARDS, EXTERNAL_OPERATIONS.lookUpCard, {
      code,
      ...(pin !== undefined && { pin }),
    });
  } catch (error) {
    const isUnknown =
      error instanceof ShopError &&
      error.code === "service-refused" &&
      error.detail["code"] === "not-found";
    if (isUnknown) return null;
    throw error;
  }
}

/**
 * Books an external card's issue, if it is not booked: its amount as the account's first transaction, and
 * `giftCard.issued`.
 */
export function bookExternal(
  tx: Transaction,
  shop: ShopContext,
  cardId: string,
  transactionId?: string,
): void {
  const card = findGiftCard(tx, cardId);
  if (card === undefined || !card.external || isBooked(tx, card)) return;
  const nowMs = shop.clock.nowMs();
  tx.run("UPDATE giftCards SET issuedMs = ? WHERE id = ?", nowMs, card.id);
  tx.run(
    `INSERT INTO giftCardTransactions (giftCardId, kind, amountMinor, atMs)
     VALUES (?, 'issue', ?, ?)`,
    card.id,
    card.issuedMinor,
    nowMs,
  );
  tx.emit({
    type: "giftCard.issued",
    ...(transactionId !== undefined && { transactionId }),
    objects: [{ type: "giftCard", id: card.id }],
    amount: { minor: card.issuedMinor, currency: card.currency },
    message: "A gift card of the external provider got its account.",
    attributes: { code: card.code, external: true },
  });
}

/** Fault gift-card.used-before-issue: the card is used now, its issue is booked later. */
export function bookLate(tx: Transaction, shop: ShopContext, cardId: string): void {
  const delayMs = shop.random.integer(BOOKED_LATE_MS_MIN, BOOKED_LATE_MS_MAX);
  tx.enqueue({ kind: BOOK_CARD_JOB, subject: cardId, dueMs: shop.clock.nowMs() + delayMs });
}

/** Whether the amount of a card is in its account. The shop's own cards are booked when they are issued. */
export function isBooked(reads: Reads, { id }: GiftCardRow): boolean {
  const row = z.object({ id: z.number() });
  const sql = "SELECT id FROM giftCardTransactions WHERE giftCardId = ? AND kind = 'issue' LIMIT 1";
  return reads.get(row, sql, id) !== undefined;
}

async function askProvider(
  shop: ShopContext,
  transactionId: string,
  given: { code: string; pin: string | undefined },
): Promise<ExternalAmount | null> {
  // What cannot be a code is not sent to anybody.
  if (readTypedCode(given.code) === null) return null;
  try {
    return await lookUpExternalCard(shop, given);
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const { code: reason } = error;
    shop.web.transaction((tx) =>
      tx.emit({
        type: "warning.recorded",
        transactionId,
        objects: [{ type: "transaction", id: transactionId }],
        outcome: "failure",
        reason,
        message: "The provider of external cards could not be asked whether a card is its own.",
        level: "warning",
        attributes: { component: "External cards" },
      }),
    );
    return null;
  }
}

/** Only its account: nothing is booked yet. */
function openExternal(
  tx: Transaction,
  shop: ShopContext,
  store: string,
  { code, pin }: { code: string; pin?: string | undefined },
  { cardId, currency, balanceMinor, hasPin }: ExternalAmount,
): void {
  const normal = readTypedCode(code);
  if (normal === null || findGiftCard(tx, cardId) !== undefined) return;
  const cost = shop.settings.passwordHashCost;
  tx.run(
    `INSERT INTO giftCards (id, store, code, pinHash, external, currency, issuedMinor, state, issuedMs)
     VALUES (?, ?, ?, ?, 1, ?, ?, 'active', ?)`,
    cardId,
    store,
    normal,
    // One that was given for a card without is not the card's.
    pin === undefined || !hasPin ? null : hashPassword(shop.random, pin, cost),
    currency,
    balanceMinor,
    shop.clock.nowMs(),
  );
}
