import { currencyDecimals, readMoney } from "#ingest/mappings/money.ts";

/**
 * `64.00` and `EUR` as 6400 minor units; null for text that is no plain decimal number, is more exact than
 * the currency, or has a currency that is no ISO 4217 code.
 */
export function decimalAmount(
  text: string,
  currency: string,
): { minor: number; currency: string } | null {
  const code = currency.trim().toUpperCase();
  const decimals = currencyDecimals(code);
  if (decimals === null) return null;
  const money = readMoney(text, decimals, text.includes(",") ? "," : ".");
  return money.ok ? { minor: money.minor, currency: code } : null;
}
