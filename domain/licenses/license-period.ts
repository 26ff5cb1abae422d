import { DateTime } from "luxon";
import type { LicenseState } from "./license-state.ts";

/** A stretch of time in milliseconds since 1970 UTC; valid from the first, not any more at the last. */
export interface LicensePeriod {
  readonly validFromMs: number;
  readonly validUntilMs: number;
}

export interface PreviousLicense {
  readonly state: LicenseState;
  readonly validUntilMs: number;
}

/**
 * When a license is valid that is made at `generatedMs`: from then on, or from the end of the license that it
 * renews where that one is still active, so that nobody who renews early loses time. Months are those of the
 * calendar in UTC: a license of a month from 31 January ends on the last day of February.
 */
export function licensePeriod(
  generatedMs: number,
  termMonths: number,
  previous?: PreviousLicense,
): LicensePeriod {
  const validFromMs =
    previous?.state === "active" ? Math.max(generatedMs, previous.validUntilMs) : generatedMs;
  const end = DateTime.fromMillis(validFromMs, { zone: "utc" }).plus({ months: termMonths });
  return { validFromMs, validUntilMs: end.toMillis() };
}
