import { join, resolve } from "node:path";
import { VERSION } from "#bin/service/version.ts";
import { createLogger } from "#bin/service/logger.ts";
import { wholeNumber } from "../arguments.ts";
import type { AddCommand } from "../context.ts";

/** Beside the service's own 7411. */
const SHOP_PORT = 7412;

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
    .option("--speed <factor>", "how fast its clock runs", wholeNumber(1, 86_400), 1)
    .addHelpText("after", EXAMPLES)
    .action(async (options: { directory: string; port: number; speed: number }) => {
      const directory = resolve(options.directory);
      // Loaded when needed: the other commands start faster without it.
      const [{ startShop, EVENTS_FILE }, { operatorPasswordFile }] = await Promise.all([
        import("#shop/main.ts"),
        import("#shop/live/operator-password.ts"),
      ]);
      const { out, note } = context.terminal;
      const shop = await startShop({
        directory,
        port: options.port,
        speed: options.speed,
        version: VERSION,
        logger: createLogger("warn"),
      });
      try {
        out.write(`The shop is open at ${shop.url}\n`);
        out.write(`Its operations: ${shop.url}/openapi.json\n`);
        out.write(
          `Operators' pages: ${shop.url}/ecommerce/products (name: operator, password in ${operatorPasswordFile(directory)})\n`,
        );
        out.write(`Events: ${join(directory, EVENTS_FILE)}\n\nStop with Ctrl-C.\n`);
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
