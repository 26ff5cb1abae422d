/** Longest decimal text that is read: integers beyond 2^53 are refused anyway. */
const MONEY_CHARACTERS_MAX = 64;

export type MoneyReading =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly problem: string };

/**
 * Decimal money text as whole minor units, exactly: `64.0000` at scale 2 is 6400. Digits are moved, never
 * multiplied as floating point. Refused: digits below the minor unit that are not zero, and what a safe
 * integer cannot hold.
 */
export function readMoney(text: string, scale: number, decimal: "." | "," = "."): MoneyReading {
  const trimmed = text.trim();
  const match =
    trimmed.length > MONEY_CHARACTERS_MAX ? null : /^([+-]?)(\d+)(?:([.,])(\d*))?$/.exec(trimmed);
  if (match === null || (match[3] !== undefined && match[3] !== decimal)) {
    return refuse(text, `no amount such as 64${decimal}00`);
  }
  const [, sign = "", whole = "", , fraction = ""] = match;
  if (/[1-9]/.test(fraction.slice(scale))) {
    return refuse(text, `more exact than the ${scale} decimal places of its currency`);
  }
  const minor = Number(BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0")));
  if (!Number.isSafeInteger(minor)) return refuse(text, "too large");
  return { ok: true, minor: sign === "-" && minor !== 0 ? -minor : minor };
}

const decimals = new Map<string, number | null>();

/** Codes that are remembered: there are some 300 of ISO 4217, and tables may hold anything. */
const CODES_REMEMBERED_MAX = 1_000;

/**
 * Decimal places of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD; null for what is no code of three
 * capital letters. As amounts are shown.
 */
export function currencyDecimals(code: string): number | null {
  const known = decimals.get(code);
  if (known !== undefined) return known;
  const found = /^[A-Z]{3}$/.test(code) ? decimalsOf(code) : null;
  if (decimals.size < CODES_REMEMBERED_MAX) decimals.set(code, found);
  return found;
}

function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function refuse(text: string, why: string): MoneyReading {
  return {
    ok: false,
    problem: `the amount ${JSON.stringify(text.slice(0, MONEY_CHARACTERS_MAX))} is ${why}`,
  };
}
