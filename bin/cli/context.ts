import type { Command } from "commander";
import { Option } from "commander";
import { parseConfig, type Config } from "#bin/config.ts";
import { readAdminToken } from "#bin/service/admin-token.ts";
import { ApiClient } from "./api-client.ts";
import type { ExitCode } from "./exit-code.ts";
import { OUTPUT_FORMATS, type OutputFormat, type Terminal } from "./output.ts";

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

export function outputOption(): Option {
  return new Option("-o, --output <format>", "how results are printed")
    .choices([...OUTPUT_FORMATS])
    .default("table" satisfies OutputFormat);
}

/** The configuration as the service would read it. */
export function configOf(
  command: Command,
  context: CommandContext,
  flags: Readonly<Record<string, unknown>> = {},
): Config {
  const options = command.optsWithGlobals<GlobalOptions>();
  return parseConfig({
    flags: {
      ...(options.dataDir !== undefined && { dataDir: options.dataDir }),
      ...Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)),
    },
    environment: context.environment,
    ...(options.config !== undefined && { file: options.config }),
  });
}

/** A client of the service named by --url, or of the one the configuration would start here. */
export function clientOf(command: Command, context: CommandContext): ApiClient {
  const options = command.optsWithGlobals<GlobalOptions>();
  const config = configOf(command, context);
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return new ApiClient({
    url: options.url ?? `http://${host}:${config.port}`,
    token: options.token ?? config.adminToken ?? readAdminToken(config.dataDir),
  });
}
