import type { OrderTruth } from "#shop/simulation/answer-key-objects.ts";

/** A paid order of one license line that waits for its license. */
export function orderTruth(
  line: Partial<OrderTruth["lines"][number]> = {},
  rest: Partial<OrderTruth> = {},
): OrderTruth {
  return {
    record: "order",
    number: "100000001",
    foreignId: "38-200001",
    store: "europe",
    sequence: 1,
    transactionId: "TU80WKRYTI9QUMJ4",
    quoteId: "q",
    customerId: null,
    customerKind: "guest",
    state: "paid",
    amountMinor: 100,
    currency: "EUR",
    placedAt: "2026-01-05T12:00:00.000Z",
    successPageAt: null,
    replicatedAt: null,
    paid: "full",
    capturedMinor: 100,
    refundedMinor: 0,
    lines: [
      {
        lineItemId: "13297323620002339",
        product: "isc",
        kind: "license",
        quantity: 1,
        amountMinor: 100,
        state: "ordered",
        deliveredAt: null,
        previousLicenseId: null,
        licenses: [],
        giftCards: [],
        ...line,
      },
    ],
    inMainDb: null,
    invoices: [],
    mails: [],
    stock: [],
    ...rest,
  };
}
