/** Decimals of a currency by ISO 4217, by its code; made once, a formatter costs microseconds. */
const decimalsOf = new Map<string, number>();

function decimals(currency: string): number {
  const known = decimalsOf.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  decimalsOf.set(currency, digits);
  return digits;
}

/**
 * `64.00 EUR` of integer minor units, never through floating point; ISO 4217 decides the decimals.
 * `currency` is three capital letters.
 */
export function formatAmount(amount: {
  readonly minor: number;
  readonly currency: string;
}): string {
  const { minor, currency } = amount;
  const places = decimals(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? "" : `.${digits.slice(-places)}`;
  return `${minor < 0 ? "-" : ""}${whole}${fraction} ${currency}`;
}
