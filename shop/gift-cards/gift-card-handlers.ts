import type { z } from "zod";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { deliverLines } from "../fulfillment/deliver-lines.ts";
import { requireOrder } from "../orders/order-rows.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { STOREFRONT_OPERATIONS } from "../storefront/operations.ts";
import { lookUpExternalCard, registerExternalCard } from "./external-cards.ts";
import { pinRefusal } from "./card-pin.ts";
import { EXTERNAL_OPERATIONS } from "./external-operations.ts";
import { EXTERNAL_CARDS, findByTypedCode, readTypedCode } from "./find-card.ts";
import { GIFT_CARD_OPERATIONS } from "./gift-card-operations.ts";
import { findGiftCardOfLine, readAccount } from "./gift-card-rows.ts";
import { readGiftCardSettings, saveGiftCardSettings } from "./gift-card-settings.ts";
import { issueGiftCard, requireGiftCardLine } from "./issue-gift-card.ts";
import { listGiftCards, readLiabilities, viewGiftCard } from "./list-gift-cards.ts";
import { refuseBalance } from "./refuse-card.ts";
import { resendMail } from "./resend-mail.ts";

type Balance = z.infer<typeof STOREFRONT_OPERATIONS.giftCardBalance.answer>;

/** Gift cards as customers and the shop's own people see them. */
export function giftCardHandlers(shop: ShopContext): OperationHandler[] {
  const on = GIFT_CARD_OPERATIONS;
  return [
    handler(STOREFRONT_OPERATIONS.giftCardBalance, (given) => balanceOf(shop, given)),
    handler(on.readSettings, ({ store }) => readGiftCardSettings(shop, store)),
    handler(on.saveSettings, ({ store, ...settings }) =>
      saveGiftCardSettings(shop, store, settings),
    ),
    handler(on.listCards, (asked) => listGiftCards(shop.web, asked)),
    handler(on.viewCard, ({ giftCardId }) => viewGiftCard(shop.web, giftCardId)),
    handler(on.readLiabilities, () => ({ items: readLiabilities(shop.web) })),
    handler(on.issueCard, ({ orderNumber, lineItemId }) => ({
      giftCardId: issueByHand(shop, orderNumber, lineItemId),
    })),
    handler(on.resendMail, ({ giftCardId }) => ({ mailId: resendMail(shop, giftCardId) })),
    handler(on.sellExternal, (given) =>
      shop.services.call(EXTERNAL_CARDS, EXTERNAL_OPERATIONS.sellCard, given),
    ),
    handler(on.registerExternal, async (given) => ({
      giftCardId: await registerExternalCard(shop, given),
    })),
  ];
}

/** What is on a card; of an external one its provider knows. One refusal, so that nobody learns codes. */
async function balanceOf(
  shop: ShopContext,
  given: { readonly code: string; readonly pin?: string | undefined },
): Promise<Balance> {
  const card = findByTypedCode(shop.web, given.code);
  if (card !== undefined) {
    const refusal = pinRefusal(shop, card, given.pin);
    if (refusal !== null) {
      shop.web.transaction((tx) => refuseBalance(tx, shop, card.id, refusal));
      throw unknownCard();
    }
    if (!card.external) {
      const { balanceMinor, availableMinor } = readAccount(shop.web, card.id);
      return { balanceMinor, availableMinor, currency: card.currency };
    }
  }
  const isCode = readTypedCode(given.code) !== null;
  const found = isCode ? await lookUpExternalCard(shop, given) : null;
  if (found === null) throw unknownCard();
  const { balanceMinor, availableMinor, currency } = found;
  return { balanceMinor, availableMinor, currency };
}

function unknownCard(): ShopError {
  return new ShopError("not-found", "There is no gift card with this code and PIN.");
}

const PAID_STATES = new Set(["paid", "delivered", "completed"]);

/** Lines that are delivered or still to be: the price of every other was given back. */
const OWED_STATES = new Set(["ordered", "delivered"]);

/**
 * Issues the card of a line and notes the line as delivered, so that nobody cancels it and keeps the card.
 * Throws `wrong-state` for an order that is not paid, or a line that was cancelled, beside what
 * `issueGiftCard` throws.
 */
function issueByHand(shop: ShopContext, orderNumber: string, lineItemId: string): string {
  const { state } = requireOrder(shop.web, orderNumber);
  if (!PAID_STATES.has(state)) {
    throw new ShopError("wrong-state", "A gift card is issued for a paid order.", {
      detail: { state },
    });
  }
  const line = requireGiftCardLine(shop.web, orderNumber, lineItemId);
  if (!OWED_STATES.has(line.state)) {
    throw new ShopError("wrong-state", "Nothing is owed for the line any more.", {
      detail: { state: line.state },
    });
  }
  issueGiftCard(shop, orderNumber, lineItemId);
  if (line.state === "ordered") {
    shop.web.transaction((tx) =>
      deliverLines(tx, shop, requireOrder(tx, orderNumber), "digital", [lineItemId]),
    );
  }
  const card = findGiftCardOfLine(shop.web, orderNumber, lineItemId);
  if (card === undefined) throw new ShopError("internal", "A card was issued and is not there.");
  return card.id;
}
