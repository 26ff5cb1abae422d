import type { LicenseState } from "#domain/licenses/license-state.ts";
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
    handler(LICENSE_OPERATIONS.listLicenses, (filter) => ({
      items: listLicenses(shop.main, filter).map(showLicense),
    })),
    handler(LICENSE_OPERATIONS.blockLicense, ({ licenseId }) =>
      showLicense(blockLicense(shop, licenseId)),
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

/** By LN ID. */
function listLicenses(reads: Reads, filter: LicenseFilter): LicenseRow[] {
  const { foreignId = null, state = null, after = "", limit } = filter;
  return reads.all(
    licenseRow,
    `SELECT * FROM licenses
     WHERE id > ? AND (? IS NULL OR foreignId = ?) AND (? IS NULL OR state = ?)
     ORDER BY id LIMIT ?`,
    after,
    foreignId,
    foreignId,
    state,
    state,
    limit,
  );
}

function showLicense(license: LicenseRow): ShownLicense {
  return {
    licenseId: license.id,
    licenseNumberEnd: license.licenseNumber.slice(-SHOWN_CHARACTERS),
    foreignId: license.foreignId,
    lineItemId: license.lineItemId,
    product: license.product,
    kind: license.kind,
    previousLicenseId: license.previousId,
    state: license.state,
    validFrom: timeText(license.validFromMs),
    validUntil: timeText(license.validUntilMs),
    activatedAt: license.activatedMs === null ? null : timeText(license.activatedMs),
  };
}
