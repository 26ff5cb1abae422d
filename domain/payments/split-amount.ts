/** One method as it was put in the cart. */
export interface MethodShare {
  /** What it is to pay; without it, what is left. */
  readonly amountMinor?: number | undefined;
  /** Where no amount is given it pays this at most: what is available on a card. */
  readonly atMostMinor?: number | undefined;
}

export type Split =
  | { readonly amountsMinor: readonly number[] }
  /**
   * `exceeds`: more than the total; `left`: less; `nothing`: the method at `index` has nothing to
   * pay.
   */
  | { readonly problem: "exceeds" | "left" | "nothing"; readonly index?: number };

/**
 * What each method pays, in cart order and minor units: given amounts first, then the methods without
 * one share what is left, each as much as it can. The amounts add up to the total.
 * @example splitAmount(5_000, [{ atMostMinor: 2_000 }, {}]) // { amountsMinor: [2_000, 3_000] }
 */
export function splitAmount(totalMinor: number, methods: readonly MethodShare[]): Split {
  let leftMinor =
    totalMinor - methods.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
  if (leftMinor < 0) return { problem: "exceeds" };
  const amountsMinor = methods.map(({ amountMinor, atMostMinor }) => {
    if (amountMinor !== undefined) return amountMinor;
    const takenMinor = Math.max(0, Math.min(leftMinor, atMostMinor ?? leftMinor));
    leftMinor -= takenMinor;
    return takenMinor;
  });
  if (leftMinor > 0) return { problem: "left" };
  const idle = amountsMinor.indexOf(0);
  if (idle >= 0 && totalMinor > 0) return { problem: "nothing", index: idle };
  return { amountsMinor };
}
