import type { Logger } from "pino";
import { z } from "zod";
import type { Config, Configuration } from "#bin/config.ts";
import { TracewellError } from "#domain/errors.ts";
import type { AppliedSources, ConfiguredSources } from "#ingest/pipeline/source-registry.ts";
import type { ConfigurationStatus, ReloadAnswer } from "#query/answers/source-answers.ts";
import type { ConfigurationControl } from "#query/api/ports.ts";

export interface SourceConfigurationOptions {
  /** What the service was started with. */
  readonly started: Configuration;
  /** Reads the same places again; throws `invalid-config`. */
  readonly read: () => Configuration;
  readonly apply: (configured: ConfiguredSources) => Promise<AppliedSources>;
  readonly logger: Pick<Logger, "info" | "error">;
  readonly nowMs: () => number;
}

/** Keeps the sources as the configuration file says, and tells how that stands. */
export class SourceConfiguration implements ConfigurationControl {
  readonly #options: SourceConfigurationOptions;
  #current: Configuration;
  #loadedAtMs: number;
  #errors: ConfigurationStatus["errors"] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SourceConfigurationOptions) {
    this.#options = options;
    this.#current = options.started;
    this.#loadedAtMs = options.nowMs();
  }

  /** Applies what the service was started with; rejects with `overloaded` for too many sources. */
  async start(): Promise<void> {
    await this.#apply(this.#current);
  }

  status(): ConfigurationStatus {
    return { ...this.#origin(), errors: this.#errors };
  }

  /** One after the other; what is wrong stays in the status until a reading succeeds. */
  reload(): Promise<ReloadAnswer> {
    const reloaded = this.#last.then(() => this.#reload());
    this.#last = reloaded.catch(() => undefined);
    return reloaded;
  }

  /** Resolves when no reading is under way. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #reload(): Promise<ReloadAnswer> {
    const { logger, started } = this.#options;
    try {
      const next = this.#readAgain();
      const applied = await this.#apply(next);
      const needsRestart = changedKeys(started.config, next.config);
      this.#current = next;
      this.#loadedAtMs = this.#options.nowMs();
      this.#errors = [];
      const answer = { ...this.#origin(), ...applied, needsRestart };
      logger.info(answer, "the configuration file was read again");
      return answer;
    } catch (error) {
      this.#errors = problemsOf(error);
      logger.error(
        { file: this.#current.file, errors: this.#errors },
        "the configuration file cannot be used; the sources go on as they were",
      );
      throw error;
    }
  }

  #readAgain(): Configuration {
    const next = this.#options.read();
    if (next.fileIsThere || !this.#current.fileIsThere) return next;
    // An editor, a mistake, a disk that is away: nobody said that the sources are to go.
    const message = `The configuration file ${next.file} is gone; the sources go on as they were. Put it back, or write one with "sources": []`;
    const errors = [{ path: "", message }];
    throw new TracewellError("invalid-config", `${message}.`, { detail: { errors } });
  }

  #apply({ file, sources }: Configuration): Promise<AppliedSources> {
    return this.#options.apply({ file, sources });
  }

  #origin(): Omit<ConfigurationStatus, "errors"> {
    const { file, fileIsThere } = this.#current;
    return {
      file: fileIsThere ? file : null,
      loadedAt: new Date(this.#loadedAtMs).toISOString(),
    };
  }
}

const problemsSchema = z.array(z.object({ path: z.string(), message: z.string() }));

function problemsOf(error: unknown): ConfigurationStatus["errors"] {
  const detail = error instanceof TracewellError ? error.detail.errors : undefined;
  const found = problemsSchema.safeParse(detail);
  if (found.success) return found.data;
  return [{ path: "", message: error instanceof Error ? error.message : String(error) }];
}

function changedKeys(running: Config, next: Config): string[] {
  const wanted = new Map<string, unknown>(Object.entries(next));
  return Object.entries(running)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(wanted.get(key)))
    .map(([key]) => key);
}
