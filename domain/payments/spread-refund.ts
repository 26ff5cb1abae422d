/** A payment with what is left of it to give back, in minor units. */
export interface Refundable {
  readonly id: string;
  readonly refundableMinor: number;
}

export interface RefundSpread {
  readonly shares: readonly { readonly id: string; readonly amountMinor: number }[];
  /** What no payment can give back. */
  readonly leftMinor: number;
}

/**
 * Spreads a refund over the payments of an order, which are given in cart order: the last is given
 * back first, each up to what is left of it.
 * @example spreadRefund(70, [{ id: "a", refundableMinor: 50 }, { id: "b", refundableMinor: 30 }])
 *   // shares: b 30, a 40
 */
export function spreadRefund(amountMinor: number, payments: readonly Refundable[]): RefundSpread {
  let leftMinor = Math.max(0, amountMinor);
  const shares = payments.toReversed().flatMap(({ id, refundableMinor }) => {
    const shareMinor = Math.min(leftMinor, Math.max(0, refundableMinor));
    leftMinor -= shareMinor;
    return shareMinor === 0 ? [] : [{ id, amountMinor: shareMinor }];
  });
  return { shares, leftMinor };
}
