import type { ShopClock } from "./clock/shop-clock.ts";
import type { ShopDatabase } from "./database/shop-database.ts";
import type { FaultPlan } from "./faults/fault-plan.ts";
import type { Post } from "./mail/letter.ts";
import type { RandomSource } from "./random/random-source.ts";
import type { ServiceClient } from "./services/service-client.ts";
import type { ShopSettings } from "./settings.ts";

/** What every room of the shop is given. */
export interface ShopContext {
  readonly settings: ShopSettings;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  /** What customers see: WEB_SCHEMA. */
  readonly web: ShopDatabase;
  /** Orders that were paid, and licenses: MAIN_SCHEMA. */
  readonly main: ShopDatabase;
  /** The other systems. */
  readonly services: ServiceClient;
  readonly faults: FaultPlan;
  /** Where mails with their text go; without it only their records remain. */
  readonly post?: Post;
}
