import { isIP } from "node:net";
import { delimiter, join, resolve } from "node:path";
import envPaths from "env-paths";
import { z } from "zod";
import { deadlinesSchema } from "#domain/lifecycles/deadlines.ts";
import { INDEX_WAIT_MS_MAX } from "#ingest/pipeline/ingest-gateway.ts";
import { INDEX_PREFIX, STANDARD_PREFIX } from "#storage/index/elasticsearch/partition-names.ts";
import { SEGMENT_BYTES_MAX } from "#storage/ledger/ledger.ts";
import { isWithin, realPath } from "./real-path.ts";

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

function hasCredentials(text: string): boolean {
  const address = URL.parse(text);
  return address !== null && (address.username !== "" || address.password !== "");
}

/** Directories that are allowed one by one; more than these are better allowed by one above them. */
const FOLLOW_DIRECTORIES_MAX = 64;

/** A list in the file; on a command line and in the environment the way `PATH` is written. */
const directoryList = z.preprocess(
  (given) => (typeof given === "string" ? given.split(delimiter) : given),
  z
    .array(z.string("must be a path").min(1, "must not be empty"), "must be a list of paths")
    .max(FOLLOW_DIRECTORIES_MAX, `must have at most ${FOLLOW_DIRECTORIES_MAX} paths`),
);

/** Webhooks of some teams; a list that nobody can read allows too much. */
const ALERT_DESTINATIONS_MAX = 64;

/** A list in the file; on a command line and in the environment with commas between. */
const destinationList = z.preprocess(
  (given) => (typeof given === "string" ? given.split(",").map((part) => part.trim()) : given),
  z
    .array(
      z
        .url({ protocol: /^https?$/, error: "must be an http or https address" })
        .refine((text) => !hasCredentials(text), "must not hold credentials"),
      "must be a list of addresses",
    )
    .max(ALERT_DESTINATIONS_MAX, `must have at most ${ALERT_DESTINATIONS_MAX} addresses`),
);

/** In the file an object; on a command line and in the environment `name=milliseconds`, with commas between. */
const deadlinesSetting = z.preprocess(
  (given) => (typeof given === "string" ? readDeadlines(given) : (given ?? {})),
  deadlinesSchema,
);

function readDeadlines(text: string): Record<string, unknown> {
  const pairs = text.split(",").map((pair) => pair.trim().split("="));
  return Object.fromEntries(
    pairs.map(([name = "", value = ""]) => [
      name.trim(),
      value.trim() === "" ? value : Number(value),
    ]),
  );
}

/** More than any record is old. */
const RETAIN_DAYS_MAX = 36_500;

/** Tokens are compared whole; a shorter one could be guessed. */
const TOKEN_CHARACTERS_MIN = 16;

/** Every setting, with its unit in the key. Flags win, then environment, then `tracewell.config.json`. */
export const configSchema = z
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
    compressSegments: flag
      .default(true)
      .describe("replace closed files of the ledger by compressed ones, a tenth of their size"),
    retainDays: integer(1, RETAIN_DAYS_MAX)
      .optional()
      .describe("remove whole old files of the ledger after so many days; never by itself"),
    readerThreads: integer(1, 16).default(2).describe("threads that answer queries"),
    indexWaitMsMax: integer(0, INDEX_WAIT_MS_LARGEST)
      .default(INDEX_WAIT_MS_MAX)
      .describe("how long a push with wait=indexed waits to be searchable"),
    logLevel: z
      .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)
      .default("warn")
      .describe(`least severe lines of the service's own log: ${LOG_LEVELS.join(", ")}`),
    ignoreConfigChanges: flag
      .default(false)
      .describe("read the configuration file again only when told to, not when it changes"),
    followDirectories: directoryList
      .optional()
      .describe(
        `directories, with ${delimiter} between them, in which sources made by API or command may follow files; none by itself`,
      ),
    elasticsearchUrl: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .refine((text) => !hasCredentials(text), "must not hold credentials; they have a setting")
      .optional()
      .describe("cluster that holds the index, instead of the data directory"),
    elasticsearchApiKey: z
      .string()
      .min(1, "must not be empty")
      .optional()
      .describe("API key for that cluster, encoded as the cluster gives it"),
    elasticsearchPrefix: z
      .string()
      .regex(INDEX_PREFIX, "must be at most 32 small letters, digits and _, a letter first")
      .default(STANDARD_PREFIX)
      .describe("beginning of the names of all indices in that cluster"),
    deadlines: deadlinesSetting.describe(
      "how long each step may take, such as deliveryMs=900000,mailMs=900000; see docs/lifecycles.md",
    ),
    shopUrl: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .refine((text) => !hasCredentials(text), "must not hold credentials; they have a setting")
      .optional()
      .describe("the shop's storefront, through which uncertain orders are replayed"),
    shopPassword: z
      .string()
      .min(1, "must not be empty")
      .optional()
      .describe("its operator's password"),
    alertDestinations: destinationList
      .optional()
      .describe(
        "addresses below which webhooks may lie, with commas between them, such as https://hooks.example.com; none by itself",
      ),
    demo: flag.default(false).describe("load a sample trace and let a small shop run"),
  })
  .transform((config) =>
    Object.freeze({
      ...config,
      dataDir: resolve(config.dataDir),
      masterKeyFile: resolve(config.masterKeyFile),
      followDirectories: (config.followDirectories ?? []).map((directory) => resolve(directory)),
      alertDestinations: config.alertDestinations ?? [],
    }),
  )
  .superRefine(({ shopUrl, shopPassword }, context) => {
    if ((shopUrl === undefined) === (shopPassword === undefined)) return;
    const [missing, given] =
      shopUrl === undefined ? ["shopUrl", "shopPassword"] : ["shopPassword", "shopUrl"];
    const message = `is missing: ${given} is of no use without it`;
    context.addIssue({ code: "custom", path: [missing], message });
  })
  .superRefine(({ dataDir, masterKeyFile }, context) => {
    if (!isWithin(realPath(dataDir), realPath(masterKeyFile))) return;
    context.addIssue({
      code: "custom",
      path: ["masterKeyFile"],
      message: `${masterKeyFile} lies in the data directory ${dataDir}: whoever gets a copy of the data would have the key to it. Move the key, and name its new place`,
    });
  });
