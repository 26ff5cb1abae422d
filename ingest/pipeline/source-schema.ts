import { z } from "zod";
import { explainIssue } from "#domain/explain-issue.ts";
import { FORMATS } from "#ingest/formats/detect-format.ts";
import { mappingSchema } from "#ingest/mappings/mapping-schema.ts";
import { GLOBS_MAX } from "./file-globs.ts";
import type { SourceChange } from "./ingest-gateway.ts";
import { schemaProblems, settingProblems, type SettingProblem } from "./setting-problems.ts";

export const sourceNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    "must be 1 to 128 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  );

/** What a source follows: absolute globs. */
export const followedFilesSchema = z.strictObject({
  paths: z.array(z.string()).min(1).max(GLOBS_MAX),
  exclude: z.array(z.string()).max(GLOBS_MAX).exactOptional(),
});
export type FollowedFiles = z.infer<typeof followedFilesSchema>;

/** Most stores one source reports for: each costs a member of every event about the source. */
export const SOURCE_STORES_MAX = 1_000;

export const sourceSchema = z.object({
  name: sourceNameSchema,
  format: z.string(),
  /** IANA zone of times that carry none. */
  timezone: z.string().optional(),
  /** Pattern of transaction IDs in text formats. */
  transactionIdPattern: z.string().optional(),
  /** How foreign records become events; a string is the name of a mapping that is shipped. */
  mapping: z.union([z.string().min(1), mappingSchema]).optional(),
  /** Declared to carry personal data: raw text is written as ciphertext. */
  protectRaw: z.boolean().optional(),
  files: followedFilesSchema.optional(),
  /** Stores that the source reports for; they stand in its `source.*` events. */
  stores: z.array(z.string().min(1)).max(SOURCE_STORES_MAX).optional(),
  /** Who decides its settings: the configuration file, or whoever asks through API and command. */
  managedBy: z.enum(["config", "api"]).default("api"),
  registeredAt: z.string(),
});
export type Source = z.infer<typeof sourceSchema>;

/** Everything that is wrong with a source's settings, each by its place, as it would be registered. */
export function sourceProblems(
  settings: Readonly<Record<string, unknown>> | SourceChange,
): SettingProblem[] {
  const checked = sourceSchema.safeParse(
    { ...settings, registeredAt: "", managedBy: "api" },
    { error: explainIssue },
  );
  const refused = checked.success ? [] : schemaProblems(checked.error.issues);
  const isRefused = new Set(refused.map(({ path }) => /^[^.[]*/.exec(path)?.[0]));
  // A setting of the right kind is read although another is not.
  const rest = Object.fromEntries(Object.entries(settings).filter(([key]) => !isRefused.has(key)));
  return [...refused, ...formatProblems(rest), ...settingProblems(readableSettings.parse(rest))];
}

const readableSettings = sourceSchema
  .pick({ format: true, timezone: true, transactionIdPattern: true, mapping: true, files: true })
  .partial();

function formatProblems({ format }: Readonly<Record<string, unknown>>): SettingProblem[] {
  if (typeof format !== "string" || FORMATS.some(({ name }) => name === format)) return [];
  const message = `must be one of ${FORMATS.map(({ name }) => name).join(", ")}`;
  return [{ path: "format", message }];
}
