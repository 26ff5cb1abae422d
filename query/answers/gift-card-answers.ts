import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");
const minor = z.number().int();

const accountShape = {
  issued: minor.describe("Minor units"),
  captured: minor,
  refunded: minor,
  balance: minor.describe("issued + refunded − captured; may be negative, never clamped"),
  authorized: minor.describe("Sum of the open authorizations"),
  available: minor.describe("balance − authorized; may be negative, never clamped"),
};

/** A card's account at one millisecond. */
export const cardBalanceSchema = z.object({
  giftCard: z.string().describe("ID of the financial account"),
  asOf: time.describe("Records of this very millisecond count"),
  currency: z.string().nullable().describe("Null while no record moves the account"),
  isIssued: z.boolean().describe("False where no record of its issue is known by then"),
  ...accountShape,
  openAuthorizations: z
    .array(z.object({ id: z.string(), amount: minor, since: time }))
    .describe("In the order in which they were first seen"),
  evidence: z.array(z.string()).describe("References of the records that make it up, in order"),
  coverage: coverageSchema,
});
export type CardBalance = z.infer<typeof cardBalanceSchema>;
