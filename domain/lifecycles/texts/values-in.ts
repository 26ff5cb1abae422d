import { formatAmount } from "#domain/measures/format-amount.ts";
import type { FindingValues } from "../finding.ts";

/** Said where a rule has no value for what its sentence names. */
const NOT_KNOWN = "not known";

/** A text among the values. */
export function textIn(values: FindingValues, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : NOT_KNOWN;
}

/** A number among the values; 0 where it has none. */
export function numberIn(values: FindingValues, name: string): number {
  const value = values[name];
  return typeof value === "number" ? value : 0;
}

/** `64.00 EUR` of money among the values. */
export function moneyTextIn(values: FindingValues, name: string): string {
  const value = values[name];
  return typeof value === "object" && value !== null && "currency" in value
    ? formatAmount(value)
    : NOT_KNOWN;
}

/** `1 record`, `3 records` of a number among the values. */
export function countIn(
  values: FindingValues,
  name: string,
  one: string,
  many = `${one}s`,
): string {
  const count = numberIn(values, name);
  return `${count} ${count === 1 ? one : many}`;
}

/** Texts of a list, as read from the values. */
export function textsIn(values: FindingValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

const LIST = new Intl.ListFormat("en", { style: "long", type: "conjunction" });

/** `A`, `A and B`, `A, B, and C` of a list among the values. */
export function listIn(values: FindingValues, name: string): string {
  const items = textsIn(values, name);
  return items.length === 0 ? NOT_KNOWN : LIST.format(items);
}
