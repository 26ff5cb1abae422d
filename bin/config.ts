import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import envPaths from "env-paths";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { INDEX_WAIT_MS_MAX } from "#ingest/pipeline/ingest-gateway.ts";
import { SEGMENT_BYTES_MAX } from "#storage/ledger/ledger.ts";

/** A push that waits is answered before its connection is given up. */
const INDEX_WAIT_MS_LARGEST = 100_000;

const integer = (smallest: number, largest: number) =>
  z.coerce.number().int().min(smallest).max(largest);
const flag = z.union([
  z.boolean(),
  z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1"),
]);

/** Every setting, with its unit in the key. Flags win, then environment, then `tracewell.config.json`. */
const configSchema = z
  .strictObject({
    port: integer(0, 65_535).default(7411),
    host: z
      .string()
      .refine(
        (text) => text === "localhost" || isIP(text) !== 0,
        "must be an IP address or localhost",
      )
      .default("127.0.0.1"),
    dataDir: z.string().min(1).default("./data"),
    masterKeyFile: z
      .string()
      .min(1)
      .default(join(envPaths("tracewell", { suffix: "" }).config, "master.key")),
    adminToken: z.string().min(16, "must have at least 16 characters").optional(),
    segmentBytesMax: integer(64 * 1024, 1024 * 1024 * 1024).default(SEGMENT_BYTES_MAX),
    readerThreads: integer(1, 16).default(2),
    indexWaitMsMax: integer(0, INDEX_WAIT_MS_LARGEST).default(INDEX_WAIT_MS_MAX),
    logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"),
    demo: flag.default(false),
  })
  .transform((config) =>
    Object.freeze({
      ...config,
      dataDir: resolve(config.dataDir),
      masterKeyFile: resolve(config.masterKeyFile),
    }),
  );

export type Config = z.output<typeof configSchema>;
export type ConfigInput = Partial<Record<keyof z.input<typeof configSchema>, unknown>>;

const KEYS = configSchema.in.keyof().options;

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** `dataDir` → `TRACEWELL_DATA_DIR`. */
export function environmentName(key: string): string {
  return `TRACEWELL_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): ConfigInput {
  const found: ConfigInput = {};
  for (const key of KEYS) {
    const value = environment[environmentName(key)];
    if (value !== undefined && value !== "") found[key] = value;
  }
  return found;
}

function fromFile(path: string | undefined): ConfigInput {
  const file = path ?? "tracewell.config.json";
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    if (path === undefined && isMissing(cause)) return {};
    throw new TracewellError("invalid-config", `The configuration file ${file} cannot be read.`, {
      cause,
    });
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new TracewellError(
      "invalid-config",
      `The configuration file ${file} does not hold a JSON object.`,
      { cause },
    );
  }
}

/**
 * Merges the three places and validates once. The error names every bad key and where it may come from,
 * and prints no value: it could be a secret.
 */
export function parseConfig(input: {
  readonly flags?: ConfigInput;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly file?: string;
}): Config {
  const given = {
    ...fromFile(input.file),
    ...fromEnvironment(input.environment ?? {}),
    ...input.flags,
  };
  const result = configSchema.safeParse(given);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => `${key}: no such setting; there are ${KEYS.join(", ")}`)
      : [`${issue.path.join(".")} (${environmentName(String(issue.path[0]))}): ${issue.message}`],
  );
  throw new TracewellError("invalid-config", `Bad configuration:\n  ${errors.join("\n  ")}`, {
    detail: { errors },
  });
}
