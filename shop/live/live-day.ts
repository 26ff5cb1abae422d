import { gatewayTravel } from "../gateways/gateway-travel.ts";
import { type RunningShop, type ShopOptions, startShop } from "../main.ts";
import { LICENSE_OPERATIONS } from "../licenses/license-operations.ts";
import { secureRandom } from "../random/secure-random.ts";
import { LossyServices } from "../services/lossy-services.ts";
import { Mailbox } from "../simulation/customers/mailbox.ts";
import { HOUR_MS, type Market } from "../simulation/customers/customer.ts";
import { FaultInjector } from "../simulation/fault-injector.ts";
import type { FaultRates } from "../simulation/fault-rates.ts";
import { Refusals } from "../simulation/refusals.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { LiveCustomers } from "./live-customers.ts";

/** A day, on the shop's clock: a forgotten shop does not fill the disk. */
const LIVE_DAY_MS = 24 * HOUR_MS;

export interface LiveDayOptions extends Omit<ShopOptions, "faults" | "lossy" | "post"> {
  /** 0: nobody comes by themselves. */
  readonly customersPerHour: number;
  readonly rates: FaultRates;
}

/** Runs the shop with customers who come by themselves for a day, and with faults that strike by chance. */
export async function playLiveDay(options: LiveDayOptions): Promise<RunningShop> {
  const { logger, settings = DEFAULT_SETTINGS } = options;
  const mailbox = new Mailbox(() => shop.composed.shop);
  const seed = secureRandom.integer(1, 1_000_000_000);
  const shop = await startShop({
    ...options,
    post: mailbox,
    faults: (clock) => new FaultInjector({ clock, seed, rates: options.rates }),
    lossy: (services, { clock, faults }) =>
      new LossyServices({
        services,
        clock,
        travel: gatewayTravel(
          { faults, paymentTimeoutMs: settings.paymentTimeoutMs },
          secureRandom,
        ),
      }),
  });
  if (options.customersPerHour === 0) return shop;
  const refusals = new Refusals();
  const market: Market = {
    clock: shop.composed.shop.clock,
    services: shop.customers,
    stores: settings.stores,
    mailbox,
    blockLicense: async (licenseId) => {
      await shop.customers.call(STOREFRONT, LICENSE_OPERATIONS.blockLicense, { licenseId });
    },
    noteRefusal: (error) => refusals.note(error),
  };
  const customers = new LiveCustomers({
    market,
    random: secureRandom,
    name: `visitor ${seed}`,
    intervalMs: HOUR_MS / options.customersPerHour,
    durationMs: LIVE_DAY_MS,
    onFailure: (error) => logger.error(error, "a customer met a fault of the shop"),
  });
  customers.start();
  return {
    ...shop,
    close: async () => {
      customers.close();
      await shop.close();
    },
  };
}
