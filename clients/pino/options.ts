import envPaths from "env-paths";
import { join, resolve } from "node:path";
import { z } from "zod";

const MEBIBYTE = 1024 * 1024;

/** Room on disk for what the service has not taken yet: at 500 bytes a line, two million of them. */
export const SPOOL_BYTES_MAX = 1024 * MEBIBYTE;

/** How long the end of the application waits for the service; what it has not taken by then stays spooled. */
export const CLOSE_MS_MAX = 5_000;

const optionsSchema = z.strictObject({
  url: z
    .url({
      protocol: /^https?$/,
      error: "must be the service's address, such as http://127.0.0.1:7411",
    })
    .refine((url) => !/[@?#]/.test(url), "must have neither a password nor ? or #"),
  // What cannot stand in a header would be refused with each request, and its text be quoted.
  token: z
    .string("must be the service's access token")
    .trim()
    .min(1, "must not be empty")
    .regex(/^[\x21-\x7e]*$/, "must be one word of letters, digits and signs"),
  source: z
    .string("must be the name under which the records are found")
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
      "must be 1 to 128 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
    ),
  spool: z.string().min(1, "must not be empty").optional(),
  spoolBytesMax: z
    .int("must be a whole number of bytes")
    .min(MEBIBYTE, "must be at least 1 MiB")
    .default(SPOOL_BYTES_MAX),
  closeMsMax: z
    .int("must be a whole number of milliseconds")
    .nonnegative("must not be negative")
    .default(CLOSE_MS_MAX),
  fsync: z.boolean("must be true or false").default(false),
});

/** What an application sets. */
export interface TracewellOptions {
  /** Address of the service. */
  readonly url: string;
  /** Access token of the service. */
  readonly token: string;
  /** Source under which the records are found. */
  readonly source: string;
  /**
   * Directory of lines that the service has not taken yet; several processes may share it. Default:
   * `tracewell/spool/<source>` in the user's data directory.
   */
  readonly spool?: string;
  /** Bytes the spool may take; when it is full, new lines are dropped, counted and reported. Default: 1 GiB. */
  readonly spoolBytesMax?: number;
  /** Milliseconds that the end of the application waits for the service. Default: 5,000. */
  readonly closeMsMax?: number;
  /** Sync the spool with every write: lines survive a power cut, each write takes milliseconds. Default: false. */
  readonly fsync?: boolean;
}

export type ParsedOptions = z.output<typeof optionsSchema> & { readonly spool: string };

/** Throws a TypeError that names every bad option. */
export function parseOptions(options: TracewellOptions): ParsedOptions {
  const given: unknown = withoutPinoExtras(options);
  const parsed = optionsSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(describe).join("; ");
    throw new TypeError(`tracewell/pino: bad options: ${problems}.`);
  }
  const { url, source, spool } = parsed.data;
  const standard = join(envPaths("tracewell", { suffix: "" }).data, "spool", source);
  return { ...parsed.data, url: url.replace(/\/+$/, ""), spool: resolve(spool ?? standard) };
}

/** pino adds members of its own to the options of a transport. */
function withoutPinoExtras(options: object): unknown {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => !name.startsWith("$") && !name.startsWith("pino")),
  );
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `there is no option ${issue.keys.join(", ")}`;
  return `${issue.path.join(".")} ${issue.message}`;
}
