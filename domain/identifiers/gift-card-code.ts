import { TracewellError } from "#domain/errors.ts";

/** What a customer types to pay with a gift card, without blanks and dashes, in upper case: a secret. */
export type GiftCardCode = string & { readonly brand: "GiftCardCode" };

/** Random numbers (here 6 to 32 digits, as a store sets); external cards use letters as well. */
const GIFT_CARD_CODE = /^[A-Z0-9]{6,32}$/;

const SEPARATORS = /[\s\p{Pd}]+/gu;

/** A code long enough to be one, with its separators; keeps what follows from reading a megabyte. */
const GIVEN_CHARACTERS_MAX = 128;

/**
 * A gift card's code as it was typed or printed. `characters` is the length the store sets, where known.
 * Throws `invalid-identifier`; the error tells the length of what was given, never the code.
 */
export function parseGiftCardCode(text: string, characters?: number): GiftCardCode {
  const code = normalizeCode(text);
  if (isGiftCardCode(code) && (characters === undefined || code.length === characters)) return code;
  const expected = `${characters ?? "6 to 32"} digits or letters, blanks and dashes aside`;
  const given = GIFT_CARD_CODE.test(code)
    ? `${code.length} of them`
    : `text of ${text.length} characters`;
  throw new TracewellError(
    "invalid-identifier",
    `What was given (${given}) is not a gift card code: expected ${expected}.`,
    { detail: { kind: "a gift card code", expected } },
  );
}

/** True for a code in its normal form. */
export function isGiftCardCode(text: string): text is GiftCardCode {
  return GIFT_CARD_CODE.test(text);
}

function normalizeCode(text: string): string {
  if (text.length > GIVEN_CHARACTERS_MAX) return "";
  return text.normalize("NFKC").replace(SEPARATORS, "").toUpperCase();
}
