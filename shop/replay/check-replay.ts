import { z } from "zod";
import type { CheckName } from "#domain/replay/replay-steps.ts";
import type { ShopContext } from "../context.ts";
import { licensesOfLine } from "../licenses/license-rows.ts";
import { findMainOrder, type MainOrderState } from "../main-database/main-rows.ts";
import type { ReplayChecks } from "./replay-outcome.ts";

const countRow = z.object({ count: z.number() });

/** What of a replayed order is looked at. */
export interface Checked {
  readonly foreignId: string;
  /** Line item under which it was loaded. */
  readonly lineItemId: string;
  /** As the gateways say. */
  readonly state: MainOrderState;
  readonly checks: readonly CheckName[];
}

/** Looks into the main database for each of the checks. */
export function checkReplay(shop: ShopContext, checked: Checked): ReplayChecks {
  return Object.fromEntries(checked.checks.map((name) => [name, CHECKS[name](shop, checked)]));
}

const CHECKS: Readonly<Record<CheckName, (shop: ShopContext, checked: Checked) => boolean>> = {
  stateMatches: (shop, { foreignId, state }) =>
    findMainOrder(shop.main, foreignId)?.state === state,
  licenseGenerated: (shop, { foreignId, lineItemId }) =>
    licensesOfLine(shop.main, foreignId, lineItemId).length > 0,
  invoiceIssued: (shop, { foreignId }) =>
    count(shop, "SELECT count(*) AS count FROM invoices WHERE foreignId = ?", foreignId) > 0,
  mailRecorded: (shop, { foreignId, checks }) =>
    (!checks.includes("invoiceIssued") || hasInvoiceMail(shop, foreignId)) &&
    (!checks.includes("licenseGenerated") || hasLicenseMails(shop, foreignId)),
};

function hasInvoiceMail(shop: ShopContext, foreignId: string): boolean {
  const sql = `SELECT count(*) AS count FROM mails
    WHERE foreignId = ? AND kind IN ('invoice', 'combined')`;
  return count(shop, sql, foreignId) > 0;
}

/** One for each line that has its license. */
function hasLicenseMails(shop: ShopContext, foreignId: string): boolean {
  const mails = `SELECT count(*) AS count FROM mails
    WHERE foreignId = ? AND kind IN ('license', 'combined')`;
  const lines = "SELECT count(DISTINCT lineItemId) AS count FROM licenses WHERE foreignId = ?";
  const licensed = count(shop, lines, foreignId);
  return licensed > 0 && count(shop, mails, foreignId) >= licensed;
}

function count(shop: ShopContext, sql: string, foreignId: string): number {
  return shop.main.get(countRow, sql, foreignId)?.count ?? 0;
}
