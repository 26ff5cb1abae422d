import { TracewellError } from "#domain/errors.ts";
import { parseGiftCardCode } from "#domain/identifiers/gift-card-code.ts";
import type { ShopContext } from "../context.ts";
import type { Reads } from "../database/shop-database.ts";
import { pinRefusal } from "./card-pin.ts";
import { type GiftCardRow, findGiftCardByCode, readAccount } from "./gift-card-rows.ts";
import { readGiftCardSettings } from "./gift-card-settings.ts";

export const GIFT_CARDS = "gift-cards";
export const EXTERNAL_CARDS = "external-cards";

/** Why a card is not taken, as `reason` of events and of the answer to the customer. */
export const CARD_REFUSALS = {
  "unknown-code": "The gift card's code is not known.",
  "pin-missing": "The gift card's PIN is required.",
  "wrong-pin": "The gift card's code and PIN do not belong together.",
  "pin-locked": "Too many wrong PINs were given: try again later.",
  cancelled: "The gift card was cancelled.",
  "other-currency": "The gift card is of another currency.",
  "nothing-available": "Nothing is available on the gift card.",
} as const;
export type CardRefusal = keyof typeof CARD_REFUSALS;

export interface GivenCard {
  /** As typed. */
  readonly code: string;
  readonly pin?: string | undefined;
  readonly store: string;
}

export type CardChoice =
  | {
      readonly outcome: "chosen";
      /** Null for a code that nobody knows, where the store does not validate: the payment will be declined. */
      readonly giftCardId: string | null;
      readonly gateway: typeof GIFT_CARDS | typeof EXTERNAL_CARDS;
      /** Balance minus open authorizations; null where the card is not known. */
      readonly availableMinor: number | null;
      /** For `payments.instrument`: without code and PIN. */
      readonly instrument: { readonly giftCardId: string | null };
    }
  | {
      readonly outcome: "refused";
      readonly giftCardId: string | null;
      readonly refusal: CardRefusal;
      /** The refusal as a sentence. */
      readonly reason: string;
    };

/**
 * The card that a customer wants to pay with, validated as the store's settings say: with the PIN where one
 * is required; otherwise by its code where `validateGCFinAcct` is set; otherwise not at all. An external card
 * that has a PIN needs it whatever the store's settings are: that is its provider's. Reads only; of a refusal,
 * tell by `refuseCard`.
 */
export function chooseCard(reads: Reads, shop: ShopContext, given: GivenCard): CardChoice {
  const { pinRequired, validateGCFinAcct } = readGiftCardSettings(shop, given.store);
  const card = findByTypedCode(reads, given.code);
  const isValidated = pinRequired || validateGCFinAcct === true;
  const isPinNeeded = pinRequired || card?.external === true;
  const refusal =
    (isPinNeeded && card !== undefined ? pinRefusal(shop, card, given.pin) : null) ??
    (isValidated ? refusalOf(reads, shop, card, given) : null);
  if (refusal !== null) {
    const giftCardId = card?.id ?? null;
    return { outcome: "refused", giftCardId, refusal, reason: CARD_REFUSALS[refusal] };
  }
  const giftCardId = card?.id ?? null;
  return {
    outcome: "chosen",
    giftCardId,
    gateway: card?.external === true ? EXTERNAL_CARDS : GIFT_CARDS,
    availableMinor: card === undefined ? null : availableOn(reads, card),
    instrument: { giftCardId },
  };
}

/** The card whose code this is, however it was typed. */
export function findByTypedCode(reads: Reads, typed: string): GiftCardRow | undefined {
  const code = readTypedCode(typed);
  return code === null ? undefined : findGiftCardByCode(reads, code);
}

/** The code in its normal form, or null for what cannot be one. */
export function readTypedCode(typed: string): string | null {
  try {
    return parseGiftCardCode(typed);
  } catch (error) {
    if (error instanceof TracewellError && error.code === "invalid-identifier") return null;
    throw error;
  }
}

function refusalOf(
  reads: Reads,
  shop: ShopContext,
  card: GiftCardRow | undefined,
  { store }: GivenCard,
): CardRefusal | null {
  if (card === undefined) return "unknown-code";
  if (card.state === "cancelled") return "cancelled";
  const currency = shop.settings.stores.find(({ code }) => code === store)?.currency;
  if (card.currency !== currency) return "other-currency";
  return availableOn(reads, card) > 0 ? null : "nothing-available";
}

/** An external card that was not used here yet has what its provider said. */
function availableOn(reads: Reads, { id, external, issuedMinor }: GiftCardRow): number {
  const { isIssued, availableMinor } = readAccount(reads, id);
  return external && !isIssued ? availableMinor + issuedMinor : availableMinor;
}
