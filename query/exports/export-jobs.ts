import { TracewellError } from "#domain/errors.ts";
import type { ExportStore } from "#storage/exports/export-store.ts";
import type {
  ExportAnswer,
  ExportList,
  ExportManifest,
  ExportStatus,
} from "../answers/export-answers.ts";
import { currentPositions, withCommas } from "../coverage.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { exportableRequest } from "./exportable-request.ts";
import type { ExportDesk, ExportOrder } from "./export-desk.ts";
import { type ExportJob, exportJobSchema, newExportJob } from "./export-job.ts";
import {
  EXPIRY_LOOK_MS,
  EXPORT_ATTEMPTS_MAX,
  EXPORT_LIMITS,
  EXPORTS_KEPT_MAX,
  EXPORTS_WAITING_MAX,
  type ExportLimits,
} from "./export-limits.ts";
import type { ExportPlace } from "./export-work.ts";
import { runExport } from "./run-export.ts";

export interface ExportJobsOptions {
  readonly sources: QuerySources;
  readonly store: ExportStore;
  /** Of the product. */
  readonly version: string;
  readonly nowMs: () => number;
  /** A short text that no other export has; lower-case letters and digits. */
  readonly newId: () => string;
  readonly limits?: Partial<ExportLimits>;
  /** Told of what failed beyond a job's own reason, such as a document that cannot be read. */
  readonly onFailure: (error: Error) => void;
}

/** What is being worked on. */
interface Running {
  readonly id: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  place: ExportPlace | null;
}

const WORKING: ReadonlySet<ExportStatus> = new Set(["waiting", "running"]);

/**
 * The exports of a service, worked on one after the other in the thread that holds it. Every state is
 * durable before it is told; after a crash, `open` goes on with what was waiting or running.
 */
export class ExportJobs implements Omit<ExportDesk, "content"> {
  readonly #options: ExportJobsOptions;
  readonly #limits: ExportLimits;
  /** In the order in which they were asked for. */
  readonly #jobs = new Map<string, ExportJob>();
  #running: Running | null = null;
  #expiry: NodeJS.Timeout | null = null;
  #isClosed = false;

  private constructor(options: ExportJobsOptions) {
    this.#options = options;
    this.#limits = { ...EXPORT_LIMITS, ...options.limits };
  }

  static open(options: ExportJobsOptions): ExportJobs {
    const jobs = new ExportJobs(options);
    for (const { id, document } of options.store.list()) {
      const parsed = exportJobSchema.safeParse(document);
      if (parsed.success) jobs.#take(parsed.data);
      else options.onFailure(new Error(`The export ${id} cannot be read: ${parsed.error.message}`));
    }
    jobs.expire();
    jobs.#expiry = setInterval(() => jobs.expire(), EXPIRY_LOOK_MS).unref();
    jobs.#next();
    return jobs;
  }

  async start(order: ExportOrder): Promise<ExportAnswer> {
    const { facts, nowMs, by } = order;
    const { sources, newId } = this.#options;
    this.#requireOpen();
    this.#requirePlace();
    this.expire();
    advanceLedgers(sources.ledgers, facts);
    const positions = currentPositions(facts, await sources.index.watermarks());
    const request = await exportableRequest(sources, order.request, { nowMs, positions, facts });
    // Chronological, so that the store lists them as they were asked for.
    const id = `${new Date(nowMs).toISOString().replaceAll(/\D/g, "")}-${newId()}`;
    const copied = { ...facts, heads: [...facts.heads], reasons: [...facts.reasons] };
    this.#save(newExportJob({ id, request, facts: copied, nowMs, positions, by }));
    this.#next();
    return this.#answer(id);
  }

