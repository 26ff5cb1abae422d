import { isEventReference } from "./event-reference.ts";
import { isForeignId } from "./foreign-id.ts";
import { isGiftCardCode } from "./gift-card-code.ts";
import { isLineItemId } from "./line-item-id.ts";
import { isGiftCardId, isInvoiceId, isLicenseId, isPaymentId, isQuoteId } from "./object-ids.ts";
import { isOrderNumber } from "./order-number.ts";
import { isTransactionId } from "./transaction-id.ts";

export type IdentifierKind =
  | "foreignId"
  | "transaction"
  | "orderNumber"
  | "eventReference"
  | "lineItem"
  | "giftCardCode"
  | "license"
  | "giftCard"
  | "quote"
  | "payment"
  | "invoice";

/**
 * Which kinds of identifier a text can be by its form, the most telling form first; empty when it can be
 * none. Only what is recorded can say which it is. Surrounding blanks do not count.
 */
export function classifyIdentifier(
  text: string,
  options: { readonly transactionId?: RegExp } = {},
): IdentifierKind[] {
  const trimmed = text.trim();
  const forms: readonly (readonly [IdentifierKind, boolean])[] = [
    ["foreignId", isForeignId(trimmed)],
    ["transaction", isTransactionId(trimmed, options.transactionId)],
    ["orderNumber", isOrderNumber(trimmed)],
    ["eventReference", isEventReference(trimmed)],
    ["lineItem", isLineItemId(trimmed)],
    ["giftCardCode", isGiftCardCode(trimmed)],
    ["license", isLicenseId(trimmed)],
    ["giftCard", isGiftCardId(trimmed)],
    ["quote", isQuoteId(trimmed)],
    ["payment", isPaymentId(trimmed)],
    ["invoice", isInvoiceId(trimmed)],
  ];
  return forms.filter(([, fits]) => fits).map(([kind]) => kind);
}
