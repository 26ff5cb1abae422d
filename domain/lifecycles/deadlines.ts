import { z } from "zod";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A deadline that is longer than any life, and with which every due time can still be written. */
const DEADLINE_MS_MAX = 100 * 365 * DAY_MS;

const milliseconds = (standard: number) =>
  z.number().int().positive().max(DEADLINE_MS_MAX).default(standard);

/** How long each step may take, in milliseconds. What takes longer is a finding; the settings can change each. */
export const deadlinesSchema = z.strictObject({
  /** A gateway's answer after it was asked. */
  paymentAnswerMs: milliseconds(15 * MINUTE_MS),
  /** An uncertain order's resolution. */
  uncertainResolvedMs: milliseconds(HOUR_MS),
  /** License, gift card or course after the payment; physical goods have none. */
  deliveryMs: milliseconds(15 * MINUTE_MS),
  /** The mail after the delivery. */
  mailMs: milliseconds(15 * MINUTE_MS),
  invoiceMs: milliseconds(HOUR_MS),
  /** The main database after the payment. */
  replicationMs: milliseconds(HOUR_MS),
  /** The account of a customer who registered in the cart, after the payment. */
  accountMs: milliseconds(HOUR_MS),
  /** The check of a replay after its decision. */
  replayVerifiedMs: milliseconds(HOUR_MS),
  /** An authorization of a card that is neither captured nor released. */
  authorizationStaleMs: milliseconds(7 * DAY_MS),
  guestSessionMs: milliseconds(HOUR_MS),
  /** A registered customer's cart without movement; it may still return. */
  quoteAbandonedMs: milliseconds(30 * DAY_MS),
  /** A number that is used longer after it was reserved came late. */
  numberLateMs: milliseconds(DAY_MS),
  /** An order that is placed and neither paid, uncertain nor cancelled is stuck. Bank transfers take days. */
  orderStuckMs: milliseconds(14 * DAY_MS),
  /** A record that its source told this much after later ones was recorded late. */
  recordedLateMs: milliseconds(HOUR_MS),
  /**
   * Silence of a source that sends heartbeats: longer, and what happened meanwhile may be missing. Above the
   * quarter of an hour at which the shop sends its own: else each hour would read as an outage.
   */
  sourceSilentMs: milliseconds(20 * MINUTE_MS),
});
export type Deadlines = Readonly<z.infer<typeof deadlinesSchema>>;

export const DEFAULT_DEADLINES: Deadlines = deadlinesSchema.parse({});
