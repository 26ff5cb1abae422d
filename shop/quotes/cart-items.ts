import { checkAnswers, type SurveyAnswers } from "#domain/gift-cards/survey.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { readGiftCardSettings } from "../gift-cards/gift-card-settings.ts";
import { CART_ITEMS_MAX, ITEM_QUANTITY_MAX } from "../storefront/operations.ts";
import type { Visitor } from "../visits/enter-visit.ts";
import type { ProductRow } from "../visits/product-rows.ts";
import { type CartItem, itemsOf, quoteObject, type QuoteRow } from "./quote-rows.ts";

/** Lines of an order: each digital piece is one. The event of an order stays far below a ledger's line. */
export const ORDER_LINES_MAX = 100;

/** What is to be put in a cart. */
export interface NewItem {
  readonly product: string;
  readonly quantity: number;
  readonly survey?: Readonly<Record<string, string>>;
  readonly previousLicenseId?: string;
}

/** More of the same counts together, unless each has its own survey or license. */
export function putItem(
  tx: Transaction,
  quoteId: string,
  item: Pick<CartItem, "product" | "quantity" | "survey" | "previousLicenseId">,
): void {
  const items = itemsOf(tx, quoteId);
  const same = items.find(
    (present) =>
      present.product === item.product &&
      present.survey === item.survey &&
      present.previousLicenseId === null &&
      item.previousLicenseId === null,
  );
  if (same !== undefined) {
    tx.run(
      "UPDATE quoteItems SET quantity = ? WHERE quoteId = ? AND position = ?",
      same.quantity + item.quantity,
      quoteId,
      same.position,
    );
    return;
  }
  tx.run(
    `INSERT INTO quoteItems (quoteId, position, product, quantity, survey, previousLicenseId)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM quoteItems WHERE quoteId = ?), ?, ?, ?, ?)`,
    quoteId,
    quoteId,
    item.product,
    item.quantity,
    item.survey,
    item.previousLicenseId,
  );
}

/** Throws `invalid-request` where survey or renewal do not suit the product. */
export function refuseUnsuited(
  shop: ShopContext,
  store: string,
  product: ProductRow,
  item: NewItem,
): void {
  if (product.kind === "giftCard") refuseAnswers(shop, store, item.survey ?? {});
  else if (item.survey !== undefined) {
    throw new ShopError("invalid-request", "Only a gift card has a survey.");
  }
  if (item.previousLicenseId === undefined) return;
  if (product.kind !== "license") {
    throw new ShopError("invalid-request", "Only a license can renew a license.");
  }
  if (item.quantity > 1) {
    throw new ShopError("invalid-request", "A license is renewed by one license.");
  }
}

/** What the buyer answered is what the store asks. */
function refuseAnswers(shop: ShopContext, store: string, answers: SurveyAnswers): void {
  const { survey } = readGiftCardSettings(shop, store);
  const { missing, unknown, notAnAddress } = checkAnswers(survey, answers);
  const wrong = [
    ...missing.map((name) => `${name} is not answered`),
    ...unknown.map((name) => `${name} is not asked`),
    ...notAnAddress.map((name) => `${name} is no mail address`),
  ];
  if (wrong.length === 0) return;
  throw new ShopError("invalid-request", `survey: ${wrong.join("; ")}.`, {
    detail: { missing: [...missing], unknown: [...unknown], notAnAddress: [...notAnAddress] },
  });
}

/** Throws `invalid-request` for more than a cart may hold. */
export function refuseTooMuch(items: readonly CartItem[]): void {
  if (items.length > CART_ITEMS_MAX) {
    throw new ShopError("invalid-request", `A cart has ${CART_ITEMS_MAX} items at most.`);
  }
  if (items.some(({ quantity }) => quantity > ITEM_QUANTITY_MAX)) {
    throw new ShopError("invalid-request", `Of one item, ${ITEM_QUANTITY_MAX} can be bought.`);
  }
  const lines = items.reduce(
    (sum, { kind, quantity }) => sum + (kind === "physical" ? 1 : quantity),
    0,
  );
  if (lines > ORDER_LINES_MAX) {
    throw new ShopError("invalid-request", `An order has ${ORDER_LINES_MAX} lines at most.`);
  }
}

/** Tells that so many of a product came into the cart, or went out of it. */
export function tellItem(
  tx: Transaction,
  { visit }: Visitor,
  quote: QuoteRow,
  product: string,
  quantity: number,
  type: "quote.itemAdded" | "quote.itemRemoved",
): void {
  tx.emit({
    type,
    transactionId: visit.transactionId,
    objects: [quoteObject(quote), { type: "product", id: product }],
    message:
      type === "quote.itemAdded"
        ? "A product was put in the cart."
        : "A product was taken out of the cart.",
    attributes: { quantity },
  });
}
