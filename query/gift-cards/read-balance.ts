import type { RunningAccount } from "#domain/gift-cards/accounting.ts";
import { caseThrough } from "#domain/lifecycles/gather-case.ts";
import { cardFactsOf } from "#domain/lifecycles/objects/gift-card/card-facts.ts";
import type { CardBalance } from "../answers/gift-card-answers.ts";
import { counted, coverageOf, isBehind } from "../coverage.ts";
import { findObject } from "../objects/find-object.ts";
import { momentOf } from "../objects/moment.ts";
import { ObjectEvents } from "../objects/object-events.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import type { CardBalanceRequest } from "./card-request.ts";

/**
 * The account of a card at a millisecond, rebuilt from its records now: balance, open authorizations, what is
 * available. `knownAt` leaves out what was recorded later. Throws `not-found`, `invalid-parameter`.
 */
export async function readBalance(
  sources: QuerySources,
  request: CardBalanceRequest,
): Promise<CardBalance> {
  const { facts, id } = request;
  advanceLedgers(sources.ledgers, facts);
  const moment = await momentOf(sources, request, null);
  const { positions, range, atMs } = moment;
  const sight = { positions, isBehind: isBehind(facts, positions) };
  const key = await findObject(sources, { type: "giftCard", id }, sight);
  const events = new ObjectEvents(sources, range);
  const whole = await events.caseOf(key);
  const card = whole === null ? null : cardFactsOf(caseThrough(whole, atMs));
  const foreign = card?.foreignEntries.length ?? 0;
  return {
    giftCard: key.id,
    asOf: new Date(atMs).toISOString(),
    currency: card?.currency ?? null,
    isIssued: card?.account.isIssued ?? false,
    ...sumsOf(card?.account),
    openAuthorizations: openAuthorizations(card?.account),
    evidence: (card?.steps ?? []).map(({ event }) => event.reference),
    coverage: coverageOf(facts, positions, {
      reasons: [
        ...events.reasons(),
        ...(whole?.isTruncated === true ? ["The card has more records than are read."] : []),
        ...(foreign === 0
          ? []
          : [
              `${counted(foreign, "record in another currency than the card's was", "records in another currency than the card's were")} left out.`,
            ]),
      ],
    }),
  };
}

type Sums = Pick<
  CardBalance,
  "issued" | "captured" | "refunded" | "balance" | "authorized" | "available"
>;

/** Nothing at all where no record moves the account. */
function sumsOf(account: RunningAccount | undefined): Sums {
  return {
    issued: account?.issuedMinor ?? 0,
    captured: account?.capturedMinor ?? 0,
    refunded: account?.refundedMinor ?? 0,
    balance: account?.balanceMinor ?? 0,
    authorized: account?.authorizedMinor ?? 0,
    available: account?.availableMinor ?? 0,
  };
}

function openAuthorizations(
  account: RunningAccount | undefined,
): CardBalance["openAuthorizations"] {
  return [...(account?.authorizations.values() ?? [])]
    .filter(({ state }) => state === "open")
    .map(({ id, amountMinor, sinceMs }) => ({
      id,
      amount: amountMinor,
      since: new Date(sinceMs).toISOString(),
    }));
}
