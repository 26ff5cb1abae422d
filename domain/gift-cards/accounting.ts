/** One step in the life of a card's account. Amounts are in minor units of the card's currency. */
export type CardEntry =
  | { readonly kind: "issued"; readonly atMs: number; readonly amountMinor: number }
  | {
      readonly kind: "authorized" | "reauthorized";
      readonly atMs: number;
      readonly authorizationId: string;
      readonly amountMinor: number;
    }
  | { readonly kind: "released"; readonly atMs: number; readonly authorizationId: string }
  | {
      readonly kind: "captured";
      readonly atMs: number;
      /** Null where the record names none. */
      readonly authorizationId: string | null;
      readonly amountMinor: number;
    }
  | {
      readonly kind: "refunded";
      readonly atMs: number;
      /** Of the capture that is given back. */
      readonly authorizationId: string | null;
      readonly amountMinor: number;
      /** The account that was paid from, where this one was credited instead. */
      readonly originalCardId?: string;
    };

/** What became of one authorization. */
export interface CardAuthorization {
  readonly id: string;
  readonly state: "open" | "captured" | "released";
  /** Held while open. */
  readonly amountMinor: number;
  /** When the hold began, or was renewed. */
  readonly sinceMs: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
}

/** A card's account at one time. */
export interface CardAccount {
  readonly isIssued: boolean;
  readonly issuedMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  /** issued + refunded − captured: what remains. May be negative, never clamped. */
  readonly balanceMinor: number;
  /** Sum of the open authorizations. */
  readonly authorizedMinor: number;
  /** balance − authorized. */
  readonly availableMinor: number;
  /** By ID, in the order in which they were first seen. */
  readonly authorizations: ReadonlyMap<string, CardAuthorization>;
}

export const EMPTY_ACCOUNT: CardAccount = {
  isIssued: false,
  issuedMinor: 0,
  capturedMinor: 0,
  refundedMinor: 0,
  balanceMinor: 0,
  authorizedMinor: 0,
  availableMinor: 0,
  authorizations: new Map(),
};

/**
 * The account after all entries up to `throughMs`, that millisecond included. Entries must be in the order
 * in which they happened. Nothing is refused: an illegal entry counts as the record says, and
 * `violationsOf` names what is wrong with it.
 */
export function foldAccount(
  entries: Iterable<CardEntry>,
  throughMs = Number.POSITIVE_INFINITY,
): CardAccount {
  const account = new RunningAccount(EMPTY_ACCOUNT);
  for (const entry of entries) {
    if (entry.atMs <= throughMs) account.apply(entry);
  }
  return account.snapshot();
}

/** The account after one more entry; the one given stays as it is. */
export function applyEntry(account: CardAccount, entry: CardEntry): CardAccount {
  const running = new RunningAccount(account);
  running.apply(entry);
  return running.snapshot();
}

/**
 * An account that changes with each entry, at a cost that does not grow with what it holds. A capture closes
 * its authorization, whatever amount it takes; one without authorization still reduces the balance. A
 * re-authorization replaces the hold and restarts its age. A release of what is not open changes nothing.
 */
export class RunningAccount implements CardAccount {
  isIssued: boolean;
  issuedMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  authorizedMinor: number;
  readonly authorizations: Map<string, CardAuthorization>;

  constructor(account: CardAccount = EMPTY_ACCOUNT) {
    this.isIssued = account.isIssued;
    this.issuedMinor = account.issuedMinor;
    this.capturedMinor = account.capturedMinor;
    this.refundedMinor = account.refundedMinor;
    this.authorizedMinor = account.authorizedMinor;
    this.authorizations = new Map(account.authorizations);
  }

  get balanceMinor(): number {
    return this.issuedMinor + this.refundedMinor - this.capturedMinor;
  }

  get availableMinor(): number {
    return this.balanceMinor - this.authorizedMinor;
  }

  apply(entry: CardEntry): void {
    switch (entry.kind) {
      case "issued":
        this.isIssued = true;
        this.issuedMinor += entry.amountMinor;
        break;
      case "authorized":
      case "reauthorized": {
        const { amountMinor, atMs: sinceMs } = entry;
        this.#change(entry.authorizationId, { state: "open", amountMinor, sinceMs });
        break;
      }
      case "released":
        if (this.authorizations.get(entry.authorizationId)?.state === "captured") break;
        this.#change(entry.authorizationId, { state: "released" });
        break;
      case "captured": {
        this.capturedMinor += entry.amountMinor;
        if (entry.authorizationId === null) break;
        const { capturedMinor } = this.#authorization(entry.authorizationId);
        this.#change(entry.authorizationId, {
          state: "captured",
          capturedMinor: capturedMinor + entry.amountMinor,
        });
        break;
      }
      default: {
        this.refundedMinor += entry.amountMinor;
        if (entry.authorizationId === null) break;
        const { refundedMinor } = this.#authorization(entry.authorizationId);
        this.#change(entry.authorizationId, { refundedMinor: refundedMinor + entry.amountMinor });
      }
    }
  }

  /** As it is now; further entries leave it alone. */
  snapshot(): CardAccount {
    const { isIssued, issuedMinor, capturedMinor, refundedMinor, authorizedMinor } = this;
    const { balanceMinor, availableMinor } = this;
    const authorizations = new Map(this.authorizations);
    return {
      isIssued,
      issuedMinor,
      capturedMinor,
      refundedMinor,
      balanceMinor,
      authorizedMinor,
      availableMinor,
      authorizations,
    };
  }

  /** An ID first seen in a capture, release or refund is an authorization of nothing that was never made. */
  #authorization(id: string): CardAuthorization {
    const isNew = { id, amountMinor: 0, sinceMs: 0, capturedMinor: 0, refundedMinor: 0 };
    return this.authorizations.get(id) ?? { ...isNew, state: "released" };
  }

  #change(id: string, change: Partial<CardAuthorization>): void {
    const before = this.#authorization(id);
    const after = { ...before, ...change };
    this.authorizedMinor += heldMinor(after) - heldMinor(before);
    this.authorizations.set(id, after);
  }
}

function heldMinor({ state, amountMinor }: CardAuthorization): number {
  return state === "open" ? amountMinor : 0;
}
