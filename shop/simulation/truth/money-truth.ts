import { z } from "zod";
import { isPaid } from "#domain/payments/gateway-states.ts";
import type { Reads } from "../../database/shop-database.ts";
import type { GatewayTruth } from "../../gateways/open-gateways.ts";
import type { MoneyTruth } from "./payment-truth.ts";

/** How account states are named: as the shop's own cards. */
const OWN_CARDS = "gift-cards";

const accountRow = z.object({
  paymentId: z.string(),
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  openCount: z.number(),
});

/** Of each payment what its holder's own books say: gateways, the shop's cards, the other seller's cards. */
export function readMoney(
  gateways: readonly GatewayTruth[],
  { web, external }: { readonly web: Reads; readonly external: Reads },
): MoneyTruth[] {
  return [
    ...gateways.map(({ paymentId, state, paid, capturedMinor, refundedMinor }) => ({
      paymentId,
      state,
      paid,
      capturedMinor,
      refundedMinor,
    })),
    ...readAccounts(web, "WHERE cards.external = 0", "giftCards"),
    ...readAccounts(external, "", "cards"),
  ];
}

/** A card's holder keeps an account of the card: what was taken and given back for each payment. */
function readAccounts(books: Reads, where: string, cards: "giftCards" | "cards"): MoneyTruth[] {
  const sql = `SELECT holds.paymentId AS paymentId, ${sumOf("capture")} AS capturedMinor,
      ${sumOf("refund")} AS refundedMinor, sum(holds.state = 'open') AS openCount
    FROM (SELECT paymentId, giftCardId, state FROM giftCardAuthorizations
      UNION ALL SELECT paymentId, giftCardId, 'captured' FROM giftCardTransactions
        WHERE kind = 'capture') AS holds
    JOIN ${cards} AS cards ON cards.id = holds.giftCardId
    ${where} GROUP BY holds.paymentId ORDER BY holds.paymentId`;
  return books
    .all(accountRow, sql)
    .map(({ paymentId, capturedMinor, refundedMinor, openCount }) => {
      const state = accountState({ capturedMinor, refundedMinor, openCount });
      const paid = isPaid(OWN_CARDS, state);
      return { paymentId, state, paid, capturedMinor, refundedMinor };
    });
}

function sumOf(kind: "capture" | "refund"): string {
  return `coalesce((SELECT sum(amountMinor) FROM giftCardTransactions AS entries
    WHERE entries.paymentId = holds.paymentId AND kind = '${kind}'), 0)`;
}

function accountState(sums: Omit<z.infer<typeof accountRow>, "paymentId">): string {
  const { capturedMinor, refundedMinor, openCount } = sums;
  if (capturedMinor === 0) return openCount > 0 ? "authorized" : "released";
  if (refundedMinor === 0) return "captured";
  return refundedMinor >= capturedMinor ? "refunded" : "partlyRefunded";
}
