import type { CardEntry } from "#domain/gift-cards/accounting.ts";
import { idOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";

/** Events that move a card's account; its other events tell of it and change nothing. */
export const CARD_ENTRY_TYPES = [
  "giftCard.issued",
  "giftCard.authorized",
  "giftCard.reauthorized",
  "giftCard.released",
  "giftCard.captured",
  "giftCard.refunded",
] as const;

/** The card that was paid with, of a refund that is credited to another; null where no other is named. */
export function otherOriginalOf(refund: LifecycleEvent): string | null {
  const original = idOf(refund, "giftCard", "original");
  const credited = idOf(refund, "giftCard");
  return credited === null || credited === original ? null : original;
}

/**
 * What an event does to the account of the card that it names as itself (a refund: the card that is
 * credited). Null for every other event, and for one without card or, where it needs one, without amount.
 * An authorization without ID is one of its own that nothing can name again.
 */
export function cardEntryOf(event: LifecycleEvent): CardEntry | null {
  const { type, timeMs: atMs } = event;
  if (!type.startsWith("giftCard.") || idOf(event, "giftCard") === null) return null;
  const authorizationId = textOf(event, "authorizationId");
  if (type === "giftCard.released") {
    return { kind: "released", atMs, authorizationId: authorizationId ?? event.reference };
  }
  if (event.amount === null) return null;
  const amountMinor = event.amount.minor;
  switch (type) {
    case "giftCard.issued":
      return { kind: "issued", atMs, amountMinor };
    case "giftCard.authorized":
    case "giftCard.reauthorized": {
      const kind = type === "giftCard.authorized" ? "authorized" : "reauthorized";
      return { kind, atMs, authorizationId: authorizationId ?? event.reference, amountMinor };
    }
    case "giftCard.captured":
      return { kind: "captured", atMs, authorizationId, amountMinor };
    case "giftCard.refunded": {
      const refunded = { kind: "refunded", atMs, authorizationId, amountMinor } as const;
      const originalCardId = otherOriginalOf(event);
      return originalCardId === null ? refunded : { ...refunded, originalCardId };
    }
    default:
      return null;
  }
}
