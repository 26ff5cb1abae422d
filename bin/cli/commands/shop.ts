import { join, resolve } from "node:path";
import { Option } from "commander";
import { VERSION } from "#bin/service/version.ts";
import { createLogger } from "#bin/service/logger.ts";
import type { RunningShop } from "#shop/main.ts";
import { EVENTS_FILE } from "#shop/settings.ts";
import { type FaultRates, parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { wholeNumber } from "../arguments.ts";
import type { AddCommand } from "../context.ts";
import { explainListen } from "../explain-listen.ts";
import { readFaults } from "../shop/read-faults.ts";

/** Nobody else than this machine reaches it. */
const SHOP_HOST = "127.0.0.1";

/** Beside the service's own 7411. */
const SHOP_PORT = 7412;

/** As fast as its scheduler lets the clock be set: beyond, a gateway has no time to answer. */
const SPEED_MAX = 3_600;

const EXAMPLES = `
Examples:
  tracewell shop
  tracewell shop --directory /var/lib/shop --port 8080
  tracewell shop --speed 60                    an hour of the shop in a minute

It sells for real, with gateways, a catalog, a CRM and a scheduler of its own, and writes every step to
events.ndjson in its directory. Have the service follow that file:
  tracewell sources set shop --format events --path DIRECTORY/events.ndjson
(the directory must be among followDirectories, or name the source in tracewell.config.json).
`;

interface ShopFlags {
  readonly directory: string;
  readonly port: number;
  readonly speed: number;
  readonly customers?: number;
  readonly faults?: FaultRates;
}

/** `tracewell shop`: the reference shop in the foreground, until SIGTERM or SIGINT. */
export const shopCommand: AddCommand = (program, context) => {
  program
    .command("shop")
    .description("Run the reference shop: storefront, gateways, catalog, scheduler, events file")
    .option("--directory <directory>", "its databases and files, made when missing", "shop-data")
    .option(
      "--port <port>",
      "port of the storefront; 0 for a free one",
      wholeNumber(0, 65_535),
      SHOP_PORT,
    )
    .option("--speed <factor>", "how fast its clock runs", wholeNumber(1, SPEED_MAX), 1)
    .option(
      "--customers <per hour>",
      "let customers come by themselves for a day, so many an hour",
      wholeNumber(1, 100_000),
    )
    .addOption(
      new Option(
        "--faults <faults>",
        "what goes wrong: none, all, or NAME=RATE,… as of simulate",
      ).argParser(readFaults),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: ShopFlags) => {
      const directory = resolve(options.directory);
      const shop = await open(directory, options);
      const { out, note } = context.terminal;
      try {
        out.write(describe(shop.url, directory));
        if (!context.signal.aborted) {
          await new Promise((resolve) => {
            context.signal.addEventListener("abort", resolve, { once: true });
          });
        }
        note.write("Closing: finishing what is under way …\n");
      } finally {
        await shop.close();
      }
    });
};

/** Loaded when needed: the other commands start faster without it. */
async function open(directory: string, flags: ShopFlags): Promise<RunningShop> {
  const { playLiveDay } = await import("#shop/live/live-day.ts");
  const { port, speed, customers, faults } = flags;
  const rates = faults ?? parseFaultRates("none");
  const options = { directory, port, speed, version: VERSION, logger: createLogger("warn") };
  try {
    return await playLiveDay({ ...options, customersPerHour: customers ?? 0, rates });
  } catch (cause) {
    throw explainListen(cause, SHOP_HOST, port);
  }
}

function describe(url: string, directory: string): string {
  const password = join(directory, "operator-password");
  return `The shop is open at ${url}
Its operations:  ${url}/openapi.json
Operators' pages: ${url}/ecommerce/products (name: operator; password: ${password})
Events: ${join(directory, EVENTS_FILE)}

Stop with Ctrl-C.
`;
}
