import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { requireOrder } from "../orders/order-rows.ts";
import { findGiftCard } from "./gift-card-rows.ts";
import { deliver, requireGiftCardLine } from "./issue-gift-card.ts";
import { mailGiftCard } from "./mail-gift-card.ts";

/**
 * Mails a card again, after its mail could not be written, got lost, or came back; where the store requires a
 * PIN, with a new one: the old is no longer valid. The mail's ID, or null where it could not be sent.
 * Throws `not-found`, and `wrong-state` for a card that was not sold in an order or was cancelled.
 */
export function resendMail(shop: ShopContext, giftCardId: string): string | null {
  const letter = shop.web.transaction((tx) => {
    const card = findGiftCard(tx, giftCardId);
    if (card === undefined) throw new ShopError("not-found", "There is no such gift card.");
    const { orderNumber, lineItemId } = card;
    if (orderNumber === null || lineItemId === null || card.state !== "active") {
      throw new ShopError("wrong-state", "Only a valid card that was sold in an order is mailed.");
    }
    const line = requireGiftCardLine(tx, orderNumber, lineItemId);
    return mailGiftCard(tx, shop, requireOrder(tx, orderNumber), line, card);
  });
  deliver(shop, letter);
  return letter?.mailId ?? null;
}
