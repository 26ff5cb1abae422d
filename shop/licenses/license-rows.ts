import { z } from "zod";
import { LICENSE_STATES } from "#domain/licenses/license-state.ts";
import type { Reads } from "../database/shop-database.ts";

/** A license of the main database. `licenseNumber` is a secret. */
export const licenseRow = z.object({
  id: z.string(),
  licenseNumber: z.string(),
  foreignId: z.string(),
  lineItemId: z.string(),
  product: z.string(),
  kind: z.enum(["standard", "renewal"]),
  previousId: z.string().nullable(),
  state: z.enum(LICENSE_STATES),
  validFromMs: z.number(),
  validUntilMs: z.number(),
  generatedMs: z.number(),
  activatedMs: z.number().nullable(),
});
export type LicenseRow = z.infer<typeof licenseRow>;

/** By LN ID. */
export function findLicense(reads: Reads, id: string): LicenseRow | undefined {
  return reads.get(licenseRow, "SELECT * FROM licenses WHERE id = ?", id);
}

export function findLicenseByNumber(reads: Reads, licenseNumber: string): LicenseRow | undefined {
  return reads.get(licenseRow, "SELECT * FROM licenses WHERE licenseNumber = ?", licenseNumber);
}

/** One, if nothing went wrong; oldest first. */
export function licensesOfLine(reads: Reads, foreignId: string, lineItemId: string): LicenseRow[] {
  return reads.all(
    licenseRow,
    "SELECT * FROM licenses WHERE foreignId = ? AND lineItemId = ? ORDER BY generatedMs, id",
    foreignId,
    lineItemId,
  );
}
