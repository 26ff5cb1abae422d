import type { CardAccount, CardEntry } from "./accounting.ts";

/** What can be wrong with a step, named as its finding is after `gift-card.`. */
export type CardViolation =
  | "overdrawn"
  | "double-capture"
  | "capture-without-authorization"
  | "capture-exceeds-authorization"
  | "release-after-capture"
  | "refund-exceeds-captured"
  | "refund-to-other-card"
  | "used-before-issue";

/** What would be wrong with this entry on this account, before it is applied. Empty for a legal step. */
export function violationsOf(account: CardAccount, entry: CardEntry): CardViolation[] {
  switch (entry.kind) {
    case "authorized":
    case "reauthorized": {
      const known = account.authorizations.get(entry.authorizationId);
      const held = known?.state === "open" ? known.amountMinor : 0;
      const unissued = unissuedUse(account);
      // Of a card that was never issued nothing is known to be available.
      if (unissued.length > 0) return unissued;
      return entry.amountMinor > account.availableMinor + held ? ["overdrawn"] : [];
    }
    case "captured":
      return [...unissuedUse(account), ...captureViolations(account, entry)];
    case "released": {
      const state = account.authorizations.get(entry.authorizationId)?.state;
      return state === "captured" ? ["release-after-capture"] : [];
    }
    case "refunded": {
      // What was captured is known to the account that was paid from.
      if (entry.originalCardId !== undefined) return ["refund-to-other-card"];
      const left = refundableMinor(account, entry.authorizationId);
      return entry.amountMinor > left ? ["refund-exceeds-captured"] : [];
    }
    default:
      return [];
  }
}

/** What may follow for an authorization; for one that is not known, what may follow first. */
export function legalSteps(
  account: CardAccount,
  authorizationId: string | null,
): CardEntry["kind"][] {
  const known = authorizationId === null ? undefined : account.authorizations.get(authorizationId);
  if (known === undefined) return account.availableMinor > 0 ? ["authorized"] : [];
  switch (known.state) {
    case "open":
      return ["reauthorized", "captured", "released"];
    case "captured":
      return known.refundedMinor < known.capturedMinor ? ["refunded"] : [];
    default:
      return [];
  }
}

function unissuedUse({ isIssued }: CardAccount): CardViolation[] {
  return isIssued ? [] : ["used-before-issue"];
}

function captureViolations(
  account: CardAccount,
  entry: Extract<CardEntry, { kind: "captured" }>,
): CardViolation[] {
  const known =
    entry.authorizationId === null ? undefined : account.authorizations.get(entry.authorizationId);
  if (known?.state === "captured") return ["double-capture"];
  if (known?.state !== "open") return ["capture-without-authorization"];
  return entry.amountMinor > known.amountMinor ? ["capture-exceeds-authorization"] : [];
}

/** What of a capture was not given back yet; without ID, of all captures. */
function refundableMinor(account: CardAccount, authorizationId: string | null): number {
  if (authorizationId === null) return account.capturedMinor - account.refundedMinor;
  const known = account.authorizations.get(authorizationId);
  return known === undefined ? 0 : known.capturedMinor - known.refundedMinor;
}
