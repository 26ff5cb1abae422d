import { demoShopDirectory } from "#bin/demo/start-demo.ts";
import { SAMPLE_TRANSACTION_ID } from "#bin/demo/sample.ts";
import type { Config } from "#bin/config.ts";
import type { RunningService } from "#bin/service/start-service.ts";
import { isLoopback } from "#query/api/access/host-check.ts";
import { reachable } from "./service-address.ts";
import type { Terminal } from "./terminal.ts";

/** What a person needs after the start: address, sign-in link, some things to try. */
export function printWelcome(
  terminal: Terminal,
  config: Config,
  service: RunningService,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const { out } = terminal;
  out.write(`\nTracewell is running at ${terminal.style("bold", reachable(service.url))}\n`);
  out.write(`Sign in (works once):  ${terminal.style("cyan", reachable(service.signInUrl))}\n`);
  out.write(`Data: ${config.dataDir}\n`);
  if (service.shopUrl !== null) {
    out.write(
      `A shop sells at:       ${service.shopUrl} (its data: ${demoShopDirectory(config.dataDir)})\n`,
    );
  } else if (config.demo) {
    out.write("The shop of the demo did not open; the log says why. All else runs.\n");
  }
  if (!isLoopback(config.host)) {
    out.write(
      `It listens on ${config.host}: other machines reach it, in plain HTTP. Put a proxy with TLS in front.\n`,
    );
  }
  if (service.masterKeyCreated) {
    out.write(`\n${masterKeyNotice(config)}`);
  }
  if (config.demo) {
    const isNpm = environment.npm_lifecycle_event !== undefined;
    const here = isNpm ? "npm run --silent tracewell --" : "tracewell";
    out.write("\nTry, in another terminal:\n");
    out.write(`  ${here} trace ${SAMPLE_TRANSACTION_ID}\n`);
    out.write(`  ${here} resolve ${SAMPLE_TRANSACTION_ID.replace("I", "l")}\n`);
    out.write(`  ${here} objects\n`);
    out.write(`  ${here} tail\n`);
  }
  out.write("\nStop with Ctrl-C.\n");
}

/** Said once, when the key is made. */
export function masterKeyNotice({ masterKeyFile }: Config): string {
  return `A master key was made: ${masterKeyFile}\nBack it up, apart from the data: without it, personal and secret fields cannot be read again.\n`;
}
