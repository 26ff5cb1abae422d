import { pickText } from "../search-text.ts";

/** Parts of the screen. */
export const LICENSE_PARTS = ["deliveries", "expiring", "renewals", "all"] as const;
export type LicensePart = (typeof LICENSE_PARTS)[number];

/** Lengths of time within which terms end, as the service takes them. */
export const EXPIRY_SPANS = ["7d", "30d", "90d", "365d"] as const;
export type ExpirySpan = (typeof EXPIRY_SPANS)[number];

/** What the address of the page holds. */
export interface LicensesSearch {
  /** A `LicensePart`; absent: deliveries. */
  readonly show?: string;
  /** Of deliveries: a rule, or the first part of some; absent: `license`. */
  readonly finding?: string;
  /** Of expiries: an `ExpirySpan`; absent: 30 days. */
  readonly within?: string;
  /** Of all licenses: their state. */
  readonly state?: string;
  readonly store?: string;
  /** The opened license, or the opened order. */
  readonly license?: string;
  readonly order?: string;
  /** The opened record's reference. */
  readonly rec?: string;
}

/** What every part is given. */
export interface LicensesProps {
  readonly search: LicensesSearch;
  /** Changes the named members of the address; undefined takes one out. */
  readonly show: (change: Partial<Record<keyof LicensesSearch, string | undefined>>) => void;
}

export function readLicensesSearch(search: Record<string, unknown>): LicensesSearch {
  return pickText(search, [
    "show",
    "finding",
    "within",
    "state",
    "store",
    "license",
    "order",
    "rec",
  ]);
}

export function licensePart({ show }: LicensesSearch): LicensePart {
  return LICENSE_PARTS.find((one) => one === show) ?? "deliveries";
}

export function expirySpan({ within }: LicensesSearch): ExpirySpan {
  return EXPIRY_SPANS.find((span) => span === within) ?? "30d";
}
