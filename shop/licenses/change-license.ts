import { readLicenseNumber } from "#domain/licenses/license-number.ts";
import { activationRefusal, licenseStateAt } from "#domain/licenses/license-state.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import { licenseEvent } from "./license-events.ts";
import { findLicense, findLicenseByNumber, type LicenseRow } from "./license-rows.ts";

/**
 * Activates the license of this number, however it is typed: `license.activated` the first time, nothing more
 * after it. Throws `not-found` for an unknown number, and `wrong-state` for an expired or blocked license,
 * after telling that somebody tried.
 */
export function activateLicense(shop: ShopContext, licenseNumber: string): LicenseRow {
  const nowMs = shop.clock.nowMs();
  const { license, refusal } = shop.main.transaction((tx) => {
    const license = findLicenseByNumber(tx, readLicenseNumber(licenseNumber));
    if (license === undefined) throw new ShopError("not-found", "There is no such license.");
    const refusal = activationRefusal(licenseStateAt(license, nowMs));
    if (refusal !== null) tx.emit(refusedActivation(tx, license, refusal));
    else if (license.activatedMs === null) activate(tx, license, nowMs);
    return { license, refusal };
  });
  if (refusal === null) return { ...license, activatedMs: license.activatedMs ?? nowMs };
  throw new ShopError("wrong-state", refusal, { detail: { licenseId: license.id } });
}

function activate(tx: Transaction, license: LicenseRow, nowMs: number): void {
  tx.run("UPDATE licenses SET activatedMs = ? WHERE id = ?", nowMs, license.id);
  tx.emit(licenseEvent(tx, "license.activated", license, "The license was activated."));
}

function refusedActivation(tx: Transaction, license: LicenseRow, reason: string): ShopEvent {
  const message = "Somebody tried to activate a license that is not active.";
  return {
    ...licenseEvent(tx, "warning.recorded", license, message),
    outcome: "failure",
    level: "warning",
    reason,
    attributes: { component: "Licenses" },
  };
}

/**
 * Blocks a license, for instance of an order that was returned: `license.blocked` the first time. Throws
 * `not-found`, and `wrong-state` for one that has expired, which nobody can use anyway.
 */
export function blockLicense(shop: ShopContext, licenseId: string): LicenseRow {
  const nowMs = shop.clock.nowMs();
  return shop.main.transaction((tx) => {
    const license = findLicense(tx, licenseId);
    if (license === undefined) throw new ShopError("not-found", "There is no such license.");
    if (license.state === "blocked") return license;
    if (licenseStateAt(license, nowMs) === "expired") {
      throw new ShopError("wrong-state", "The license has expired.", { detail: { licenseId } });
    }
    tx.run("UPDATE licenses SET state = 'blocked' WHERE id = ?", licenseId);
    tx.emit(licenseEvent(tx, "license.blocked", license, "The license was blocked."));
    return { ...license, state: "blocked" };
  });
}
