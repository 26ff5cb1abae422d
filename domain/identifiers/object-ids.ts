import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import { refuseIdentifier } from "./refuse-identifier.ts";

/**
 * IDs whose form is the producing system's own: any printable text. Each kind has its brand, so that none
 * is taken for another.
 */
export type QuoteId = string & { readonly brand: "QuoteId" };
export type PaymentId = string & { readonly brand: "PaymentId" };
export type InvoiceId = string & { readonly brand: "InvoiceId" };
/** LN ID: it identifies a license. The license number itself is a secret, and no ID. */
export type LicenseId = string & { readonly brand: "LicenseId" };
/** A gift card's financial account. The card code itself is a secret, and no ID. */
export type GiftCardId = string & { readonly brand: "GiftCardId" };

const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** True for text that could be an ID of any system: not blank, no control characters, not too long. */
export function isPrintableId(text: string): boolean {
  return text.length <= IDENTIFIER_CHARACTERS_MAX && text.trim().length > 0 && PRINTABLE.test(text);
}

/** Each throws `invalid-identifier` unless the text, without surrounding blanks, can be such an ID. */
export function parseQuoteId(text: string): QuoteId {
  const trimmed = text.trim();
  if (isQuoteId(trimmed)) return trimmed;
  throw refuse(text, "a quote ID");
}

export function parsePaymentId(text: string): PaymentId {
  const trimmed = text.trim();
  if (isPaymentId(trimmed)) return trimmed;
  throw refuse(text, "a payment ID");
}

export function parseInvoiceId(text: string): InvoiceId {
  const trimmed = text.trim();
  if (isInvoiceId(trimmed)) return trimmed;
  throw refuse(text, "an invoice ID");
}

export function parseLicenseId(text: string): LicenseId {
  const trimmed = text.trim();
  if (isLicenseId(trimmed)) return trimmed;
  throw refuse(text, "a license ID (LN ID)");
}

export function parseGiftCardId(text: string): GiftCardId {
  const trimmed = text.trim();
  if (isGiftCardId(trimmed)) return trimmed;
  throw refuse(text, "a gift card's account ID");
}

export function isQuoteId(text: string): text is QuoteId {
  return isPrintableId(text);
}

export function isPaymentId(text: string): text is PaymentId {
  return isPrintableId(text);
}

export function isInvoiceId(text: string): text is InvoiceId {
  return isPrintableId(text);
}

export function isLicenseId(text: string): text is LicenseId {
  return isPrintableId(text);
}

export function isGiftCardId(text: string): text is GiftCardId {
  return isPrintableId(text);
}

function refuse(given: string, kind: string): Error {
  return refuseIdentifier(
    given,
    kind,
    `1 to ${IDENTIFIER_CHARACTERS_MAX} printable characters, not all blank`,
  );
}
