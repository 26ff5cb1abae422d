/** What the events of an object cannot tell, by the key in `unknowns` of its lifecycle: after "Not known: ". */
export const UNKNOWN_TEXTS: Readonly<Record<string, string>> = {
  originUnknown: "how it began; its first records are not there",
  // Orders
  paymentStateUnknown: "whether it was paid; its gateway did not answer",
  paymentsUnknown: "by what it was paid; no payment is told",
  linesUnknown: "what was ordered",
  amountCapturedUnknown: "how much was taken for it, in its own currency",
  amountRefundedUnknown: "how much was given back, in its own currency",
  // Carts
  customerKindUnknown: "whether its customer is registered",
  sessionEndUnknown: "whether the session of its customer has ended",
  // Licenses
  termUnknown: "how long it is valid",
  previousLicenseUnknown: "the license that it renews; no record tells of its making",
  // Payments
  requestUnknown: "what was asked of the gateway",
  gatewayStateUnknown: "what the state that its gateway told means",
  amountTakenUnknown: "how much was taken, in the currency in which it was asked for",
  paymentCurrencyUnknown:
    "the worth of amounts in another currency, which are left out of its sums",
  // Gift cards
  issueUnknown: "its issue; the amount that was put on it is not told",
  otherCurrencyUnknown:
    "the worth of entries in another currency, which are left out of its account",
  // Replays
  decisionUnknown: "what was decided, and on which facts",
  paidUnknown: "whether the order was paid when it was decided",
  inMainDbUnknown: "whether the order was in the main database when it was decided",
  mainStateUnknown: "in which state the main database had the order when it was decided",
  licenseGeneratedUnknown: "whether its license had been generated when it was decided",
  previousLicenseIdUnknown: "whether the order renews a license",
  previousLicenseStateUnknown: "the state of the license that was to be renewed",
};
