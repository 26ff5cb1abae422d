import { z } from "zod";

/** What a running shop writes its events to, in its directory. */
export const EVENTS_FILE = "events.ndjson";

/** Order numbers of a store begin with its prefix: Magento gives each store a sequence of nine digits. */
export const ORDER_NUMBER_DIGITS = 9;

const storeSchema = z.strictObject({
  /** As events name it. */
  code: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  name: z.string(),
  /** One digit, so that no two stores give the same number. */
  numberPrefix: z.string().regex(/^[1-9]$/),
  /** `xy` of its orders' foreign IDs `xy-zzzzzzz`. */
  foreignIdPrefix: z.string().regex(/^[1-9][0-9]$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Zone of its trace file. */
  timezone: z.string(),
});
export type Store = Readonly<z.infer<typeof storeSchema>>;

export const shopSettingsSchema = z.strictObject({
  stores: z.array(storeSchema).min(1).readonly(),
  /** A guest's session ends so long after the last step. */
  sessionMs: z.int().positive(),
  /** What a gateway may take to answer; after it the payment is unknown. */
  paymentTimeoutMs: z.int().positive(),
  /** Gateways prove with it that a callback is theirs; each one's own secret is derived from it. */
  callbackSecret: z.string().min(16),
  /** Between loading a document into the main database and looking whether it is there. */
  synchronizationMs: z.int().nonnegative(),
  /** Between an order's payment and its documents' way into the main database. */
  replicationDelayMs: z.int().nonnegative(),
  /** Work of one password hash, as scrypt's N: a power of two. */
  passwordHashCost: z.int().min(2),
  /** Between reports that the shop is alive. */
  heartbeatMs: z.int().positive(),
});
export type ShopSettings = Readonly<z.infer<typeof shopSettingsSchema>>;

/** The shop as it comes: licenses for Europe and America, and the academy's courses. */
export const DEFAULT_SETTINGS: ShopSettings = {
  stores: [
    {
      code: "europe",
      name: "Europe",
      numberPrefix: "1",
      foreignIdPrefix: "38",
      currency: "EUR",
      timezone: "Europe/Prague",
    },
    {
      code: "america",
      name: "America",
      numberPrefix: "2",
      foreignIdPrefix: "41",
      currency: "USD",
      timezone: "America/New_York",
    },
    {
      code: "academy",
      name: "Academy",
      numberPrefix: "3",
      foreignIdPrefix: "52",
      currency: "EUR",
      timezone: "Europe/Paris",
    },
  ],
  sessionMs: 3_600_000,
  paymentTimeoutMs: 60_000,
  callbackSecret: "of the simulated gateways only",
  synchronizationMs: 5_000,
  replicationDelayMs: 2_000,
  passwordHashCost: 32_768,
  heartbeatMs: 900_000,
};
