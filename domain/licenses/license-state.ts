export const LICENSE_STATES = ["active", "expired", "blocked"] as const;
export type LicenseState = (typeof LICENSE_STATES)[number];

export type LicenseKind = "standard" | "renewal";

/** A license that renews another is a renewal, every other is a standard one. */
export function licenseKind(previousLicenseId: string | null): LicenseKind {
  return previousLicenseId === null ? "standard" : "renewal";
}

/**
 * Why a license cannot be renewed, or null where it can: an active or an expired one. `state` is null where
 * the main database knows no license of that ID.
 */
export function renewalRefusal(state: LicenseState | null): string | null {
  if (state === "active" || state === "expired") return null;
  return state === null ? "The previous license is unknown." : `The previous license is ${state}.`;
}

/** The state at this time: one whose end has come is expired, whether or not somebody noted it. */
export function licenseStateAt(
  license: { readonly state: LicenseState; readonly validUntilMs: number },
  atMs: number,
): LicenseState {
  return license.state === "active" && license.validUntilMs <= atMs ? "expired" : license.state;
}

/** Why a license in this state cannot be activated, or null where it can. */
export function activationRefusal(state: LicenseState): string | null {
  if (state === "active") return null;
  return state === "expired" ? "The license has expired." : "The license is blocked.";
}
