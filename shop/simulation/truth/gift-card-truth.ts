import { z } from "zod";
import { timeText } from "../../clock/shop-clock.ts";
import type { Reads } from "../../database/shop-database.ts";
import { type GiftCardTruth, giftCardTruth } from "../answer-key-objects.ts";
import { groupBy, timeOrNull } from "./group-by.ts";

const { shape } = giftCardTruth;
const cardRow = z.object({
  id: z.string(),
  store: z.string(),
  external: z.number(),
  currency: z.string(),
  state: z.string(),
  orderNumber: z.string().nullable(),
  lineItemId: z.string().nullable(),
  issuedMs: z.number(),
  issuedMinor: z.number(),
});
const authorizationRow = z.object({
  giftCardId: z.string(),
  id: z.string(),
  paymentId: z.string(),
  orderNumber: z.string(),
  amountMinor: z.number(),
  state: shape.authorizations.element.shape.state,
  authorizedMs: z.number(),
  closedMs: z.number().nullable(),
});
const entryRow = z.object({
  giftCardId: z.string(),
  kind: shape.account.element.shape.kind,
  amountMinor: z.number(),
  authorizationId: z.string().nullable(),
  paymentId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  atMs: z.number(),
});

const EXTERNAL_ACCOUNTS = `SELECT id,
    (SELECT coalesce(sum(iif(kind = 'capture', -amountMinor, amountMinor)), 0)
      FROM giftCardTransactions WHERE giftCardId = cards.id) AS balanceMinor,
    (SELECT coalesce(sum(amountMinor), 0)
      FROM giftCardAuthorizations WHERE giftCardId = cards.id AND state = 'open') AS openMinor
  FROM cards ORDER BY id`;
const externalRow = z.object({ id: z.string(), balanceMinor: z.number(), openMinor: z.number() });

/**
 * Every card's account by ID, added up from its own entries. `external`: the books of the other company, whose
 * cards have an account of the same ID in the shop.
 */
export function readGiftCardTruths(web: Reads, external: Reads): GiftCardTruth[] {
  const holders = new Map(
    external.all(externalRow, EXTERNAL_ACCOUNTS).map(({ id, ...sums }) => [id, sums]),
  );
  const authorizations = groupBy(
    web.all(
      authorizationRow,
      `SELECT giftCardId, id, paymentId, orderNumber, amountMinor, state, authorizedMs, closedMs
       FROM giftCardAuthorizations ORDER BY authorizedMs, id`,
    ),
    ({ giftCardId }) => giftCardId,
  );
  const entries = groupBy(
    web.all(
      entryRow,
      `SELECT giftCardId, kind, amountMinor, authorizationId, paymentId, orderNumber, atMs
       FROM giftCardTransactions ORDER BY id`,
    ),
    ({ giftCardId }) => giftCardId,
  );
  const sql = `SELECT id, store, external, currency, state, orderNumber, lineItemId, issuedMs, issuedMinor
    FROM giftCards ORDER BY id`;
  return web
    .all(cardRow, sql)
    .map((card) =>
      cardTruth(card, authorizations.get(card.id) ?? [], entries.get(card.id) ?? [], holders),
    );
}

function cardTruth(
  card: z.infer<typeof cardRow>,
  authorizations: readonly z.infer<typeof authorizationRow>[],
  entries: readonly z.infer<typeof entryRow>[],
  holders: ReadonlyMap<string, NonNullable<GiftCardTruth["holder"]>>,
): GiftCardTruth {
  const balanceMinor = entries.reduce(
    (sum, { kind, amountMinor }) => sum + (kind === "capture" ? -amountMinor : amountMinor),
    0,
  );
  const openMinor = authorizations
    .filter(({ state }) => state === "open")
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    record: "giftCard",
    id: card.id,
    store: card.store,
    external: card.external !== 0,
    currency: card.currency,
    state: card.state,
    orderNumber: card.orderNumber,
    lineItemId: card.lineItemId,
    issuedAt: timeText(card.issuedMs),
    issuedMinor: card.issuedMinor,
    balanceMinor,
    openMinor,
    availableMinor: balanceMinor - openMinor,
    holder: holders.get(card.id) ?? null,
    authorizations: authorizations.map(
      ({ id, paymentId, orderNumber, amountMinor, state, authorizedMs, closedMs }) => ({
        id,
        paymentId,
        orderNumber,
        amountMinor,
        state,
        authorizedAt: timeText(authorizedMs),
        closedAt: timeOrNull(closedMs),
      }),
    ),
    account: entries.map(
      ({ kind, amountMinor, authorizationId, paymentId, orderNumber, atMs }) => ({
        kind,
        amountMinor,
        authorizationId,
        paymentId,
        orderNumber,
        at: timeText(atMs),
      }),
    ),
  };
}
