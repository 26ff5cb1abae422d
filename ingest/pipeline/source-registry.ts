import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";

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

export const sourceSchema = z.object({
  name: sourceNameSchema,
  format: z.string(),
  /** IANA zone of times that carry none. */
  timezone: z.string().optional(),
  /** Pattern of transaction IDs in text formats. */
  transactionIdPattern: z.string().optional(),
  /** Declared to carry personal data: raw text is written as ciphertext. */
  protectRaw: z.boolean().optional(),
  registeredAt: z.string(),
});
export type Source = z.infer<typeof sourceSchema>;

const registrySchema = z.object({ version: z.literal(1), sources: z.array(sourceSchema) });

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

  /** Adds or changes a source; durable when it returns. Unchanged settings write nothing. */
  register(settings: Omit<Source, "registeredAt">): Source {
    const known = this.#sources.get(settings.name);
    const source: Source = {
      ...known,
      ...settings,
      registeredAt: known?.registeredAt ?? new Date(this.#clock()).toISOString(),
    };
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(source)) return known;
    const checked = sourceSchema.safeParse(source);
    if (!checked.success) {
      throw new TracewellError(
        "invalid-parameter",
        `The source cannot be registered: ${checked.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}.`,
      );
    }
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
