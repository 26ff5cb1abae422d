import type { Command } from "commander";
import { environmentName, parseConfig, type Config, type ConfigPlaces } from "#bin/config.ts";
import { adminTokenFile, readAdminToken } from "#bin/service/admin-token.ts";
import { ApiClient } from "./api-client.ts";
import type { ExitCode } from "./exit-code.ts";
import { reachable, readServiceAddress, serviceAddressFile } from "./service-address.ts";
import type { Terminal } from "./terminal.ts";

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  exit(code: ExitCode): void;
}

export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly dataDir?: string;
  readonly config?: string;
}

export type AddCommand = (program: Command, context: CommandContext) => void;

/** The configuration as the service would read it. */
export function configOf(
  command: Command,
  context: CommandContext,
  flags: Readonly<Record<string, unknown>> = {},
): Config {
  return parseConfig(placesOf(command, context, flags));
}

/** Flags, environment and file of a command line. */
export function placesOf(
  command: Command,
  context: CommandContext,
  flags: Readonly<Record<string, unknown>> = {},
): ConfigPlaces {
  const options = command.optsWithGlobals<GlobalOptions>();
  return {
    flags: {
      ...(options.dataDir !== undefined && { dataDir: options.dataDir }),
      ...Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)),
    },
    environment: context.environment,
    ...(options.config !== undefined && { file: options.config }),
  };
}

/** A client of the service named by --url, else of the one that runs on the data directory. */
export function clientOf(command: Command, context: CommandContext): ApiClient {
  const options = command.optsWithGlobals<GlobalOptions>();
  const config = configOf(command, context);
  return new ApiClient(
    {
      ...addressOf(options.url, config),
      token: options.token ?? config.adminToken ?? readAdminToken(config.dataDir),
      tokenFrom: adminTokenFile(config.dataDir),
    },
    context.signal,
  );
}

function addressOf(given: string | undefined, config: Config): { url: string; urlFrom: string } {
  if (given !== undefined) return { url: given, urlFrom: "the one that was given" };
  const left = readServiceAddress(config.dataDir);
  if (left !== null) return { url: left, urlFrom: `in ${serviceAddressFile(config.dataDir)}` };
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return {
    url: reachable(`http://${host}:${config.port}`),
    urlFrom: `the configured one, ${environmentName("port")}`,
  };
}
