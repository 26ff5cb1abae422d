import { invariant } from "#domain/errors.ts";
import type { ReconciledCard, ReconciledGroup } from "#domain/gift-cards/reconcile.ts";
import type { CardLiability, CardReconciliation } from "../answers/gift-card-answers.ts";
import type { QuerySources } from "../query-sources.ts";
import { addUpCards } from "./add-up-cards.ts";
import type { CardReportRequest } from "./card-request.ts";

/**
 * All accounts at a millisecond, by currency and store: issued + refunded = captured + balance, and the cards
 * whose sums need a look. Throws `invalid-parameter`, and `index-unavailable` without a view.
 */
export async function reconcileCards(
  sources: QuerySources,
  request: CardReportRequest,
): Promise<CardReconciliation> {
  const { asOf, groups, broken, coverage } = await addUpCards(sources, request);
  return { asOf, groups: groups.map(reconciledGroup), items: broken.map(brokenCard), coverage };
}

/**
 * What is owed to the holders of cards at a millisecond, by currency and store, with totals that are the sums
 * of what they stand under. Throws like `reconcileCards`.
 */
export async function cardLiability(
  sources: QuerySources,
  request: CardReportRequest,
): Promise<CardLiability> {
  const { asOf, groups, coverage } = await addUpCards(sources, request);
  const items = groups.map(liabilityOf);
  const byCurrency = Map.groupBy(items, ({ currency }) => currency);
  return { asOf, items, totals: [...byCurrency.values()].map(totalOf), coverage };
}

type LiabilityItem = CardLiability["items"][number];

const SUMMED = [
  "cards",
  "issued",
  "captured",
  "refunded",
  "balance",
  "authorized",
  "available",
  "owed",
  "overdrawn",
] as const;

function totalOf([first, ...others]: readonly LiabilityItem[]): CardLiability["totals"][number] {
  invariant(first !== undefined, "a currency has a group");
  const { store: _store, ...total } = first;
  for (const other of others) for (const name of SUMMED) total[name] += other[name];
  return total;
}

function liabilityOf(group: ReconciledGroup): LiabilityItem {
  const { store, currency, cards, owedMinor: owed, overdrawnMinor: overdrawn } = group;
  return { store, currency, cards, ...accountSums(group), owed, overdrawn };
}

function reconciledGroup(group: ReconciledGroup): CardReconciliation["groups"][number] {
  const { broken, conserves } = group;
  return { ...liabilityOf(group), broken, conserves };
}

function brokenCard(card: ReconciledCard): CardReconciliation["items"][number] {
  const { card: giftCard, store, currency, breaks } = card;
  return { giftCard, store, currency, ...accountSums(card), breaks: [...breaks] };
}

function accountSums(sums: ReconciledCard | ReconciledGroup) {
  return {
    issued: sums.issuedMinor,
    captured: sums.capturedMinor,
    refunded: sums.refundedMinor,
    balance: sums.balanceMinor,
    authorized: sums.authorizedMinor,
    available: sums.availableMinor,
  };
}
