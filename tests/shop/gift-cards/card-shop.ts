import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import type { ShopContext } from "#shop/context.ts";
import { findGiftCardOfLine, type GiftCardRow } from "#shop/gift-cards/gift-card-rows.ts";
import {
  DEFAULT_GIFT_CARD_SETTINGS,
  type GiftCardSettings,
  saveGiftCardSettings,
} from "#shop/gift-cards/gift-card-settings.ts";
import { issueGiftCard } from "#shop/gift-cards/issue-gift-card.ts";
import type { Letter } from "#shop/mail/letter.ts";
import type { ProcessedPayment } from "#shop/payments/payment-processor.ts";
import { type OpenShop, openShop } from "../open-shop.ts";

export const TRANSACTION_ID = "TU80WKRYTI9QUMJ4";
export const SURVEY = { RecipientName: "Ana", RecipientMail: "ana@example.org", Message: "Hi" };

/** A shop whose letters are kept, to be read. */
export function openCardShop({
  path,
  ...options
}: Parameters<typeof openShop>[0] & {
  /** Of the web database's file, which another shop may have open too. */
  path?: string;
} = {}): OpenShop & { readonly letters: Letter[] } {
  const open = openShop(options);
  const letters: Letter[] = [];
  const { clock, random } = open.shop;
  const file = { name: "web", schema: WEB_SCHEMA, clock, random, durable: false };
  const web = path === undefined ? open.shop.web : new ShopDatabase({ ...file, path });
  const shop = {
    ...open.shop,
    web,
    post: { deliver: (letter: Letter) => void letters.push(letter) },
  };
  const close = open[Symbol.asyncDispose];
  return Object.assign(open, {
    shop,
    letters,
    [Symbol.asyncDispose]: async () => {
      web.close();
      await close();
    },
  });
}

export function orderNumberOf(sequence: number): string {
  return `1${String(sequence).padStart(8, "0")}`;
}

/** An order of gift cards, one a survey, of 50 euro each; nothing is issued yet. */
export function insertCardOrder(
  shop: ShopContext,
  {
    sequence = 1,
    surveys = [SURVEY],
    state = "paid",
  }: {
    sequence?: number;
    surveys?: (Record<string, string> | null)[];
    state?: string;
  } = {},
): { orderNumber: string; lineItemIds: string[] } {
  const orderNumber = orderNumberOf(sequence);
  const lineItemIds = surveys.map((_, index) => `${10_000_000 + sequence}${index + 100_000_000}`);
  shop.web.transaction((tx) => {
    tx.run(
      `INSERT INTO orders (number, foreignId, store, sequence, quoteId, transactionId, customerKind,
         email, billing, amountMinor, currency, state, placedMs)
       VALUES (?, ?, 'europe', ?, ?, ?, 'guest', 'buyer@example.org', '{}', ?, 'EUR', ?, ?)`,
      orderNumber,
      `38-${200_000 + sequence}`,
      sequence,
      `quote-${sequence}`,
      TRANSACTION_ID,
      5_000 * surveys.length,
      state,
      shop.clock.nowMs(),
    );
    for (const [index, survey] of surveys.entries()) {
      tx.run(
        `INSERT INTO orderLines (lineItemId, orderNumber, position, product, kind, quantity,
           amountMinor, survey, state) VALUES (?, ?, ?, 'CARD-50', 'giftCard', 1, 5000, ?, 'ordered')`,
        lineItemIds[index] ?? "",
        orderNumber,
        index + 1,
        survey === null ? null : JSON.stringify(survey),
      );
    }
  });
  return { orderNumber, lineItemIds };
}

/** A card of 50 euro, sold and mailed. */
export function sellCard(shop: ShopContext, sequence = 1): GiftCardRow {
  const { orderNumber, lineItemIds } = insertCardOrder(shop, { sequence });
  const [lineItemId = ""] = lineItemIds;
  issueGiftCard(shop, orderNumber, lineItemId);
  const card = findGiftCardOfLine(shop.web, orderNumber, lineItemId);
  if (card === undefined) throw new Error("No card was issued.");
  return card;
}

/** A payment of another order by the card. */
export function paymentOf(
  giftCardId: string | null,
  amountMinor: number,
  { sequence = 900, gatewayReference = null as string | null, currency = "EUR" } = {},
): ProcessedPayment {
  return {
    id: `P-${sequence}`,
    orderNumber: orderNumberOf(sequence),
    transactionId: TRANSACTION_ID,
    store: "europe",
    amountMinor,
    currency,
    instrument: { giftCardId },
    gatewayReference,
  };
}

export function setUp(shop: ShopContext, settings: Partial<GiftCardSettings>): void {
  saveGiftCardSettings(shop, "europe", { ...DEFAULT_GIFT_CARD_SETTINGS, ...settings });
}
