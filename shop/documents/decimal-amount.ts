/** Of a currency that says nothing else. */
const USUAL_DECIMALS = 2;

/** Digits before the point: more than any order of the shop, and exact as a number. */
const WHOLE_DIGITS_MAX = 10;

const DECIMAL = /^(?<whole>\d+)(?:\.(?<fraction>\d+))?$/;

/** Making a format takes far longer than using it; a shop has few currencies. */
const decimalsOf = new Map<string, number>();

/** `6450` of EUR as `64.50`: how the documents write money. */
export function writeAmount(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = String(minor).padStart(decimals + 1, "0");
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * Minor units of an amount such as `64.50` or `64.5`, digit by digit. Null for text that is no plain decimal
 * number, or more exact than the currency, or larger than any order.
 */
export function readAmount(text: string, currency: string): number | null {
  const groups = DECIMAL.exec(text.trim())?.groups;
  const whole = groups?.["whole"] ?? "";
  const fraction = groups?.["fraction"] ?? "";
  const decimals = currencyDecimals(currency);
  if (whole === "" || whole.length > WHOLE_DIGITS_MAX || fraction.length > decimals) return null;
  return Number(whole + fraction.padEnd(decimals, "0"));
}

/** Digits after the point. The code must have the form of ISO 4217. */
function currencyDecimals(currency: string): number {
  let decimals = decimalsOf.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? USUAL_DECIMALS;
    decimalsOf.set(currency, decimals);
  }
  return decimals;
}
