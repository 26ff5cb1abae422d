import { type LicenseState, licenseStateAt } from "#domain/licenses/license-state.ts";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import type { Reads } from "../database/shop-database.ts";
import { mendOrderDocuments } from "../documents/write-order-documents.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { STOREFRONT_OPERATIONS } from "../storefront/operations.ts";
import { activateLicense, blockLicense } from "./change-license.ts";
import { LICENSE_OPERATIONS, type ShownLicense } from "./license-operations.ts";
import { type LicenseRow, licenseRow } from "./license-rows.ts";

/** So much of a license number is shown to people who do not own it. */
const SHOWN_CHARACTERS = 4;

/** What people and operators do with licenses and with the documents that bring them. */
export function licenseHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(STOREFRONT_OPERATIONS.activateLicense, ({ licenseNumber }) => {
      const { id, validUntilMs } = activateLicense(shop, licenseNumber);
      return { licenseId: id, validUntil: timeText(validUntilMs) };
    }),
    handler(LICENSE_OPERATIONS.listLicenses, (filter) => {
      const nowMs = shop.clock.nowMs();
      const found = listLicenses(shop.main, filter, nowMs);
      return { items: found.map((license) => showLicense(license, nowMs)) };
    }),
    handler(LICENSE_OPERATIONS.blockLicense, ({ licenseId }) =>
      showLicense(blockLicense(shop, licenseId), shop.clock.nowMs()),
    ),
    handler(LICENSE_OPERATIONS.mendDocuments, ({ orderNumber }) => {
      mendOrderDocuments(shop, orderNumber);
      return { orderNumber };
    }),
  ];
}

interface LicenseFilter {
  readonly foreignId?: string | undefined;
  readonly state?: LicenseState | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By LN ID. One whose end has come counts as expired, as `licenseStateAt` says. */
function listLicenses(reads: Reads, filter: LicenseFilter, nowMs: number): LicenseRow[] {
  const { foreignId = null, state = null, after = "", limit } = filter;
  return reads.all(
    licenseRow,
    `SELECT * FROM licenses
     WHERE id > ?1 AND (?2 IS NULL OR foreignId = ?2) AND (?3 IS NULL OR ?3 =
       iif(state = 'active' AND validUntilMs <= ?4, 'expired', state))
     ORDER BY id LIMIT ?5`,
    after,
    foreignId,
    state,
    nowMs,
    limit,
  );
}

function showLicense(license: LicenseRow, nowMs: number): ShownLicense {
  return {
    licenseId: license.id,
    licenseNumberEnd: license.licenseNumber.slice(-SHOWN_CHARACTERS),
    foreignId: license.foreignId,
    lineItemId: license.lineItemId,
    product: license.product,
    kind: license.kind,
    previousLicenseId: license.previousId,
    state: licenseStateAt(license, nowMs),
    validFrom: timeText(license.validFromMs),
    validUntil: timeText(license.validUntilMs),
    activatedAt: license.activatedMs === null ? null : timeText(license.activatedMs),
  };
}
