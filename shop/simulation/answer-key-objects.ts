import { z } from "zod";

/** `YYYY-MM-DDTHH:mm:ss.SSSZ` */
const time = z.iso.datetime({ precision: 3 });
const minor = z.int();
const kind = z.enum(["license", "giftCard", "course", "physical"]);
const customerKind = z.enum(["guest", "registered", "registering"]);

const orderLineTruth = z.strictObject({
  lineItemId: z.string(),
  product: z.string(),
  kind,
  quantity: z.int(),
  amountMinor: minor,
  state: z.enum(["ordered", "delivered", "cancelled", "returned"]),
  /** Of a license: when it was made, whenever the web database learned of it. */
  deliveredAt: time.nullable(),
  previousLicenseId: z.string().nullable(),
  /** LN IDs that were made for it; more than one is a duplicate. */
  licenses: z.array(z.string()),
  /** Accounts of the gift cards that were made for it. */
  giftCards: z.array(z.string()),
});

export const orderTruth = z.strictObject({
  record: z.literal("order"),
  number: z.string(),
  foreignId: z.string(),
  store: z.string(),
  sequence: z.int(),
  transactionId: z.string(),
  quoteId: z.string(),
  customerId: z.string().nullable(),
  customerKind,
  /** As the web database has it, right or wrong. */
  state: z.string(),
  amountMinor: minor,
  currency: z.string(),
  placedAt: time,
  /** Null where the customer never got there. */
  successPageAt: time.nullable(),
  replicatedAt: time.nullable(),
  /** Of the gateways' and the cards' own books, whatever the shop believes: all of it, some, or nothing. */
  paid: z.enum(["full", "part", "none"]),
  /** What the gateways and cards took for it, and gave back. */
  capturedMinor: minor,
  refundedMinor: minor,
  lines: z.array(orderLineTruth),
  /** Null where the main database does not know it. */
  inMainDb: z
    .strictObject({ state: z.enum(["paid", "unpaid", "other"]), loadedAt: time })
    .nullable(),
  invoices: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(["digital", "physical", "combined"]),
      amountMinor: minor,
      issuedAt: time,
    }),
  ),
  mails: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(["license", "giftCard", "invoice", "combined"]),
      sentAt: time,
      bouncedAt: time.nullable(),
    }),
  ),
  stock: z.array(
    z.strictObject({
      product: z.string(),
      quantity: z.int(),
      state: z.enum(["held", "released", "shipped"]),
    }),
  ),
});

/** What became of a number, as the product's explanation calls it; the first that holds. */
export const NUMBER_STATUSES = [
  "cancelled",
  "used-late",
  "used",
  "uncertain",
  "session-expired",
  "abandoned",
  "declined",
  "reserved",
] as const;

/** Every order number that was given to a cart. */
export const numberTruth = z.strictObject({
  record: z.literal("number"),
  store: z.string(),
  number: z.string(),
  sequence: z.int(),
  quoteId: z.string(),
  quoteState: z.enum(["active", "paying", "ordered", "expired", "emptied"]),
  customerKind,
  status: z.enum(NUMBER_STATUSES),
  /** Everything that holds, in the same order. */
  causes: z.array(z.enum(NUMBER_STATUSES)),
  reservedAt: time,
  /** When it became an order. */
  usedAt: time.nullable(),
  declines: z.array(z.string()),
  sessionEndedAt: time.nullable(),
  /** Whether the cart that holds it may still become an order. */
  mayReturn: z.boolean(),
});

export const paymentTruth = z.strictObject({
  record: z.literal("payment"),
  id: z.string(),
  orderNumber: z.string(),
  quoteId: z.string(),
  position: z.int(),
  method: z.enum(["card", "paypal", "bankTransfer", "giftCard"]),
  gateway: z.string(),
  amountMinor: minor,
  currency: z.string(),
  requestedAt: time.nullable(),
  answeredAt: time.nullable(),
  /** What the shop believes. */
  shop: z.strictObject({
    state: z.string(),
    gatewayState: z.string().nullable(),
    authorizedMinor: minor,
    capturedMinor: minor,
    refundedMinor: minor,
    reason: z.string().nullable(),
  }),
  /** What the gateway's or the card's own books say; null where it never heard of the payment. */
  truth: z
    .strictObject({
      state: z.string(),
      paid: z.boolean(),
      capturedMinor: minor,
      refundedMinor: minor,
    })
    .nullable(),
});

const accountEntry = z.strictObject({
  kind: z.enum(["issue", "capture", "refund"]),
  amountMinor: minor,
  authorizationId: z.string().nullable(),
  paymentId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  at: time,
});
const authorizationTruth = z.strictObject({
  id: z.string(),
  paymentId: z.string(),
  orderNumber: z.string(),
  amountMinor: minor,
  state: z.enum(["open", "captured", "released"]),
  authorizedAt: time,
  closedAt: time.nullable(),
});

export const giftCardTruth = z.strictObject({
  record: z.literal("giftCard"),
  /** The financial account. */
  id: z.string(),
  store: z.string(),
  external: z.boolean(),
  currency: z.string(),
  state: z.string(),
  orderNumber: z.string().nullable(),
  lineItemId: z.string().nullable(),
  issuedAt: time,
  issuedMinor: minor,
  /** issued − captured + refunded, of the account's own entries. */
  balanceMinor: minor,
  openMinor: minor,
  /** balance − open authorizations; below zero when overdrawn. */
  availableMinor: minor,
  /** What the other company's own books say of an external card; null for the shop's own. */
  holder: z.strictObject({ balanceMinor: minor, openMinor: minor }).nullable(),
  authorizations: z.array(authorizationTruth),
  /** In the order in which they were booked. */
  account: z.array(accountEntry),
});

export const licenseTruth = z.strictObject({
  record: z.literal("license"),
  /** LN ID. */
  id: z.string(),
  product: z.string(),
  kind: z.enum(["standard", "renewal"]),
  state: z.enum(["active", "expired", "blocked"]),
  foreignId: z.string(),
  lineItemId: z.string(),
  previousId: z.string().nullable(),
  /** State of the license renewed, now; null where the main database does not know it. */
  previousState: z.enum(["active", "expired", "blocked"]).nullable(),
  /** LN IDs that renewed it. */
  renewedBy: z.array(z.string()),
  generatedAt: time,
  validFrom: time,
  validUntil: time,
  activatedAt: time.nullable(),
});

export const replayTruth = z.strictObject({
  record: z.literal("replay"),
  id: z.string(),
  foreignId: z.string(),
  orderNumber: z.string(),
  decision: z.string(),
  branch: z.string(),
  by: z.enum(["system", "operator"]),
  /** The load buttons were pressed by a person, whatever the table said. */
  byHand: z.boolean(),
  state: z.enum(["decided", "loading", "waiting", "verified", "failed", "ended"]),
  attempts: z.int(),
  decidedAt: time,
  endedAt: time.nullable(),
});

export type OrderTruth = z.infer<typeof orderTruth>;
export type NumberTruth = z.infer<typeof numberTruth>;
export type PaymentTruth = z.infer<typeof paymentTruth>;
export type GiftCardTruth = z.infer<typeof giftCardTruth>;
export type LicenseTruth = z.infer<typeof licenseTruth>;
export type ReplayTruth = z.infer<typeof replayTruth>;
export type NumberStatus = (typeof NUMBER_STATUSES)[number];
