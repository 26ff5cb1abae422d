import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { STOREFRONT_OPERATIONS } from "../storefront/operations.ts";
import { findByTypedCode, pinRefusal } from "./find-card.ts";
import { readAccount } from "./gift-card-rows.ts";

/** Gift cards as customers and the shop's own people see them. */
export function giftCardHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(STOREFRONT_OPERATIONS.giftCardBalance, (given) => {
      const card = findByTypedCode(shop.web, given.code);
      // One answer for both, so that nobody learns which codes exist.
      if (card === undefined || pinRefusal(card, given.pin) !== null) {
        throw new ShopError("not-found", "There is no gift card with this code and PIN.");
      }
      const { balanceMinor, availableMinor } = readAccount(shop.web, card.id);
      return { balanceMinor, availableMinor, currency: card.currency };
    }),
  ];
}
