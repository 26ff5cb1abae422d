import type { Case } from "../../case.ts";
import { evidenceOf, idOf, textOf, truthOf } from "../../event-readers.ts";
import type { Detail, Money } from "../../lifecycle.ts";
import type { JudgedAt, Owed, Reading, Signal } from "../../object-lifecycle.ts";
import { signalsOf } from "../../signals-of.ts";
import { type CardFacts, cardFactsOf, type CardStep, type HoldSpan } from "./card-facts.ts";
import { type CardStanding, GIFT_CARD_MODEL, SIGNAL_OF_STANDING } from "./gift-card-model.ts";

/** Steps shown of one account; a card that is used daily for two years has as many. */
const HISTORY_STEPS_MAX = 1_000;

/** The account of a gift card, rebuilt from its entries. Pure; the case ends at `judged.atMs`. */
export function readGiftCard(whole: Case, judged: JudgedAt): Reading<CardFacts> {
  const facts = cardFactsOf(whole);
  return {
    facts,
    signals: signalsWithStanding(whole, facts),
    owed: facts.holds.map((hold) => settlementOf(hold, judged)),
    money: moneyOf(facts),
    details: detailsOf(whole, facts),
    unknowns: unknownsOf(facts),
    changesMs: [],
  };
}

/** What each event tells, and after it how the account stands, where that is another standing than before. */
function signalsWithStanding({ own }: Case, { steps }: CardFacts): Signal[] {
  const stepOf = new Map(steps.map((step) => [step.event, step]));
  const signals: Signal[] = [];
  let before: CardStanding | null = null;
  for (const event of own) {
    for (const signal of signalsOf(GIFT_CARD_MODEL, [event])) signals.push(signal);
    const standing = standingAfter(stepOf.get(event));
    if (standing === null || standing === before) continue;
    before = standing;
    const name = SIGNAL_OF_STANDING[standing];
    signals.push({ name, atMs: event.timeMs, evidence: evidenceOf(event) });
  }
  return signals;
}

/** Null for what is no entry, and of a card that was not issued yet: nothing is known to be on it. */
function standingAfter(step: CardStep | undefined): CardStanding | null {
  if (step === undefined || !step.isIssued) return null;
  if (step.availableMinor < 0) return "overdrawn";
  if (step.authorizedMinor > 0) return "held";
  return step.balanceMinor > 0 ? "active" : "spent";
}

/** An open authorization must be captured, released or renewed in time. */
function settlementOf({ opened, closed }: HoldSpan, { deadlines }: JudgedAt): Owed {
  return {
    name: "settlement",
    sinceMs: opened.timeMs,
    dueMs: opened.timeMs + deadlines.authorizationStaleMs,
    metMs: closed?.timeMs ?? null,
    lapsedMs: null,
    evidence: evidenceOf(opened, closed ?? undefined),
  };
}

function moneyOf({ account, currency }: CardFacts): Readonly<Record<string, Money>> {
  if (currency === null) return {};
  const money = (minor: number): Money => ({ minor, currency });
  return {
    issued: money(account.issuedMinor),
    captured: money(account.capturedMinor),
    refunded: money(account.refundedMinor),
    balance: money(account.balanceMinor),
    authorized: money(account.authorizedMinor),
    available: money(account.availableMinor),
  };
}

function unknownsOf({ account, steps, foreignEntries }: CardFacts): string[] {
  return [
    ...(steps.length > 0 && !account.isIssued ? ["issueUnknown"] : []),
    ...(foreignEntries.length > 0 ? ["otherCurrencyUnknown"] : []),
  ];
}

function detailsOf({ own, events }: Case, facts: CardFacts): Record<string, Detail> {
  const issued = own.find(({ type }) => type === "giftCard.issued");
  const shown = facts.steps.slice(-HISTORY_STEPS_MAX);
  const withStore = events.find((event) => textOf(event, "store") !== null);
  return {
    /** Of the order that bought it; a card of another company has none. */
    store: textOf(withStore, "store"),
    isExternal: truthOf(issued, "external"),
    boughtInOrder: idOf(issued, "order"),
    lineItemId: textOf(issued, "lineItemId"),
    issuedAt: issued?.time ?? null,
    currency: facts.currency,
    authorizations: authorizationsOf(facts),
    history: shown.map(historyOf),
    isHistoryTruncated: shown.length < facts.steps.length,
  };
}

/** Of what held or took money, in the order in which they were first seen. */
function authorizationsOf({ account, byAuthorization }: CardFacts): Detail[] {
  return [...account.authorizations.values()]
    .map((authorization) => ({ authorization, steps: byAuthorization.get(authorization.id) ?? [] }))
    .filter(({ steps }) => steps.some(({ entry }) => TAKES_OR_HOLDS.has(entry.kind)))
    .slice(-HISTORY_STEPS_MAX)
    .map(({ authorization, steps }) => {
      const { id, state, amountMinor, capturedMinor, refundedMinor } = authorization;
      const held = steps.findLast(({ entry }) => HOLDS.has(entry.kind));
      return {
        id,
        state,
        wasAuthorized: held !== undefined,
        amountMinor,
        since: held?.event.time ?? null,
        capturedMinor,
        refundedMinor,
        order: idOf(steps[0]?.event, "order"),
        payment: idOf(steps[0]?.event, "payment"),
      };
    });
}

const HOLDS: ReadonlySet<string> = new Set(["authorized", "reauthorized"]);
const TAKES_OR_HOLDS: ReadonlySet<string> = new Set([...HOLDS, "captured"]);

function historyOf({ event, entry, ...step }: CardStep): Detail {
  return {
    at: event.time,
    kind: entry.kind,
    amountMinor: "amountMinor" in entry ? entry.amountMinor : null,
    authorizationId: entry.kind === "issued" ? null : entry.authorizationId,
    order: idOf(event, "order"),
    balanceMinor: step.balanceMinor,
    authorizedMinor: step.authorizedMinor,
    availableMinor: step.availableMinor,
    reference: event.reference,
  };
}
