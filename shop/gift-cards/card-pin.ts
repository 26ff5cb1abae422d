import { isPassword } from "../customers/password-hash.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { GiftCardRow } from "./gift-card-rows.ts";

/** Wrong PINs of a card that are looked at before it is locked: who guesses four digits is right once in 2,000. */
export const PIN_FAILURES_MAX = 5;

/** A lock lasts so long after the last wrong PIN: 480 guesses a day at most. */
export const PIN_LOCKED_MS = 900_000;

export type PinRefusal = "pin-missing" | "wrong-pin" | "pin-locked";

/**
 * Null where the PIN is the card's, or none is needed. A card that was sold with a PIN keeps it. While it is
 * locked no PIN is looked at, not even the right one.
 */
export function pinRefusal(
  shop: ShopContext,
  card: GiftCardRow,
  pin: string | undefined,
): PinRefusal | null {
  if (card.pinHash === null) return null;
  if (pin === undefined || pin === "") return "pin-missing";
  if (card.pinFailures >= PIN_FAILURES_MAX && isRecent(shop, card)) return "pin-locked";
  return isPassword(pin, card.pinHash, shop.settings.passwordHashCost) ? null : "wrong-pin";
}

/** Counts a wrong PIN; the count begins anew when the last one was long ago. */
export function notePinFailure(tx: Transaction, shop: ShopContext, card: GiftCardRow): void {
  tx.run(
    "UPDATE giftCards SET pinFailures = ?, pinFailedMs = ? WHERE id = ?",
    isRecent(shop, card) ? card.pinFailures + 1 : 1,
    shop.clock.nowMs(),
    card.id,
  );
}

function isRecent(shop: ShopContext, { pinFailedMs }: GiftCardRow): boolean {
  return pinFailedMs !== null && shop.clock.nowMs() - pinFailedMs < PIN_LOCKED_MS;
}
