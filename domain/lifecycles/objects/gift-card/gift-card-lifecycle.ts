import type { ObjectLifecycle } from "../../object-lifecycle.ts";
import type { CardFacts } from "./card-facts.ts";
import { GIFT_CARD_MODEL } from "./gift-card-model.ts";
import { GIFT_CARD_RULES } from "./gift-card-rules.ts";
import { readGiftCard } from "./read-gift-card.ts";

/** The financial account behind a gift card, internal or of another company. */
export const GIFT_CARD_LIFECYCLE: ObjectLifecycle<CardFacts> = {
  type: "giftCard",
  model: GIFT_CARD_MODEL,
  read: readGiftCard,
  rules: GIFT_CARD_RULES,
};
