import { join } from "node:path";
import type { ShopClock } from "#shop/clock/shop-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { WEB_SCHEMA } from "#shop/database/web-schema.ts";
import { secureRandom } from "#shop/random/secure-random.ts";

export const EVENTS_FILE = "events.ndjson";
export const TRACE_FILE = "trace.txt";

/** Two databases with outboxes, as files; the first knows the visits. */
export function openOutboxes(directory: string, clock: ShopClock): ShopDatabase[] {
  return ["web", "main"].map(
    (name) =>
      new ShopDatabase({
        name,
        path: join(directory, `${name}.sqlite`),
        schema: WEB_SCHEMA,
        clock,
        random: secureRandom,
        durable: true,
      }),
  );
}
