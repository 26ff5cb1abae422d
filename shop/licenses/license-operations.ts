import { z } from "zod";
import { LICENSE_STATES } from "#domain/licenses/license-state.ts";
import { operation } from "../services/operation.ts";

/** Licenses of one answer. */
const LICENSES_MAX = 200;

const licenseId = z.string().min(1).max(64);

/** A license as operators see it: of its number only the end. */
const shownLicense = z.object({
  licenseId: z.string(),
  licenseNumberEnd: z.string(),
  foreignId: z.string(),
  lineItemId: z.string(),
  product: z.string(),
  kind: z.enum(["standard", "renewal"]),
  previousLicenseId: z.string().nullable(),
  state: z.enum(LICENSE_STATES),
  validFrom: z.string(),
  validUntil: z.string(),
  activatedAt: z.string().nullable(),
});
export type ShownLicense = z.infer<typeof shownLicense>;

export const LICENSE_OPERATIONS = {
  listLicenses: operation({
    name: "listLicenses",
    method: "GET",
    path: "/licenses",
    summary: "Licenses by their LN ID, all or those of an order",
    operatorOnly: true,
    input: z.strictObject({
      foreignId: z.string().min(1).max(16).optional(),
      state: z.enum(LICENSE_STATES).optional(),
      /** The last one of the page before. */
      after: licenseId.optional(),
      limit: z.coerce.number().int().min(1).max(LICENSES_MAX).default(LICENSES_MAX),
    }),
    answer: z.object({ items: z.array(shownLicense) }),
  }),
  blockLicense: operation({
    name: "blockLicense",
    method: "POST",
    path: "/licenses/{licenseId}/block",
    summary: "Block a license: it can be neither activated nor renewed",
    operatorOnly: true,
    input: z.strictObject({ licenseId }),
    answer: shownLicense,
  }),
  mendDocuments: operation({
    name: "mendDocuments",
    method: "POST",
    path: "/orders/{orderNumber}/documents",
    summary: "Write an order's documents anew, so that one that was refused can be loaded",
    operatorOnly: true,
    input: z.strictObject({ orderNumber: z.string().min(1).max(64) }),
    answer: z.object({ orderNumber: z.string() }),
  }),
} as const;
