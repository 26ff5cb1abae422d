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
  let account = EMPTY_ACCOUNT;
  for (const entry of entries) {
    if (entry.atMs <= throughMs) account = applyEntry(account, entry);
  }
  return account;
}

/**
 * The account after one more entry. A capture closes its authorization, whatever amount it takes; one
 * without authorization still reduces the balance. A re-authorization replaces the hold and restarts its
 * age. A release of what is not open changes nothing.
 */
export function applyEntry(account: CardAccount, entry: CardEntry): CardAccount {
  switch (entry.kind) {
    case "issued":
      return summed({
        ...account,
        isIssued: true,
        issuedMinor: account.issuedMinor + entry.amountMinor,
      });
    case "authorized":
    case "reauthorized":
      return withAuthorization(account, entry.authorizationId, (known) => ({
        ...known,
        state: "open",
        amountMinor: entry.amountMinor,
        sinceMs: entry.atMs,
      }));
    case "released":
      return withAuthorization(account, entry.authorizationId, (known) =>
        known.state === "open" ? { ...known, state: "released" } : known,
      );
    case "captured": {
      const taken = { ...account, capturedMinor: account.capturedMinor + entry.amountMinor };
      return withAuthorization(taken, entry.authorizationId, (known) => ({
        ...known,
        state: "captured",
        capturedMinor: known.capturedMinor + entry.amountMinor,
      }));
    }
    default: {
      const given = { ...account, refundedMinor: account.refundedMinor + entry.amountMinor };
      return withAuthorization(given, entry.authorizationId, (known) => ({
        ...known,
        refundedMinor: known.refundedMinor + entry.amountMinor,
      }));
    }
  }
}

/** An ID first seen in a capture, release or refund is an authorization of nothing that was never made. */
function withAuthorization(
  account: CardAccount,
  id: string | null,
  change: (known: CardAuthorization) => CardAuthorization,
): CardAccount {
  if (id === null) return summed(account);
  const isNew: CardAuthorization = {
    id,
    state: "released",
    amountMinor: 0,
    sinceMs: 0,
    capturedMinor: 0,
    refundedMinor: 0,
  };
  const authorizations = new Map(account.authorizations);
  authorizations.set(id, change(authorizations.get(id) ?? isNew));
  return summed({ ...account, authorizations });
}

function summed(account: CardAccount): CardAccount {
  const balanceMinor = account.issuedMinor + account.refundedMinor - account.capturedMinor;
  let authorizedMinor = 0;
  for (const { state, amountMinor } of account.authorizations.values()) {
    if (state === "open") authorizedMinor += amountMinor;
  }
  return {
    ...account,
    balanceMinor,
    authorizedMinor,
    availableMinor: balanceMinor - authorizedMinor,
  };
}
