/** Rules about the delivery of licenses, the gravest question first; found on orders. */
export const DELIVERY_RULES = [
  "license.missing",
  "order.paid-not-delivered",
  "license.renewal-of-unknown",
  "license.renewal-of-blocked",
  "license.duplicate",
  "license.without-payment",
  "mail.missing",
] as const;

/** Whether a finding is one of these. */
export function isOfDelivery({ rule }: { readonly rule: string }): boolean {
  return DELIVERY_RULES.some((one) => one === rule);
}
