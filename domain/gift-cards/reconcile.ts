import { type CardEntry, RunningAccount } from "./accounting.ts";

/** The entries of one card's account, in order. Amounts in minor units of its currency. */
export interface CardEntries {
  readonly card: string;
  /** That issued it; null for cards of other companies, and where no record tells. */
  readonly store: string | null;
  readonly currency: string;
  readonly entries: readonly CardEntry[];
}

/**
 * Why a card's sums need a look. `not-issued`: money moved on an account whose issue no record tells.
 * `overdrawn`: more was captured than was on it. `held-beyond-balance`: open authorizations exceed the balance.
 * `refunded-beyond-captured`: more of its own money came back than was taken.
 */
export type CardBreak =
  | "not-issued"
  | "overdrawn"
  | "held-beyond-balance"
  | "refunded-beyond-captured";

interface Sums {
  readonly issuedMinor: number;
  readonly refundedMinor: number;
  readonly capturedMinor: number;
  /** issued + refunded − captured: what remains; may be negative. */
  readonly balanceMinor: number;
  /** Held by open authorizations. */
  readonly authorizedMinor: number;
  /** balance − authorized. */
  readonly availableMinor: number;
}

export interface ReconciledCard extends Sums {
  readonly card: string;
  readonly store: string | null;
  readonly currency: string;
  readonly breaks: readonly CardBreak[];
}

/** All cards of one store in one currency. What is owed to the holders is `owedMinor`, to the cent. */
export interface ReconciledGroup extends Sums {
  readonly store: string | null;
  readonly currency: string;
  readonly cards: number;
  /** Sum of the balances above zero: the expected liability. */
  readonly owedMinor: number;
  /** Sum of the balances below zero, as a positive number: `owed − overdrawn = balance`. */
  readonly overdrawnMinor: number;
  /** Cards with a break. */
  readonly broken: number;
  /** issued + refunded = captured + remaining, each summed by itself. */
  readonly conserves: boolean;
}

export interface Reconciled {
  /** In the order given. */
  readonly cards: readonly ReconciledCard[];
  /** By currency, then store; cards without store come first. */
  readonly groups: readonly ReconciledGroup[];
}

/** Reconciles all cards at once; `Reconciliation` does the same card by card, in bounded memory. */
export function reconcile(cards: Iterable<CardEntries>): Reconciled {
  const reconciliation = new Reconciliation();
  const reconciled: ReconciledCard[] = [];
  for (const card of cards) reconciled.push(reconciliation.add(card));
  return { cards: reconciled, groups: reconciliation.groups() };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Adds up cards, one after the other. */
export class Reconciliation {
  readonly #groups = new Map<string, Mutable<Omit<ReconciledGroup, "conserves">>>();

  /** The card by itself. */
  add({ card, store, currency, entries }: CardEntries): ReconciledCard {
    const account = new RunningAccount();
    let returnedMinor = 0;
    for (const entry of entries) {
      account.apply(entry);
      const isOwnMoney = entry.kind === "refunded" && entry.originalCardId === undefined;
      if (isOwnMoney) returnedMinor += entry.amountMinor;
    }
    const breaks: CardBreak[] = [
      ...(entries.length > 0 && !account.isIssued ? (["not-issued"] as const) : []),
      ...(account.balanceMinor < 0 ? (["overdrawn"] as const) : []),
      ...(account.balanceMinor >= 0 && account.availableMinor < 0
        ? (["held-beyond-balance"] as const)
        : []),
      ...(returnedMinor > account.capturedMinor ? (["refunded-beyond-captured"] as const) : []),
    ];
    const { issuedMinor, refundedMinor, capturedMinor } = account;
    const { balanceMinor, authorizedMinor, availableMinor } = account;
    const reconciled: ReconciledCard = {
      card,
      store,
      currency,
      issuedMinor,
      refundedMinor,
      capturedMinor,
      balanceMinor,
      authorizedMinor,
      availableMinor,
      breaks,
    };
    this.#addToGroup(reconciled);
    return reconciled;
  }

  /** By currency, then store; cards without store come first. */
  groups(): ReconciledGroup[] {
    return [...this.#groups.values()]
      .map((group) => {
        const { issuedMinor, refundedMinor, capturedMinor, balanceMinor } = group;
        const conserves = issuedMinor + refundedMinor === capturedMinor + balanceMinor;
        return Object.assign({ conserves }, group);
      })
      .sort(
        (one, other) =>
          compareTexts(one.currency, other.currency) ||
          compareTexts(one.store ?? "", other.store ?? ""),
      );
  }

  #addToGroup(card: ReconciledCard): void {
    const { store, currency, balanceMinor, breaks } = card;
    const key = JSON.stringify([currency, store]);
    const group = this.#groups.get(key) ?? emptyGroup(store, currency);
    this.#groups.set(key, group);
    group.cards += 1;
    for (const sum of SUMS) group[sum] += card[sum];
    if (balanceMinor > 0) group.owedMinor += balanceMinor;
    else group.overdrawnMinor -= balanceMinor;
    if (breaks.length > 0) group.broken += 1;
  }
}

const SUMS = [
  "issuedMinor",
  "refundedMinor",
  "capturedMinor",
  "balanceMinor",
  "authorizedMinor",
  "availableMinor",
] as const;

function emptyGroup(
  store: string | null,
  currency: string,
): Mutable<Omit<ReconciledGroup, "conserves">> {
  return {
    store,
    currency,
    cards: 0,
    issuedMinor: 0,
    refundedMinor: 0,
    capturedMinor: 0,
    balanceMinor: 0,
    authorizedMinor: 0,
    availableMinor: 0,
    owedMinor: 0,
    overdrawnMinor: 0,
    broken: 0,
  };
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
