import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { findFormat } from "#ingest/formats/detect-format.ts";
import type { DecodeOptions } from "#ingest/formats/format.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import type { SourceChange } from "./ingest-gateway.ts";

/** Most sources one service keeps: each costs a line in every list; shops have tens. */
export const SOURCES_MAX = 10_000;

/** Largest registry file we read back. */
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

export const sourceSchema = z.object({
  name: sourceNameSchema,
  format: z.string(),
  /** IANA zone of times that carry none. */
  timezone: z.string().optional(),
  /** Pattern of transaction IDs in text formats. */
  transactionIdPattern: z.string().optional(),
  /** How foreign JSON becomes an event. */
  mapping: fieldMappingSchema.optional(),
  /** Declared to carry personal data: raw text is written as ciphertext. */
  protectRaw: z.boolean().optional(),
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
    ...(mapping !== undefined && { mapping }),
  };
}

/** The known sources, in one small file that is replaced as a whole: temporary file, sync, rename. */
export class SourceRegistry {
  readonly #files: FileLayer;
  readonly #directory: string;
  readonly #clock: () => number;
  readonly #sources = new Map<string, Source>();

  constructor(options: { files: FileLayer; directory: string; clock: () => number }) {
    this.#files = options.files;
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#load();
  }

  get(name: string): Source | null {
    return this.#sources.get(name) ?? null;
  }

  /** By name, ascending. */
  list(): Source[] {
    return [...this.#sources.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /**
   * Registers a source, or replaces its settings whole; durable when it returns. Unchanged settings write
   * nothing. Throws `unknown-format`, or `invalid-parameter` naming every bad setting.
   */
  configure(change: SourceChange): Source {
    const known = this.#sources.get(change.name);
    const registeredAt = known?.registeredAt ?? new Date(this.#clock()).toISOString();
    const checked = sourceSchema.safeParse({ ...change, registeredAt });
    if (!checked.success) {
      const errors = checked.error.issues.map(
        (issue) => `${issue.path.join(".")} ${issue.message}`,
      );
      throw new TracewellError(
        "invalid-parameter",
        `The source cannot be registered: ${errors.join("; ")}.`,
        { detail: { errors } },
      );
    }
    const source = checked.data;
    // A decoder checks what it is told before it reads: the zone, the pattern, the mapping's paths.
    findFormat(source.format).createDecoder(decodeOptionsOf(source));
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(source)) return known;
    if (known === undefined && this.#sources.size >= SOURCES_MAX) {
      throw new TracewellError("overloaded", `There are already ${SOURCES_MAX} sources.`);
    }
    this.#sources.set(source.name, source);
    this.#save();
    return source;
  }

  #path(): string {
    return `${this.#directory}/sources.json`;
  }

  #load(): void {
    if (!this.#files.exists(this.#path())) return;
    const handle = this.#files.openRead(this.#path());
    try {
      const text = handle.read(0, REGISTRY_BYTES_MAX).toString("utf8");
      for (const source of registrySchema.parse(JSON.parse(text)).sources) {
        this.#sources.set(source.name, source);
      }
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

  #save(): void {
    const registry = { version: 1, sources: this.list() };
    const text = `${JSON.stringify(registry, null, 2)}\n`;
    replaceFile(this.#files, this.#path(), [Buffer.from(text)]);
  }
}
