import type { PlacedLine } from "../orders/insert-order.ts";
import { type RandomSource, randomDigits } from "../random/random-source.ts";
import type { CartItem } from "../quotes/quote-rows.ts";

/** As long as those of the foreign systems; longer than a JavaScript number can be trusted with. */
const LINE_ITEM_ID_DIGITS = 17;

/**
 * The lines of an order at today's prices, in cart order. A digital line is one piece: one license or one
 * card each. Physical pieces of a product stay together.
 */
export function pricedLines(random: RandomSource, items: readonly CartItem[]): PlacedLine[] {
  return items.flatMap((item) => {
    const isDigital = item.kind !== "physical";
    const lines = isDigital ? item.quantity : 1;
    const quantity = isDigital ? 1 : item.quantity;
    return Array.from({ length: lines }, () => ({
      lineItemId: newLineItemId(random),
      product: item.product,
      kind: item.kind,
      quantity,
      amountMinor: item.priceMinor * quantity,
      survey: item.survey,
      previousLicenseId: item.previousLicenseId,
    }));
  });
}

/** It begins with no zero: foreign systems may take it for a number. */
export function newLineItemId(random: RandomSource): string {
  return `${random.integer(1, 9)}${randomDigits(random, LINE_ITEM_ID_DIGITS - 1)}`;
}
