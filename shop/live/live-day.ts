import { type RunningShop, type ShopOptions, startShop } from "../main.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import type { FaultRates } from "../simulation/fault-rates.ts";
import { LiveSimulator } from "./live-simulator.ts";

export interface LiveDayOptions extends Omit<
  ShopOptions,
  "faults" | "lossy" | "post" | "handlers"
> {
  /** 0: nobody comes by themselves. */
  readonly customersPerHour: number;
  readonly rates: FaultRates;
}

/**
 * Runs the shop with customers who come by themselves for a day, and with faults that strike by chance; its
 * operators may change both while it runs.
 */
export async function playLiveDay(options: LiveDayOptions): Promise<RunningShop> {
  const { logger, customersPerHour, rates, settings = DEFAULT_SETTINGS } = options;
  const simulator = new LiveSimulator({
    settings,
    rates,
    onFailure: (error) => logger.error(error, "a customer met a fault of the shop"),
  });
  const shop = await startShop({
    ...options,
    faults: (clock) => simulator.faults(clock),
    lossy: (services, { clock }) => simulator.disturb(services, clock),
    handlers: (context) => simulator.handlers(context),
    post: simulator,
  });
  simulator.open(customersPerHour);
  return {
    ...shop,
    close: async () => {
      simulator.close();
      await shop.close();
    },
  };
}
