import { z } from "zod";
import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";

/** Steps under way at once: a replication that waits for a timeout does not hold up the others. */
const RUNNING_MAX = 16;

/** A step that fails is tried again after 2, 4, 8 … seconds, ten times: some half an hour. */
const ATTEMPTS_MAX = 10;
const RETRY_MS_MIN = 2_000;

/** Does one step. It may come again after a crash, so doing it twice must change nothing. */
export type JobHandler = (subject: string) => Promise<void> | void;

const jobRow = z.object({
  id: z.number(),
  kind: z.string(),
  subject: z.string(),
  attempts: z.number(),
  dueMs: z.number(),
  repeats: z.number(),
});
type Job = z.infer<typeof jobRow>;
const nextRow = z.object({ dueMs: z.number().nullable() });
const repeatRow = z.object({ repeatMs: z.number().nullable() });

/** Does the jobs of one database when they are due, in order of time; those due together run side by side. */
export class JobWorker {
  readonly #database: ShopDatabase;
  readonly #clock: ShopClock;
  readonly #handlers: ReadonlyMap<string, JobHandler>;
  readonly #onFailure: (error: unknown, job: { kind: string; subject: string }) => void;
  readonly #running = new Map<number, Promise<void>>();
  #sleep: AbortController | null = null;
  #sleepsUntilMs = Number.POSITIVE_INFINITY;
  readonly #closing = new AbortController();

  constructor(options: {
    readonly database: ShopDatabase;
    readonly clock: ShopClock;
    readonly handlers: Readonly<Record<string, JobHandler>>;
    /** Told of each failure; a job that failed for good stays in the table, with its failure. */
    readonly onFailure: (error: unknown, job: { kind: string; subject: string }) => void;
  }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#handlers = new Map(Object.entries(options.handlers));
    this.#onFailure = options.onFailure;
  }

  /** Takes up what was left by an earlier run, then everything that is enqueued. */
  start(): void {
    this.#database.onJobs = (dueMs) => {
      if (dueMs <= this.#clock.nowMs()) this.#advance();
      else if (dueMs < this.#sleepsUntilMs) this.#sleepUntil(dueMs);
    };
    this.#advance();
  }

  /** Takes no new job; resolves when those under way have ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#database.onJobs = () => undefined;
    this.#sleep?.abort();
    await Promise.all(this.#running.values());
  }

  #advance(): void {
    if (this.#closing.signal.aborted) return;
    try {
      this.#takeUp();
    } catch (error) {
      // Who enqueued a job has committed it: that it cannot be read now is not their failure.
      this.#onFailure(error, { kind: "jobs", subject: this.#database.name });
      this.#sleepUntil(this.#clock.nowMs() + RETRY_MS_MIN);
    }
  }

  /** Begins what is due and there is room for, and sees to waking up for what comes next. */
  #takeUp(): void {
    const free = RUNNING_MAX - this.#running.size;
    if (free > 0) {
      const due = this.#database
        .all(
          jobRow,
          `SELECT id, kind, subject, attempts, dueMs, repeats FROM jobs
           WHERE failure IS NULL AND dueMs <= ? ORDER BY dueMs, id LIMIT ?`,
          this.#clock.nowMs(),
          RUNNING_MAX + free,
        )
        .filter(({ id }) => !this.#running.has(id));
      for (const job of due.slice(0, free)) {
        this.#running.set(job.id, this.#run(job));
      }
    }
    const next = this.#database.get(
      nextRow,
      "SELECT min(dueMs) AS dueMs FROM jobs WHERE failure IS NULL AND dueMs > ?",
      this.#clock.nowMs(),
    );
    if (next?.dueMs !== null && next !== undefined) this.#sleepUntil(next.dueMs);
  }

  #sleepUntil(dueMs: number): void {
    if (dueMs === this.#sleepsUntilMs) return;
    this.#sleep?.abort();
    const sleep = new AbortController();
    this.#sleep = sleep;
    this.#sleepsUntilMs = dueMs;
    void this.#wakeAfter(dueMs - this.#clock.nowMs(), sleep.signal);
  }

  async #wakeAfter(durationMs: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(durationMs, signal);
    if (signal.aborted) return;
    this.#sleepsUntilMs = Number.POSITIVE_INFINITY;
    this.#advance();
  }

  async #run(job: Job): Promise<void> {
    // The caller notes it as running first.
    await Promise.resolve();
    try {
      const handler = this.#handlers.get(job.kind);
      if (handler === undefined) throw new ShopError("internal", `Nobody does ${job.kind}.`);
      await handler(job.subject);
      this.#done(job);
    } catch (error) {
      this.#onFailure(error, { kind: job.kind, subject: job.subject });
      await this.#failed(job, error);
    } finally {
      this.#running.delete(job.id);
    }
    this.#advance();
  }

  /** It is over, unless it was enqueued while it ran: what that was for may have come too late for this run. */
  #done(job: Job): void {
    const failure = `${job.kind} was enqueued again in each of its runs.`;
    const isGivenUp = this.#database.transaction((transaction) => {
      const isOver = transaction.run(
        "DELETE FROM jobs WHERE id = ? AND repeats = ?",
        job.id,
        job.repeats,
      );
      if (isOver === 1) return false;
      const nowMs = this.#clock.nowMs();
      const row = transaction.get(repeatRow, "SELECT repeatMs FROM jobs WHERE id = ?", job.id);
      const repeatMs = row?.repeatMs ?? nowMs;
      if (repeatMs > nowMs) {
        this.#putOff(transaction, { ...job, attempts: -1 }, repeatMs, null);
        return false;
      }
      // One that enqueues itself for now each time is slowed down, and given up in the end.
      return this.#retry(transaction, job, failure);
    });
    if (isGivenUp) this.#onFailure(new ShopError("internal", failure), job);
  }

  async #failed(job: Job, error: unknown): Promise<void> {
    try {
      this.#database.transaction((transaction) => {
        this.#retry(transaction, job, String(error));
      });
    } catch (cause) {
      // Not even that can be noted now: it stays due, and is left alone for a while.
      this.#onFailure(cause, { kind: job.kind, subject: job.subject });
      await this.#clock.sleep(RETRY_MS_MIN, this.#closing.signal);
    }
  }

  /** Whether it is given up. */
  #retry(transaction: Transaction, job: Job, failure: string): boolean {
    const isGivenUp = job.attempts + 1 >= ATTEMPTS_MAX;
    const dueMs = this.#clock.nowMs() + RETRY_MS_MIN * 2 ** job.attempts;
    this.#putOff(transaction, job, dueMs, isGivenUp ? failure : null);
    return isGivenUp;
  }

  #putOff(transaction: Transaction, job: Job, dueMs: number, failure: string | null): void {
    transaction.run(
      "UPDATE jobs SET attempts = ?, dueMs = ?, failure = ?, repeatMs = NULL WHERE id = ?",
      job.attempts + 1,
      dueMs,
      failure,
      job.id,
    );
  }
}
