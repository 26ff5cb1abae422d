import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { findFormat } from "#ingest/formats/detect-format.ts";
import type { DecodeOptions } from "#ingest/formats/format.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import type { SourceChange } from "./ingest-gateway.ts";
import { GLOBS_MAX } from "./file-globs.ts";
import { schemaProblems, settingProblems, type SettingProblem } from "./setting-problems.ts";

/** Most sources one service keeps: each costs a line in every list; shops have tens. */
export const SOURCES_MAX = 10_000;

/** Largest registry file we write and read back: far more than shops have, few enough to be read at once. */
const REGISTRY_BYTES_MAX = 16 * 1024 * 1024;

export const sourceNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    "must be 1 to 128 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  );

const fieldMappingSchema = z
  .strictObject({
    version: z.literal(1),
    fields: z.record(z.string(), z.string()),
    constants: z.record(z.string(), z.unknown()).exactOptional(),
    timeFormat: z.string().exactOptional(),
  })
  .readonly();

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
  /** How foreign JSON becomes an event; a string is the name of a mapping that is shipped. */
  mapping: z.union([z.string().min(1), fieldMappingSchema]).optional(),
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

const registrySchema = z.object({ version: z.literal(1), sources: z.array(sourceSchema) });

/** What a source's settings mean to a decoder. */
export function decodeOptionsOf(source: Source): DecodeOptions {
  const { name, timezone, transactionIdPattern, mapping } = source;
  return {
    sourceName: name,
    ...(timezone !== undefined && { timezone }),
    ...(transactionIdPattern !== undefined && { transactionIdPattern }),
    ...(typeof mapping === "object" && { mapping }),
  };
}

/** The known sources, in one small file that is replaced as a whole: temporary file, sync, rename. */
export class SourceRegistry {
  readonly #files: FileLayer;
  readonly #directory: string;
  readonly #clock: () => number;
  #sources: ReadonlyMap<string, Source>;

  constructor(options: { files: FileLayer; directory: string; clock: () => number }) {
    this.#files = options.files;
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#sources = this.#load();
  }

  get(name: string): Source | null {
    return this.#sources.get(name) ?? null;
  }

  /** By name, ascending. */
  list(): Source[] {
    return inOrder(this.#sources);
  }

  /**
   * Registers a source, or replaces its settings whole; durable when it returns. Unchanged settings write
   * nothing. Throws `unknown-format`, `invalid-parameter` with every bad setting in `errors` of its detail,
   * or `overloaded` when there are too many sources; nothing is changed then.
   */
  configure(change: SourceChange): Source {
    const known = this.#sources.get(change.name);
    const registeredAt = known?.registeredAt ?? new Date(this.#clock()).toISOString();
    const checked = sourceSchema.safeParse({ ...change, registeredAt });
    if (!checked.success) throw badSettings(schemaProblems(checked.error.issues));
    const source = checked.data;
    const format = findFormat(source.format);
    const problems = settingProblems(source);
    if (problems.length > 0) throw badSettings(problems);
    format.createDecoder(decodeOptionsOf(source));
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(source)) return known;
    if (known === undefined && this.#sources.size >= SOURCES_MAX) {
      throw new TracewellError("overloaded", `There are already ${SOURCES_MAX} sources.`);
    }
    const sources = new Map(this.#sources).set(source.name, source);
    this.#save(sources);
    this.#sources = sources;
    return source;
  }

  #path(): string {
    return `${this.#directory}/sources.json`;
  }

  #load(): Map<string, Source> {
    const sources = new Map<string, Source>();
    if (!this.#files.exists(this.#path())) return sources;
    const handle = this.#files.openRead(this.#path());
    try {
      const text = handle.read(0, REGISTRY_BYTES_MAX).toString("utf8");
      for (const source of registrySchema.parse(JSON.parse(text)).sources) {
        sources.set(source.name, source);
      }
      return sources;
    } catch (cause) {
      throw new TracewellError(
        "invalid-config",
        `The list of sources ${this.#path()} is damaged; restore it from a backup or remove it to start an empty one.`,
        { cause },
      );
    } finally {
      handle.close();
    }
  }

  #save(sources: ReadonlyMap<string, Source>): void {
    const registry = { version: 1, sources: inOrder(sources) };
    const text = Buffer.from(`${JSON.stringify(registry, null, 2)}\n`);
    if (text.length > REGISTRY_BYTES_MAX) {
      throw new TracewellError(
        "overloaded",
        `The settings of all sources would take ${text.length} bytes; they may take ${REGISTRY_BYTES_MAX}.`,
      );
    }
    replaceFile(this.#files, this.#path(), [text]);
  }
}

function inOrder(sources: ReadonlyMap<string, Source>): Source[] {
  return [...sources.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function badSettings(errors: readonly SettingProblem[]): TracewellError {
  const listed = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return new TracewellError("invalid-parameter", `The source cannot be registered: ${listed}.`, {
    detail: { errors },
  });
}
