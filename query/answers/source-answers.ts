import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

/** How foreign JSON becomes an event: paths of names and `[n]`, joined by dots. */
export const fieldMappingSchema = z.object({
  version: z.literal(1),
  fields: z.record(z.string(), z.string()).describe("Path in the event → path in the record"),
  constants: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      "Path in the event → value; an object, actor or amount that lacks its ID is left out",
    ),
  timeFormat: z
    .string()
    .optional()
    .describe(
      "`iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`",
    ),
});

/** How one row of a table becomes several events; the whole form is in the guide to imports. */
export const tableMappingSchema = z.looseObject({
  version: z.literal(2),
  name: z.string(),
  describes: z.string(),
  format: z.string(),
});

/** A named origin of records, with the options its text is read by. */
export const sourceSettingsSchema = z.object({
  name: z.string(),
  format: z.string(),
  timezone: z.string().optional().describe("IANA zone of times that carry none"),
  transactionIdPattern: z
    .string()
    .optional()
    .describe("Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it"),
  protectRaw: z.boolean().optional().describe("Its text is written as ciphertext"),
  mapping: z
    .union([
      z.string().describe("Name of a mapping that is shipped"),
      fieldMappingSchema,
      tableMappingSchema,
    ])
    .optional(),
  files: z
    .object({
      paths: z.array(z.string()).describe("Absolute globs"),
      exclude: z.array(z.string()).optional().describe("Globs of files that are left out"),
    })
    .optional()
    .describe("Files that are followed"),
  stores: z.array(z.string()).optional().describe("Stores it reports for"),
  managedBy: z
    .enum(["config", "api"])
    .optional()
    .describe("Who decides its settings: the configuration file, or API and command"),
  registeredAt: z.string(),
});
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;

/** What the index knows of a source; as far as the index has read. */
export const sourceActivitySchema = z.object({
  records: z.number().int().nonnegative(),
  lastRecord: z
    .object({
      reference: z.string(),
      time: z.string().describe("When it occurred"),
      recordedAt: z.string().describe("When it became known; the difference is the lag"),
    })
    .nullable()
    .describe("The record that occurred last; null when there is none"),
});
export type SourceActivity = z.infer<typeof sourceActivitySchema>;

/** One followed file, as it is now. */
export const followedFileSchema = z.object({
  path: z.string(),
  state: z
    .enum(["reading", "current", "unfinished", "waiting", "failed"])
    .describe(
      "`current`: read to its end; `unfinished`: what is left is no whole record; `waiting`: its first line is not whole, or the file before it has not ended",
    ),
  offset: z.number().int().describe("Bytes whose records are durable"),
  size: z.number().int().describe("Bytes of content"),
  lagMs: z.number().describe("Since the first unread byte was seen; 0 where there is none"),
  error: z.string().optional(),
});
export type FollowedFileAnswer = z.infer<typeof followedFileSchema>;

/** Of all followed files of a source. */
export const followingSchema = z.object({
  files: z.number().int(),
  failed: z.number().int().describe("Files that cannot be read"),
  unreadBytes: z.number().int(),
  lagMs: z.number().describe("Of the file that is furthest behind"),
});

/** Files listed of one source; the sums are of all. */
export const FOLLOWED_FILES_LISTED_MAX = 1_000;

export const sourceStatusSchema = sourceSettingsSchema.extend({
  ...sourceActivitySchema.shape,
  following: followingSchema.optional().describe("Absent where no files are followed"),
});
/** One source by itself. */
export const sourceAnswerSchema = sourceStatusSchema.extend({
  followedFiles: z
    .array(followedFileSchema)
    .optional()
    .describe(`By path, the first ${FOLLOWED_FILES_LISTED_MAX}`),
  coverage: coverageSchema,
});
export type SourceAnswer = z.infer<typeof sourceAnswerSchema>;
export type SourceStatus = z.infer<typeof sourceStatusSchema>;

const configProblemSchema = z.object({
  path: z.string().describe("`sources[2].timezone`; empty where it is the file as a whole"),
  message: z.string(),
});

/** How the service stands to its configuration file. */
export const configurationStatusSchema = z.object({
  file: z.string().nullable().describe("Null where the service was started without one"),
  loadedAt: z.string().describe("When the settings in use were read from it"),
  errors: z
    .array(configProblemSchema)
    .describe("What is wrong with the file as it is now; the settings of `loadedAt` go on"),
});
export type ConfigurationStatus = z.infer<typeof configurationStatusSchema>;

/** What became of the sources when the configuration file was read again. */
export const reloadAnswerSchema = z.object({
  file: z.string().nullable(),
  loadedAt: z.string(),
  added: z.array(z.string()).describe("Names of sources"),
  changed: z.array(z.string()),
  removed: z
    .array(z.string())
    .describe("No longer in the file: still known by name, but their files are not followed"),
  unchanged: z.array(z.string()),
  needsRestart: z
    .array(z.string())
    .describe("Other settings that are otherwise in the file now; the service runs with the old"),
});
export type ReloadAnswer = z.infer<typeof reloadAnswerSchema>;

export const sourceListSchema = z.object({
  items: z.array(sourceStatusSchema).describe("By name"),
  configuration: configurationStatusSchema.optional(),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type SourceList = z.infer<typeof sourceListSchema>;
