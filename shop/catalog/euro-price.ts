/** An amount as JSON writes it: no exponent, no sign but minus, at most two decimals that count. */
const EUROS = /^(\d{1,9})(?:\.(\d{1,2})0*)?$/;

/** Highest price that is believed, in minor units: a hundred million euros. */
const PRICE_MINOR_MAX = 10_000_000_000;

/**
 * Minor units of a price in euros, exactly: the decimal digits are read, no binary fraction is multiplied.
 * Undefined for what is no price: negative, with fractions of a cent, or too high.
 * @example euroPriceMinor(19.99) // 1999
 */
export function euroPriceMinor(price: number | string): number | undefined {
  // A number's shortest text is what stood in the JSON.
  const [, whole, cents = ""] = EUROS.exec(String(price)) ?? [];
  if (whole === undefined) return undefined;
  const minor = Number(whole) * 100 + Number(cents.padEnd(2, "0"));
  return minor <= PRICE_MINOR_MAX ? minor : undefined;
}
