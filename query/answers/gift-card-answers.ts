import { z } from "zod";
import type { CardBreak } from "#domain/gift-cards/reconcile.ts";
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

export const CARD_BREAKS = [
  "not-issued",
  "overdrawn",
  "held-beyond-balance",
  "refunded-beyond-captured",
] as const satisfies readonly CardBreak[];

const groupShape = {
  currency: z.string(),
  cards: z.number().int().nonnegative().describe("Cards with an account by then"),
  ...accountShape,
  owed: minor.describe("Sum of the balances above zero: the expected liability"),
  overdrawn: minor.describe("Sum of the balances below zero, as a positive number"),
};

const group = z.object({
  store: z.string().nullable().describe("Null for cards that no store is known to have issued"),
  ...groupShape,
  broken: z.number().int().nonnegative().describe("Cards whose sums need a look"),
  conserves: z.boolean().describe("issued + refunded = captured + balance"),
});

export const reconciliationSchema = z.object({
  asOf: time,
  groups: z.array(group).describe("By currency, then store"),
  items: z
    .array(
      z.object({
        giftCard: z.string(),
        store: z.string().nullable(),
        currency: z.string(),
        ...accountShape,
        breaks: z
          .array(z.enum(CARD_BREAKS))
          .describe(
            "`not-issued`: money moved and no record tells of an issue; `overdrawn`: more captured than was on it; `held-beyond-balance`: authorizations exceed the balance; `refunded-beyond-captured`: more came back than was taken",
          ),
      }),
    )
    .describe("Cards whose sums need a look, by ID"),
  coverage: coverageSchema,
});
export type CardReconciliation = z.infer<typeof reconciliationSchema>;

export const liabilitySchema = z.object({
  asOf: time,
  items: z
    .array(z.object({ store: z.string().nullable(), ...groupShape }))
    .describe("By currency, then store"),
  totals: z
    .array(z.object(groupShape))
    .describe("By currency: each the sum of its items, and owed − overdrawn = balance"),
  coverage: coverageSchema,
});
export type CardLiability = z.infer<typeof liabilitySchema>;
