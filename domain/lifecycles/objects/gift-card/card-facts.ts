import { type CardEntry, RunningAccount } from "#domain/gift-cards/accounting.ts";
import { type CardViolation, violationsOf } from "#domain/gift-cards/violations.ts";
import type { Case } from "../../case.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { cardEntryOf, otherOriginalOf } from "./card-entries.ts";

/** One entry of the account, what was wrong with it, and how the account stood before and after it. */
export interface CardStep {
  readonly event: LifecycleEvent;
  readonly entry: CardEntry;
  readonly violations: readonly CardViolation[];
  readonly isIssued: boolean;
  readonly availableBeforeMinor: number;
  readonly balanceMinor: number;
  readonly authorizedMinor: number;
  readonly availableMinor: number;
}

/** A time in which an authorization holds money. */
export interface HoldSpan {
  readonly authorizationId: string;
  readonly opened: LifecycleEvent;
  /** What captured, released or renewed it; null while it is open. */
  readonly closed: LifecycleEvent | null;
}

/** What the events of a card come to. Amounts in minor units of its currency. */
export interface CardFacts {
  readonly currency: string | null;
  readonly account: RunningAccount;
  readonly steps: readonly CardStep[];
  /** In the order in which they were opened. */
  readonly holds: readonly HoldSpan[];
  /** Steps of each authorization. */
  readonly byAuthorization: ReadonlyMap<string, readonly CardStep[]>;
  /** Refunds of money that was taken from this card, credited to another. */
  readonly refundsElsewhere: readonly LifecycleEvent[];
  /** Entries in another currency than the card's: not part of its account. */
  readonly foreignEntries: readonly LifecycleEvent[];
}

/** Follows the account of the card through its events. */
export function cardFactsOf({ own, events, object }: Case): CardFacts {
  const currency = currencyOf(own);
  const account = new RunningAccount();
  const steps: CardStep[] = [];
  const foreignEntries: LifecycleEvent[] = [];
  const holds = new OpenHolds();
  const byAuthorization = new Map<string, CardStep[]>();
  for (const event of own) {
    const entry = cardEntryOf(event);
    if (entry === null) continue;
    if (event.amount !== null && event.amount.currency !== currency) {
      foreignEntries.push(event);
      continue;
    }
    const violations = violationsOf(account, entry);
    const availableBeforeMinor = account.availableMinor;
    account.apply(entry);
    holds.apply(entry, event);
    const { isIssued, balanceMinor, authorizedMinor, availableMinor } = account;
    const step: CardStep = {
      event,
      entry,
      violations,
      isIssued,
      availableBeforeMinor,
      balanceMinor,
      authorizedMinor,
      availableMinor,
    };
    steps.push(step);
    fileStep(byAuthorization, step);
  }
  const refundsElsewhere = events.filter(
    (event) => event.type === "giftCard.refunded" && otherOriginalOf(event) === object.id,
  );
  return {
    currency,
    account,
    steps,
    holds: holds.spans(),
    byAuthorization,
    refundsElsewhere,
    foreignEntries,
  };
}

/** That of its issue; of a card whose issue is not told, that of its first entry. */
function currencyOf(own: readonly LifecycleEvent[]): string | null {
  const issued = own.find((event) => event.type === "giftCard.issued" && event.amount !== null);
  return (issued ?? own.find(isPricedEntry))?.amount?.currency ?? null;
}

function isPricedEntry(event: LifecycleEvent): boolean {
  return event.amount !== null && cardEntryOf(event) !== null;
}

function fileStep(byAuthorization: Map<string, CardStep[]>, step: CardStep): void {
  const { entry } = step;
  if (entry.kind === "issued" || entry.authorizationId === null) return;
  const known = byAuthorization.get(entry.authorizationId);
  if (known === undefined) byAuthorization.set(entry.authorizationId, [step]);
  else known.push(step);
}

/** Which events opened and closed the holds of an account. */
class OpenHolds {
  readonly #spans: {
    authorizationId: string;
    opened: LifecycleEvent;
    closed: LifecycleEvent | null;
  }[] = [];
  readonly #last = new Map<string, { closed: LifecycleEvent | null }>();

  apply(entry: CardEntry, event: LifecycleEvent): void {
    if (entry.kind === "issued" || entry.kind === "refunded" || entry.authorizationId === null) {
      return;
    }
    const { authorizationId } = entry;
    const last = this.#last.get(authorizationId);
    if (last !== undefined && last.closed === null) last.closed = event;
    if (entry.kind === "captured" || entry.kind === "released") return;
    const span = { authorizationId, opened: event, closed: null };
    this.#spans.push(span);
    this.#last.set(authorizationId, span);
  }

  spans(): readonly HoldSpan[] {
    return this.#spans;
  }
}
