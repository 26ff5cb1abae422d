import { z } from "zod";
import { timeText } from "../../clock/shop-clock.ts";
import type { Reads } from "../../database/shop-database.ts";
import { type GiftCardTruth, giftCardTruth } from "../answer-key-schema.ts";
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

/** Every card's account by ID, added up from its own entries. */
export function readGiftCardTruths(web: Reads): GiftCardTruth[] {
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
    .map((card) => cardTruth(card, authorizations.get(card.id) ?? [], entries.get(card.id) ?? []));
}

function cardTruth(
  card: z.infer<typeof cardRow>,
  authorizations: readonly z.infer<typeof authorizationRow>[],
  entries: readonly z.infer<typeof entryRow>[],
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
