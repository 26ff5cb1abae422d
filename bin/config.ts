import { readFileSync, realpathSync } from "node:fs";
import { isIP } from "node:net";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import envPaths from "env-paths";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { explainIssue } from "#domain/explain-issue.ts";
import { INDEX_WAIT_MS_MAX } from "#ingest/pipeline/ingest-gateway.ts";
import { SEGMENT_BYTES_MAX } from "#storage/ledger/ledger.ts";

/** A push that waits is answered before its connection is given up. */
const INDEX_WAIT_MS_LARGEST = 100_000;

function integer(smallest: number, largest: number) {
  const message = `must be a whole number from ${smallest} to ${largest}`;
  return z.coerce.number(message).int(message).min(smallest, message).max(largest, message);
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

const flag = z.union(
  [
    z.boolean(),
    z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1"),
  ],
  "must be true or false",
);

/** Tokens are compared whole; a shorter one could be guessed. */
const TOKEN_CHARACTERS_MIN = 16;

/** Every setting, with its unit in the key. Flags win, then environment, then `tracewell.config.json`. */
const configSchema = z
  .strictObject({
    port: integer(0, 65_535).default(7411).describe("TCP port; 0 for a free one"),
    host: z
      .string()
      .refine(
        (text) => text === "localhost" || isIP(text) !== 0,
        "must be an IP address or localhost",
      )
      .default("127.0.0.1")
      .describe("address to listen on; other machines reach it only when this is not loopback"),
    dataDir: z
      .string()
      .min(1, "must not be empty")
      .default("./data")
      .describe("directory of everything that is kept, made when missing"),
    masterKeyFile: z
      .string()
      .min(1, "must not be empty")
      .default(join(envPaths("tracewell", { suffix: "" }).config, "master.key"))
      .describe(
        "master key of the protected fields, made at the first start, never in the data directory",
      ),
    adminToken: z
      .string()
      .min(TOKEN_CHARACTERS_MIN, `must have at least ${TOKEN_CHARACTERS_MIN} characters`)
      .optional()
      .describe("access token; without it one is made in the data directory"),
    segmentBytesMax: integer(64 * 1024, 1024 * 1024 * 1024)
      .default(SEGMENT_BYTES_MAX)
      .describe("size at which a file of the ledger is closed and the next begun"),
    readerThreads: integer(1, 16).default(2).describe("threads that answer queries"),
    indexWaitMsMax: integer(0, INDEX_WAIT_MS_LARGEST)
      .default(INDEX_WAIT_MS_MAX)
      .describe("how long a push with wait=indexed waits to be searchable"),
    logLevel: z
      .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)
      .default("warn")
      .describe(`least severe lines of the service's own log: ${LOG_LEVELS.join(", ")}`),
    demo: flag.default(false).describe("load a sample trace and let a small shop run"),
  })
  .transform((config) =>
    Object.freeze({
      ...config,
      dataDir: resolve(config.dataDir),
      masterKeyFile: resolve(config.masterKeyFile),
    }),
  )
  .superRefine(({ dataDir, masterKeyFile }, context) => {
    if (!isWithin(realPath(dataDir), realPath(masterKeyFile))) return;
    context.addIssue({
      code: "custom",
      path: ["masterKeyFile"],
      message: `${masterKeyFile} lies in the data directory ${dataDir}: whoever gets a copy of the data would have the key to it. Move the key, and name its new place`,
    });
  });

/** Symbolic links followed as far as the path exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(path);
    if (!isMissing(error) || parent === path) return path;
    return join(realPath(parent), basename(path));
  }
}

function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export type Config = z.output<typeof configSchema>;
export type ConfigInput = Partial<Record<keyof z.input<typeof configSchema>, unknown>>;

const KEYS = configSchema.in.keyof().options;

/** Secrets on a command line are seen by every user of the machine. */
const KEYS_WITHOUT_FLAG: ReadonlySet<string> = new Set(["adminToken"]);

export interface Setting {
  readonly key: keyof ConfigInput;
  /** `--data-dir`; null where a command line is no place for it. */
  readonly flag: string | null;
  /** `TRACEWELL_DATA_DIR`. */
  readonly environment: string;
  /** Null when there is none. */
  readonly standard: string | number | boolean | null;
  readonly isSwitch: boolean;
  readonly what: string;
}

/** Every setting, in the order of the documentation. */
export function listSettings(): Setting[] {
  return KEYS.map((key) => {
    const schema = configSchema.in.shape[key];
    const standard = schema.safeParse(undefined).data;
    return {
      key,
      flag: KEYS_WITHOUT_FLAG.has(key)
        ? null
        : `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      environment: environmentName(key),
      standard: standard ?? null,
      isSwitch: typeof standard === "boolean",
      what: schema.description ?? "",
    };
  });
}

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
  const result = configSchema.safeParse(given, { error: explainIssue });
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
