import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { createLogger } from "#bin/service/logger.ts";
import { VERSION } from "#bin/service/version.ts";
import { invariant } from "#domain/errors.ts";
import { playLiveDay } from "#shop/live/live-day.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";

const startSchema = z.strictObject({ directory: z.string(), port: z.int() });

/** A customer comes about every ten seconds: alive, and a day of it stays below 200 MB. */
const CUSTOMERS_PER_HOUR = 360;

invariant(parentPort !== null, "the shop of the demo runs in a thread");
const messages = parentPort;
const { directory, port } = startSchema.parse(workerData);
const shop = await playLiveDay({
  directory,
  port,
  version: VERSION,
  customersPerHour: CUSTOMERS_PER_HOUR,
  rates: parseFaultRates("all"),
  logger: createLogger("error"),
});
// Any message tells it to end.
messages.once("message", () => {
  void shop.close().finally(() => messages.close());
});
messages.postMessage({ url: shop.url }, []);