  async list(): Promise<ExportList> {
    this.expire();
    return { items: [...this.#jobs.keys()].reverse().map((id) => this.#answer(id)) };
  }

  async get(id: string): Promise<ExportAnswer> {
    return this.#answer(id);
  }

  async cancel(id: string): Promise<ExportAnswer> {
    const { answer } = this.#job(id);
    if (answer.status === "waiting") this.#save(this.#ended(this.#job(id), "cancelled"));
    if (this.#running?.id === id) {
      this.#running.stop.abort("cancelled");
      await this.#running.ended;
    }
    return this.#answer(id);
  }

  async resume(id: string): Promise<ExportAnswer> {
    this.#requireOpen();
    const job = this.#job(id);
    if (job.answer.status === "cancelled" || job.answer.status === "failed") {
      this.#requirePlace();
      const fresh = { status: "waiting", reason: null, endedAt: null, expiresAt: null } as const;
      this.#save({ ...job, answer: { ...job.answer, ...fresh } });
      this.#next();
    }
    return this.#answer(id);
  }

  async remove(id: string): Promise<void> {
    await this.cancel(id);
    this.#drop(id);
  }

  async manifest(id: string): Promise<ExportManifest> {
    const { manifest, answer } = this.#job(id);
    if (manifest !== null) return manifest;
    throw new TracewellError("not-found", `The export ${id} has not finished: ${answer.status}.`);
  }

  /** Removes what has expired, and the oldest that have ended where there are too many; never throws. */
  expire(): void {
    const now = new Date(this.#options.nowMs()).toISOString();
    const ended = [...this.#jobs.values()].filter(({ answer }) => !WORKING.has(answer.status));
    const surplus = Math.max(0, this.#jobs.size - EXPORTS_KEPT_MAX);
    for (const [index, { answer }] of ended.entries()) {
      const isExpired = answer.expiresAt !== null && answer.expiresAt <= now;
      if (!isExpired && index >= surplus) continue;
      try {
        this.#drop(answer.id);
      } catch (cause) {
        this.#options.onFailure(new Error(`${answer.id} cannot be removed.`, { cause }));
      }
    }
  }

  /** Stops at the next piece; what is running goes on at the next start. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#expiry !== null) clearInterval(this.#expiry);
    this.#running?.stop.abort("closed");
    await this.#running?.ended;
  }

  /** Resolves once nothing waits or runs. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running.ended;
  }

  /** A job as an earlier process left it. */
  #take(job: ExportJob): void {
    this.#jobs.set(job.answer.id, job);
    if (job.answer.status !== "running" || job.attempts < EXPORT_ATTEMPTS_MAX) return;
    const reason = `The service ended ${job.attempts} times while it worked on this; it can be resumed.`;
    this.#save({ ...this.#ended(job, "failed", reason), attempts: 0 });
  }

  #next(): void {
    if (this.#running !== null || this.#isClosed) return;
    const waiting = [...this.#jobs.values()].find(({ answer }) => WORKING.has(answer.status));
    if (waiting === undefined) return;
    const { id } = waiting.answer;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const running: Running = { id, stop: new AbortController(), ended, place: waiting.place };
    this.#running = running;
    void this.#work(running, waiting).finally(() => {
      this.#running = null;
      this.#next();
      resolve();
    });
  }

  async #work(running: Running, waiting: ExportJob): Promise<void> {
    const { sources, store, version, nowMs, onFailure } = this.#options;
    const { id, stop } = running;
    const startedAt = waiting.answer.startedAt ?? new Date(nowMs()).toISOString();
    const answer = { ...waiting.answer, status: "running", startedAt } as const;
    try {
      this.#save({ ...waiting, answer, attempts: waiting.attempts + 1 });
      const job = await runExport(
        {
          sources,
          store,
          version,
          nowMs,
          limits: this.#limits,
          otherBytes: this.#bytesBeside(id),
          signal: stop.signal,
          save: (saved) => this.#save({ ...saved, attempts: 0 }),
          onProgress: (place) => {
            running.place = place;
          },
        },
        this.#job(id),
      );
      if (job.manifest !== null) this.#finish(job);
      else if (stop.signal.reason === "cancelled") this.#save(this.#ended(job, "cancelled"));
    } catch (error) {
      this.#fail(id, error);
      if (!(error instanceof TracewellError)) {
        onFailure(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  #finish(job: ExportJob): void {
    this.#save(this.#ended(job, "finished"));
    this.#options.store.dropSpool(job.answer.id);
  }

  #fail(id: string, error: unknown): void {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    const isOurs = !(error instanceof TracewellError) || error.code === "internal";
    const reason = isOurs
      ? "It failed for a reason that stands in the service's log; it can be resumed."
      : error.message;
    try {
      this.#save(this.#ended(job, "failed", reason));
    } catch (cause) {
      // A disk that takes nothing: in memory at least it is told.
      this.#jobs.set(id, this.#ended(job, "failed", reason));
      this.#options.onFailure(new Error(`The export ${id} could not be saved.`, { cause }));
    }
  }

  #ended(job: ExportJob, status: ExportStatus, reason: string | null = null): ExportJob {
    const nowMs = this.#options.nowMs();
    const endedAt = new Date(nowMs).toISOString();
    const expiresAt = new Date(nowMs + this.#limits.keptMs).toISOString();
    return { ...job, answer: { ...job.answer, status, reason, endedAt, expiresAt } };
  }

  #save(job: ExportJob): void {
    this.#options.store.save(job.answer.id, job);
    this.#jobs.set(job.answer.id, job);
  }

  #drop(id: string): void {
    this.#options.store.remove(id);
    this.#jobs.delete(id);
  }

  #job(id: string): ExportJob {
    const job = this.#jobs.get(id);
    if (job !== undefined) return job;
    throw new TracewellError("not-found", `There is no export ${id}; it may have expired.`);
  }

  /** With how far it is now. */
  #answer(id: string): ExportAnswer {
    const { answer, place, bytes } = this.#job(id);
    const current = this.#running?.id === id ? this.#running.place : place;
    if (current === null) return answer;
    const { step, done, expected } = current;
    const isFinished = answer.status === "finished";
    // Of a list of objects alone no records are counted.
    const whole = current.records === 0 ? current.objects : current.records;
    const progress = isFinished
      ? { step: "finished", done: whole, expected: whole, bytes }
      : { step, done, expected, bytes };
    return { ...answer, progress };
  }

  #bytesBeside(id: string): number {
    let bytes = 0;
    for (const [other, job] of this.#jobs) if (other !== id) bytes += job.bytes;
    return bytes;
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new TracewellError("closed", "The service is stopping.");
  }

  #requirePlace(): void {
    const working = [...this.#jobs.values()].filter(({ answer }) => WORKING.has(answer.status));
    if (working.length < EXPORTS_WAITING_MAX) return;
    throw new TracewellError(
      "overloaded",
      `${withCommas(working.length)} exports wait already; cancel some, or ask again when they are done.`,
    );
  }
}
