import { existsSync } from "node:fs";
import { listSettings, readConfiguration, type Configuration } from "#bin/config.ts";
import type { ConfigurationOrigin, RunningService } from "#bin/service/start-service.ts";
import { placesOf, type AddCommand } from "../context.ts";
import { explainListen } from "../explain-listen.ts";
import { reloadOnHangup } from "../reload-on-hangup.ts";
import { removeServiceAddress, writeServiceAddress } from "../service-address.ts";
import type { Terminal } from "../terminal.ts";
import { masterKeyNotice, printWelcome } from "../welcome.ts";

const EXAMPLES = `
Examples:
  tracewell serve
  tracewell serve --port 8080 --data-dir /var/lib/tracewell
  tracewell serve --port 0                     a free port; the commands find it
  tracewell serve --demo                       with a sample trace and a small shop that runs

Every flag has an environment variable (--data-dir: TRACEWELL_DATA_DIR) and a key in tracewell.config.json
("dataDir"); flags win, then the environment, then the file. SIGTERM and Ctrl-C finish what was accepted.
Sources stand only in the file; they are read again when it changes, and at SIGHUP.
`;

/** `tracewell serve`: the service in the foreground, until SIGTERM or SIGINT. */
export const serveCommand: AddCommand = (program, context) => {
  const serve = program.command("serve").description("Run the service");
  for (const { flag, key, isSwitch, what, standard } of listSettings()) {
    // The data directory is an option of every command.
    if (flag === null || key === "dataDir") continue;
    serve.option(
      isSwitch ? flag : `${flag} <value>`,
      isSwitch || standard === null ? what : `${what} (default: ${String(standard)})`,
    );
  }
  serve
    .addHelpText("after", EXAMPLES)
    .action(async (flags: Readonly<Record<string, unknown>>, command) => {
      const places = placesOf(command, context, flags);
      const read = (): Configuration => readConfiguration(places);
      const started = read();
      const { config } = started;
      const starting = start({ started, read, canChange: true }, context.terminal);
      const endReloads = reloadOnHangup(starting, context);
      const service = await starting;
      try {
        writeServiceAddress(config.dataDir, service.url);
        printWelcome(context.terminal, config, service, context.environment);
        if (!context.signal.aborted) {
          await new Promise((resolve) => {
            context.signal.addEventListener("abort", resolve, { once: true });
          });
        }
        context.terminal.note.write("Closing: finishing what was accepted …\n");
      } finally {
        removeServiceAddress(config.dataDir);
        await service.close();
        // Until here SIGHUP must not end what is being finished.
        endReloads();
      }
    });
};

async function start(origin: ConfigurationOrigin, { note }: Terminal): Promise<RunningService> {
  const { config } = origin.started;
  // Loaded when needed: the other commands start faster without it.
  const { startService } = await import("#bin/service/start-service.ts");
  const hadMasterKey = existsSync(config.masterKeyFile);
  try {
    return await startService(config, origin);
  } catch (cause) {
    // The next start will not say it: then the key is there.
    if (!hadMasterKey && existsSync(config.masterKeyFile)) note.write(masterKeyNotice(config));
    throw explainListen(cause, config.host, config.port);
  }
}
