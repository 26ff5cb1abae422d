import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { findFormat } from "#ingest/formats/detect-format.ts";
import type { DecodeOptions } from "#ingest/formats/format.ts";
import { resolveMapping } from "#ingest/mappings/shipped-mappings.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import type { SourceChange } from "./ingest-gateway.ts";
import { globProblem } from "./file-globs.ts";
import type { SettingProblem } from "./setting-problems.ts";
import { sourceProblems, sourceSchema, type Source } from "./source-schema.ts";

/** Most sources one service keeps: each costs a line in every list; shops have tens. */
export const SOURCES_MAX = 10_000;

/** Largest registry file we write and read back: far more than shops have, few enough to be read at once. */
const REGISTRY_BYTES_MAX = 16 * 1024 * 1024;

export type { Source };

/** What a source's settings mean to a decoder. */
export function decodeOptionsOf(source: Source): DecodeOptions {
  const { name, timezone, transactionIdPattern, mapping } = source;
  return {
    sourceName: name,
    ...(timezone !== undefined && { timezone }),
    ...(transactionIdPattern !== undefined && { transactionIdPattern }),
    ...(mapping !== undefined && { mapping: resolveMapping(mapping) }),
  };
}

/** What the configuration file says of sources. */
export interface ConfiguredSources {
  /** Path of the configuration file. */
  readonly file: string;
  readonly sources: readonly SourceChange[];
}

/** Names of sources, ascending. */
export interface AppliedSources {
  readonly added: string[];
  readonly changed: string[];
  /** No longer in the configuration file. */
  readonly removed: string[];
  readonly unchanged: string[];
}

export interface RegistryOptions {
  readonly files: FileLayer;
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Why a source made by API or command may not follow an absolute glob; null where it may. */
  readonly followProblem?: (glob: string) => string | null;
  /** Told after the files of a source, or other settings of one that follows files, were changed. */
  readonly onFollowedChanged?: () => void;
}

const registrySchema = z.object({ version: z.literal(1), sources: z.array(sourceSchema) });

/** The known sources, in one small file that is replaced as a whole: temporary file, sync, rename. */
export class SourceRegistry {
  readonly #files: FileLayer;
  readonly #directory: string;
  readonly #clock: () => number;
  readonly #followProblem: (glob: string) => string | null;
  readonly #onFollowedChanged: () => void;
  #configurationFile = "tracewell.config.json";
  #sources: ReadonlyMap<string, Source>;

  constructor(options: RegistryOptions) {
    this.#files = options.files;
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#followProblem = options.followProblem ?? (() => null);
    this.#onFollowedChanged = options.onFollowedChanged ?? (() => undefined);
    this.#sources = this.#load();
  }

  get(name: string): Source | null {
    return this.#sources.get(name) ?? null;
  }

