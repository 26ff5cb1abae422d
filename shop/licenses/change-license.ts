import { activationRefusal, licenseStateAt } from "#domain/licenses/license-state.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { licenseEvent } from "./license-events.ts";
import { findLicense, findLicenseByNumber, type LicenseRow } from "./license-rows.ts";

/**
 * Activates the license of this number: `license.activated` the first time, nothing more after it. Throws
 * `not-found` for an unknown number, `wrong-state` for an expired or blocked license.
 */
export function activateLicense(shop: ShopContext, licenseNumber: string): LicenseRow {
  return shop.main.transaction((tx) => {
    const license = findLicenseByNumber(tx, licenseNumber.trim().toUpperCase());
    if (license === undefined) throw new ShopError("not-found", "There is no such license.");
    const nowMs = shop.clock.nowMs();
    const state = licenseStateAt(license, nowMs);
    const refusal = activationRefusal(state);
    if (refusal !== null) {
      throw new ShopError("wrong-state", refusal, { detail: { licenseId: license.id, state } });
    }
    if (license.activatedMs !== null) return license;
    tx.run("UPDATE licenses SET activatedMs = ? WHERE id = ?", nowMs, license.id);
    tx.emit(licenseEvent(tx, "license.activated", license, "The license was activated."));
    return { ...license, activatedMs: nowMs };
  });
}

/**
 * Blocks a license, for instance of an order that was returned: `license.blocked` the first time. Throws
 * `not-found`, and `wrong-state` for one that has expired, which nobody can use anyway.
 */
export function blockLicense(shop: ShopContext, licenseId: string): LicenseRow {
  return shop.main.transaction((tx) => {
    const license = findLicense(tx, licenseId);
    if (license === undefined) throw new ShopError("not-found", "There is no such license.");
    if (license.state === "blocked") return license;
    if (license.state === "expired") {
      throw new ShopError("wrong-state", "The license has expired.", { detail: { licenseId } });
    }
    tx.run("UPDATE licenses SET state = 'blocked' WHERE id = ?", licenseId);
    tx.emit(licenseEvent(tx, "license.blocked", license, "The license was blocked."));
    return { ...license, state: "blocked" };
  });
}
