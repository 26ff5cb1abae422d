import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");
const minor = z.number().int().describe("Minor units; may be negative, never clamped");

export const cardBalanceSchema = z.object({
  giftCard: z.string(),
  asOf: time.describe("Records of this very millisecond count"),
  currency: z.string(),
  isIssued: z.boolean(),
  issued: minor,
  captured: minor,
  refunded: minor,
  balance: minor.describe("issued + refunded − captured"),
  authorized: minor.describe("Sum of the open authorizations"),
  available: minor.describe("balance − authorized"),
  openAuthorizations: z.array(z.object({ id: z.string(), amount: minor, since: time })),
  evidence: z.array(z.string()).describe("References of the records that make it up, oldest first"),
  coverage: coverageSchema,
});
export type CardBalance = z.infer<typeof cardBalanceSchema>;