  /** By name, ascending. */
  list(): Source[] {
    return inOrder(this.#sources);
  }

  /** Those that follow files, by name, ascending. */
  listFollowed(): Source[] {
    return this.list().filter(({ files }) => files !== undefined);
  }

  /**
   * Registers a source, or replaces its settings whole; durable when it returns. Unchanged settings write
   * nothing. Throws `unknown-format` where nothing else is wrong, `invalid-parameter` with every bad setting
   * in `errors` of its detail,
   * `source-managed` for one that the configuration file decides about, or `overloaded` when there are too
   * many sources; nothing is changed then.
   */
  configure(change: SourceChange): Source {
    const known = this.#sources.get(change.name);
    this.#requireUnmanaged(known);
    const problems = [...sourceProblems(change), ...this.#forbiddenFiles(change)];
    if (problems.length === 1 && problems[0]?.path === "format") findFormat(change.format);
    if (problems.length > 0) throw badSettings(problems);
    const source = this.#sourceOf(change, "api");
    if (known !== undefined && isSame(known, source)) return known;
    this.#replace(new Map(this.#sources).set(source.name, source));
    return source;
  }

  /**
   * Makes the sources of the configuration file what `sources` says, all or none, in one write; durable when
   * it returns. One that the file no longer has keeps the settings its text is read by, and is free to be set
   * otherwise; its files are no longer followed. `file` is named to whoever wants to set one of them.
   * Throws `invalid-config` with every problem, or `overloaded`; nothing is changed then.
   */
  applyConfiguration({ file, sources }: ConfiguredSources): AppliedSources {
    const errors = sources.flatMap((change, at) =>
      sourceProblems(change).map(({ path, message }) => ({
        path: `sources[${at}].${path}`,
        message,
      })),
    );
    if (errors.length > 0) throw badSettings(errors, "invalid-config");
    const configured = new Map(
      sources.map((change) => [change.name, this.#sourceOf(change, "config")]),
    );
    const applied = { added: names(), changed: names(), removed: names(), unchanged: names() };
    const next = new Map(this.#sources);
    for (const known of this.list()) {
      if (known.managedBy !== "config" || configured.has(known.name)) continue;
      const { files: _, ...rest } = known;
      next.set(known.name, { ...rest, managedBy: "api" });
      applied.removed.push(known.name);
    }
    for (const source of inOrder(configured)) {
      const known = this.#sources.get(source.name);
      if (known === undefined) applied.added.push(source.name);
      else applied[isSame(known, source) ? "unchanged" : "changed"].push(source.name);
      next.set(source.name, source);
    }
    if (applied.added.length + applied.changed.length + applied.removed.length > 0) {
      this.#replace(next);
    }
    this.#configurationFile = file;
    return applied;
  }

  /**
   * Forgets a source and its settings; its records stay. Durable when it returns. Throws `unknown-source` or
   * `source-managed`.
   */
  remove(name: string): void {
    const known = this.#sources.get(name);
    if (known === undefined) {
      throw new TracewellError("unknown-source", `There is no source ${name}.`);
    }
    this.#requireUnmanaged(known);
    const sources = new Map(this.#sources);
    sources.delete(name);
    this.#replace(sources);
  }

  #requireUnmanaged(known: Source | undefined): void {
    if (known?.managedBy !== "config") return;
    throw new TracewellError(
      "source-managed",
      `The source ${known.name} is set in the configuration file ${this.#configurationFile}. Change it there, then run "tracewell sources reload".`,
    );
  }

  #forbiddenFiles({ files }: SourceChange): SettingProblem[] {
    return (files?.paths ?? []).flatMap((glob, place) => {
      const message = globProblem(glob) === null ? this.#followProblem(glob) : null;
      return message === null ? [] : [{ path: `files.paths[${place}]`, message }];
    });
  }

  /** Settings that were checked. */
  #sourceOf(change: SourceChange, managedBy: Source["managedBy"]): Source {
    const registeredAt =
      this.#sources.get(change.name)?.registeredAt ?? new Date(this.#clock()).toISOString();
    return sourceSchema.parse({ ...change, managedBy, registeredAt });
  }

  /** Durable when it returns; nothing is changed where it throws. */
  #replace(sources: ReadonlyMap<string, Source>): void {
    if (sources.size > SOURCES_MAX && sources.size > this.#sources.size) {
      throw new TracewellError("overloaded", `There would be more than ${SOURCES_MAX} sources.`);
    }
    this.#save(sources);
    const before = this.#sources;
    this.#sources = sources;
    const names = new Set([...before.keys(), ...sources.keys()]);
    const isOtherwise = [...names].some((name) => {
      const [old, now] = [before.get(name), sources.get(name)];
      return old !== now && (old?.files !== undefined || now?.files !== undefined);
    });
    if (isOtherwise) this.#onFollowedChanged();
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

function names(): string[] {
  return [];
}

function isSame(left: Source, right: Source): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function badSettings(
  errors: readonly SettingProblem[],
  code: "invalid-parameter" | "invalid-config" = "invalid-parameter",
): TracewellError {
  const listed = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return new TracewellError(code, `The source cannot be registered: ${listed}.`, {
    detail: { errors },
  });
}
