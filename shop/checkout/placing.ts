import { z } from "zod";
import { productKind } from "../orders/order-rows.ts";
import { billingSchema } from "../storefront/operations.ts";
import { ShopError } from "../errors.ts";
import type { QuoteRow } from "../quotes/quote-rows.ts";

/**
 * What a customer placed, as it stands on the quote (JSON) while it is being paid: after a crash an order is
 * made of it, at the prices at which it was placed.
 */
export const placing = z.object({
  foreignId: z.string(),
  sequence: z.number(),
  email: z.string(),
  billing: billingSchema,
  amountMinor: z.number(),
  currency: z.string(),
  lines: z.array(
    z.object({
      lineItemId: z.string(),
      product: z.string(),
      kind: productKind,
      quantity: z.number(),
      amountMinor: z.number(),
      survey: z.string().nullable(),
      previousLicenseId: z.string().nullable(),
    }),
  ),
  /** Of `idempotentAnswers`: where the answer belongs. */
  answerKey: z.string().nullable(),
});
export type Placing = z.infer<typeof placing>;

/** Throws `internal` for a quote of which nothing is placed. */
export function readPlacing({ placing: text }: QuoteRow): Placing {
  if (text === null) throw new ShopError("internal", "A cart is being paid that was not placed.");
  return placing.parse(JSON.parse(text));
}
