/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const DECIMALS: Readonly<Record<string, number>> = {
  BHD: 3,
  CLP: 0,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  OMR: 3,
  TND: 3,
  UGX: 0,
  VND: 0,
  XAF: 0,
  XOF: 0,
};

interface Amount {
  readonly minor: number;
  readonly currency: string;
}

/** `64.00 EUR`, from integer minor units; never through floating point. */
export function formatAmount(amount: Amount): string {
  return `${amountDigits(amount)} ${amount.currency}`;
}

/** `64.00`, where the currency stands elsewhere. */
export function amountDigits(amount: Amount): string {
  const decimals = DECIMALS[amount.currency] ?? 2;
  const sign = amount.minor < 0 ? "−" : "";
  const digits = String(Math.abs(amount.minor)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  return `${sign}${whole}${fraction}`;
}
