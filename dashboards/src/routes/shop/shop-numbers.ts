import type { ShopClock } from "#query/answers/shop-answers.ts";

/** `39.99`, from cents; never through floating point. */
export function priceText(priceMinor: number): string {
  const digits = String(Math.abs(priceMinor)).padStart(3, "0");
  return `${priceMinor < 0 ? "−" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Decimals of a percentage: the smallest usual rate, one in a thousand, has one. */
const PERCENT_DECIMALS = 4;

/** A share of 0 to 1 in percent: `0.2` for 0.002. */
export function percentText(rate: number): string {
  return String(Number((rate * 100).toFixed(PERCENT_DECIMALS)));
}

/** The share that a percentage names; null for what is none from 0 to 100. */
export function readPercent(given: string): number | null {
  const percent = Number(given);
  if (given.trim() === "" || !(percent >= 0 && percent <= 100)) return null;
  return Number((percent / 100).toFixed(PERCENT_DECIMALS + 2));
}

/** What the shop's clock shows at a moment of this machine, from an answer that came at another. */
export function clockAt(
  { nowMs, speed }: Pick<ShopClock, "nowMs" | "speed">,
  answeredAtMs: number,
  atMs: number,
): number {
  return Math.floor(nowMs + Math.max(0, atMs - answeredAtMs) * (speed ?? 0));
}
