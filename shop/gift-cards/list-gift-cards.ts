import { z } from "zod";
import { timeText } from "../clock/shop-clock.ts";
import type { Reads } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { CardHistoryStep, Liability, ListedCard } from "./gift-card-operations.ts";
import {
  cardAuthorizations,
  cardTransactions,
  findGiftCard,
  giftCardRow,
  type GiftCardRow,
  readAccount,
} from "./gift-card-rows.ts";

/** As much as an operator reads at once. */
export const CARDS_PER_PAGE = 100;

const LAST_CHARACTERS = 4;

const problemSchema = z.object({ missing: z.array(z.string()), unknown: z.array(z.string()) });

/** The newest first, a page at a time; `next` is null on the last. */
export function listGiftCards(
  reads: Reads,
  asked: {
    readonly store?: string | undefined;
    readonly orderNumber?: string | undefined;
    readonly after?: string | undefined;
  },
): { items: ListedCard[]; next: string | null } {
  const { store = null, orderNumber = null } = asked;
  const after = asked.after === undefined ? undefined : requireGiftCard(reads, asked.after);
  const rows = reads.all(
    giftCardRow,
    `SELECT * FROM giftCards
     WHERE (?1 IS NULL OR store = ?1) AND (?2 IS NULL OR orderNumber = ?2)
       AND (?3 IS NULL OR issuedMs < ?3 OR (issuedMs = ?3 AND id > ?4))
     ORDER BY issuedMs DESC, id LIMIT ?5`,
    store,
    orderNumber,
    after?.issuedMs ?? null,
    after?.id ?? null,
    CARDS_PER_PAGE + 1,
  );
  const page = rows.slice(0, CARDS_PER_PAGE);
  const next = rows.length > CARDS_PER_PAGE ? (page.at(-1)?.id ?? null) : null;
  return { items: page.map((card) => listedCard(reads, card)), next };
}

/** A card with its account's history, oldest first. Throws `not-found`. */
export function viewGiftCard(
  reads: Reads,
  giftCardId: string,
): ListedCard & { history: CardHistoryStep[] } {
  const card = requireGiftCard(reads, giftCardId);
  return { ...listedCard(reads, card), history: historyOf(reads, giftCardId) };
}

const sumsRow = z.object({
  store: z.string(),
  currency: z.string(),
  cards: z.number(),
  issuedMinor: z.number(),
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  authorizedMinor: z.number(),
});

/** By store and currency: only what the stores issued themselves; external cards are another company's. */
export function readLiabilities(reads: Reads): Liability[] {
  const rows = reads.all(
    sumsRow,
    `WITH moved AS (
       SELECT giftCardId, sum(iif(kind = 'issue', amountMinor, 0)) AS issued,
         sum(iif(kind = 'capture', amountMinor, 0)) AS captured,
         sum(iif(kind = 'refund', amountMinor, 0)) AS refunded
       FROM giftCardTransactions GROUP BY giftCardId),
     held AS (
       SELECT giftCardId, sum(amountMinor) AS authorized
       FROM giftCardAuthorizations WHERE state = 'open' GROUP BY giftCardId)
     SELECT store, currency, count(*) AS cards, sum(coalesce(issued, 0)) AS issuedMinor,
       sum(coalesce(captured, 0)) AS capturedMinor, sum(coalesce(refunded, 0)) AS refundedMinor,
       sum(coalesce(authorized, 0)) AS authorizedMinor
     FROM giftCards LEFT JOIN moved ON moved.giftCardId = giftCards.id
       LEFT JOIN held ON held.giftCardId = giftCards.id
     WHERE external = 0 GROUP BY store, currency ORDER BY store, currency`,
  );
  return rows.map(liabilityOf);
}

/** Throws `not-found`. */
export function requireGiftCard(reads: Reads, giftCardId: string): GiftCardRow {
  const card = findGiftCard(reads, giftCardId);
  if (card === undefined) throw new ShopError("not-found", "There is no such gift card.");
  return card;
}

function liabilityOf(sums: z.infer<typeof sumsRow>): Liability {
  const balanceMinor = sums.issuedMinor + sums.refundedMinor - sums.capturedMinor;
  return { ...sums, balanceMinor, availableMinor: balanceMinor - sums.authorizedMinor };
}

function listedCard(reads: Reads, card: GiftCardRow): ListedCard {
  const { balanceMinor, authorizedMinor, availableMinor } = readAccount(reads, card.id);
  const { mailProblem } = card;
  return {
    giftCardId: card.id,
    store: card.store,
    external: card.external,
    state: card.state,
    lastFour: card.code.slice(-LAST_CHARACTERS),
    currency: card.currency,
    issuedMinor: card.issuedMinor,
    balanceMinor,
    authorizedMinor,
    availableMinor,
    orderNumber: card.orderNumber,
    lineItemId: card.lineItemId,
    issuedAt: timeText(card.issuedMs),
    mail: mailStateOf(reads, card),
    mailProblem: mailProblem === null ? null : problemSchema.parse(JSON.parse(mailProblem)),
  };
}

function mailStateOf(reads: Reads, { mailId }: GiftCardRow): ListedCard["mail"] {
  if (mailId === null) return "not-sent";
  const mailRow = z.object({ bouncedMs: z.number().nullable() });
  const mail = reads.get(mailRow, "SELECT bouncedMs FROM mails WHERE id = ?", mailId);
  return mail?.bouncedMs === null ? "sent" : "bounced";
}

const STEPS = { issue: "issued", capture: "captured", refund: "refunded" } as const;

function historyOf(reads: Reads, giftCardId: string): CardHistoryStep[] {
  const booked = cardTransactions(reads, giftCardId).map((row) => ({
    at: timeText(row.atMs),
    step: STEPS[row.kind],
    amountMinor: row.amountMinor,
    authorizationId: row.authorizationId,
    orderNumber: row.orderNumber,
  }));
  const held = cardAuthorizations(reads, giftCardId).flatMap((row) => {
    const { amountMinor, id: authorizationId, orderNumber, closedMs } = row;
    const named = { amountMinor, authorizationId, orderNumber };
    const begun = { at: timeText(row.authorizedMs), step: "authorized" as const, ...named };
    if (row.state !== "released" || closedMs === null) return [begun];
    return [begun, { at: timeText(closedMs), step: "released" as const, ...named }];
  });
  // Times in this form sort as text.
  return [...booked, ...held].sort(
    (one, other) => compareText(one.at, other.at) || RANK[one.step] - RANK[other.step],
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Of one millisecond: as it must have been. */
const RANK: Readonly<Record<CardHistoryStep["step"], number>> = {
  issued: 0,
  authorized: 1,
  captured: 2,
  refunded: 3,
  released: 4,
};
