import { drawLicenseNumber } from "#domain/licenses/license-number.ts";
import { licenseKind, licenseStateAt } from "#domain/licenses/license-state.ts";
import { licensePeriod } from "#domain/licenses/license-period.ts";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { orderObjects } from "../orders/order-rows.ts";
import { randomDigits } from "../random/random-source.ts";
import { findLicense, findLicenseByNumber, type LicenseRow } from "./license-rows.ts";

/** LN IDs are `LN` and nine digits: a thousand million before they are used up. */
const ID_DIGITS = 9;

/** So many IDs in a row that exist already: something other than chance is at work. */
const DRAWS_MAX = 100;

/** What a license is made of. */
export interface LicenseOrder {
  readonly number: string;
  readonly foreignId: string;
  readonly transactionId: string;
  readonly lineItemId: string;
  readonly product: string;
  readonly termMonths: number;
  /** The license to be renewed; null for a new one. */
  readonly previous: LicenseRow | null;
}

/**
 * Makes a license in a transaction of the main database: standard, or a renewal that goes on where an active
 * one ends; `license.generated`. Makes another each time: whoever calls sees that there is none yet.
 */
export function generateLicense(
  tx: Transaction,
  shop: ShopContext,
  order: LicenseOrder,
): LicenseRow {
  const nowMs = shop.clock.nowMs();
  const { previous } = order;
  const renewed =
    previous === null ? undefined : { ...previous, state: licenseStateAt(previous, nowMs) };
  const license: LicenseRow = {
    id: draw(
      () => `LN${randomDigits(shop.random, ID_DIGITS)}`,
      (id) => findLicense(tx, id) !== undefined,
    ),
    licenseNumber: draw(
      () => drawLicenseNumber((min, max) => shop.random.integer(min, max)),
      (number) => findLicenseByNumber(tx, number) !== undefined,
    ),
    foreignId: order.foreignId,
    lineItemId: order.lineItemId,
    product: order.product,
    kind: licenseKind(previous?.id ?? null),
    previousId: previous?.id ?? null,
    state: "active",
    ...licensePeriod(nowMs, order.termMonths, renewed),
    generatedMs: nowMs,
    activatedMs: null,
  };
  insertLicense(tx, license);
  emitGenerated(tx, order, license);
  return license;
}

function insertLicense(tx: Transaction, license: LicenseRow): void {
  tx.run(
    `INSERT INTO licenses (id, licenseNumber, foreignId, lineItemId, product, kind, previousId, state,
       validFromMs, validUntilMs, generatedMs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    license.id,
    license.licenseNumber,
    license.foreignId,
    license.lineItemId,
    license.product,
    license.kind,
    license.previousId,
    license.state,
    license.validFromMs,
    license.validUntilMs,
    license.generatedMs,
  );
}

function emitGenerated(tx: Transaction, order: LicenseOrder, license: LicenseRow): void {
  const { id, kind, lineItemId, licenseNumber, previousId } = license;
  tx.emit({
    type: "license.generated",
    transactionId: order.transactionId,
    objects: [
      { type: "license", id },
      ...orderObjects(order),
      ...(previousId === null ? [] : [{ type: "license", id: previousId, role: "previous" }]),
    ],
    outcome: "success",
    message: `A ${kind} license of ${order.termMonths} months was made.`,
    attributes: {
      kind,
      lineItemId,
      licenseNumber,
      product: license.product,
      validFrom: timeText(license.validFromMs),
      validUntil: timeText(license.validUntilMs),
    },
  });
}

function draw(next: () => string, isUsed: (drawn: string) => boolean): string {
  for (let draws = 0; draws < DRAWS_MAX; draws++) {
    const drawn = next();
    if (!isUsed(drawn)) return drawn;
  }
  throw new ShopError("internal", `${DRAWS_MAX} random IDs in a row are in use already.`);
}
