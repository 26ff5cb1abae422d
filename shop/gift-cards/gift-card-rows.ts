import { z } from "zod";
import { type CardAccount, type CardEntry, foldAccount } from "#domain/gift-cards/accounting.ts";
import type { Reads } from "../database/shop-database.ts";

/** A card's account. `code` is spendable: it goes into events only as the declared secret attribute. */
export const giftCardRow = z.object({
  id: z.string(),
  store: z.string(),
  code: z.string(),
  pinHash: z.string().nullable(),
  external: z.number().transform((external) => external === 1),
  currency: z.string(),
  issuedMinor: z.number(),
  orderNumber: z.string().nullable(),
  lineItemId: z.string().nullable(),
  state: z.enum(["active", "cancelled"]),
  issuedMs: z.number(),
  mailId: z.string().nullable(),
  mailProblem: z.string().nullable(),
  /** Wrong PINs since `PIN_LOCKED_MS` without one, and when the last was given. */
  pinFailures: z.number(),
  pinFailedMs: z.number().nullable(),
});
export type GiftCardRow = z.infer<typeof giftCardRow>;

export const authorizationRow = z.object({
  id: z.string(),
  giftCardId: z.string(),
  paymentId: z.string(),
  orderNumber: z.string(),
  amountMinor: z.number(),
  state: z.enum(["open", "captured", "released"]),
  authorizedMs: z.number(),
  closedMs: z.number().nullable(),
});
export type AuthorizationRow = z.infer<typeof authorizationRow>;

export const cardTransactionRow = z.object({
  id: z.number(),
  giftCardId: z.string(),
  kind: z.enum(["issue", "capture", "refund"]),
  amountMinor: z.number(),
  authorizationId: z.string().nullable(),
  paymentId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  atMs: z.number(),
});
export type CardTransactionRow = z.infer<typeof cardTransactionRow>;

export function findGiftCard(reads: Reads, id: string): GiftCardRow | undefined {
  return reads.get(giftCardRow, "SELECT * FROM giftCards WHERE id = ?", id);
}

export function findGiftCardByCode(reads: Reads, code: string): GiftCardRow | undefined {
  return reads.get(giftCardRow, "SELECT * FROM giftCards WHERE code = ?", code);
}

/** The card that was issued for a line of an order. */
export function findGiftCardOfLine(
  reads: Reads,
  orderNumber: string,
  lineItemId: string,
): GiftCardRow | undefined {
  return reads.get(
    giftCardRow,
    "SELECT * FROM giftCards WHERE orderNumber = ? AND lineItemId = ? ORDER BY id LIMIT 1",
    orderNumber,
    lineItemId,
  );
}

/** The last authorization that was made for a payment. */
export function findAuthorization(reads: Reads, paymentId: string): AuthorizationRow | undefined {
  return reads.get(
    authorizationRow,
    `SELECT * FROM giftCardAuthorizations WHERE paymentId = ?
     ORDER BY authorizedMs DESC, id DESC LIMIT 1`,
    paymentId,
  );
}

/** Captures and refunds of a payment, in order. */
export function transactionsOfPayment(reads: Reads, paymentId: string): CardTransactionRow[] {
  return reads.all(
    cardTransactionRow,
    "SELECT * FROM giftCardTransactions WHERE paymentId = ? ORDER BY id",
    paymentId,
  );
}

export function cardTransactions(reads: Reads, giftCardId: string): CardTransactionRow[] {
  return reads.all(
    cardTransactionRow,
    "SELECT * FROM giftCardTransactions WHERE giftCardId = ? ORDER BY id",
    giftCardId,
  );
}

export function cardAuthorizations(reads: Reads, giftCardId: string): AuthorizationRow[] {
  return reads.all(
    authorizationRow,
    "SELECT * FROM giftCardAuthorizations WHERE giftCardId = ? ORDER BY authorizedMs, id",
    giftCardId,
  );
}

/** A card's account as its tables say now. */
export function readAccount(reads: Reads, giftCardId: string): CardAccount {
  return foldAccount(
    cardEntries(cardTransactions(reads, giftCardId), cardAuthorizations(reads, giftCardId)),
  );
}

/** Of things recorded in one millisecond, what must have been there for the next stands first. */
const RANK: Readonly<Record<CardEntry["kind"], number>> = {
  issued: 0,
  authorized: 1,
  reauthorized: 1,
  captured: 2,
  refunded: 3,
  released: 4,
};

/** The rows of an account as its history, in order of time. */
export function cardEntries(
  transactions: readonly CardTransactionRow[],
  authorizations: readonly AuthorizationRow[],
): CardEntry[] {
  const entries: CardEntry[] = [];
  for (const { kind, atMs, amountMinor, authorizationId } of transactions) {
    if (kind === "issue") entries.push({ kind: "issued", atMs, amountMinor });
    else if (kind === "capture") {
      entries.push({ kind: "captured", atMs, authorizationId, amountMinor });
    } else entries.push({ kind: "refunded", atMs, authorizationId, amountMinor });
  }
  for (const { id, amountMinor, authorizedMs, state, closedMs } of authorizations) {
    entries.push({ kind: "authorized", atMs: authorizedMs, authorizationId: id, amountMinor });
    if (state === "released") {
      entries.push({ kind: "released", atMs: closedMs ?? authorizedMs, authorizationId: id });
    }
  }
  return entries.sort((one, other) => one.atMs - other.atMs || RANK[one.kind] - RANK[other.kind]);
}
