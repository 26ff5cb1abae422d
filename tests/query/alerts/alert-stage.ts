import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TracewellError } from "#domain/errors.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { AlertDesk } from "#query/alerts/alert-desk.ts";
import { AllowedDestinations } from "#query/alerts/destinations.ts";
import { AlertDispatcher } from "#query/alerts/dispatch-alerts.ts";
import type { FindingFeed } from "#query/alerts/gather-findings.ts";
import { createAlertDesk } from "#query/alerts/keep-alerts.ts";
import { createWebhookSender } from "#query/alerts/send-webhook.ts";
import type { AlertStore } from "#storage/alerts/alert-store.ts";
import { openAlertStore } from "#storage/alerts/sqlite/alert-store.ts";
import type { FindingChange } from "#storage/lifecycles/lifecycle-store.ts";
import { ingestAnswer } from "../api/fixture-ports.ts";
import { QueryStage, type StagedEvent } from "../query-stage.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

/** A clock that moves when it is told, and what waits for it. */
export class ManualTime {
  nowMs = Date.parse("2026-03-01T12:00:00.000Z");
  readonly #waiting = new Set<{ readonly dueMs: number; readonly callback: () => void }>();

  readonly timer = (delayMs: number, callback: () => void): (() => void) => {
    const entry = { dueMs: this.nowMs + delayMs, callback };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  };

  get waiting(): number {
    return this.#waiting.size;
  }

  pass(ms: number): void {
    this.nowMs += ms;
    const due = [...this.#waiting].filter(({ dueMs }) => dueMs <= this.nowMs);
    for (const entry of due) if (this.#waiting.delete(entry)) entry.callback();
  }
}

/** The list of changes of findings as a view would keep it. */
export class ListedFindings implements FindingFeed {
  id = "feed-1";
  throughSeq = 0;
  changes: FindingChange[] = [];
  readonly #held = new Set<string>();

  add(change: Omit<FindingChange, "position">): void {
    const key = `${change.on.id} ${change.rule}`;
    if (change.change === "found") this.#held.add(key);
    else this.#held.delete(key);
    this.changes.push({ ...change, position: this.changes.length + 1 });
  }

  /** The view is made anew: it lists what it finds again. */
  rebuild(noticedMs: number): void {
    this.id = `feed-${Number(this.id.slice(5)) + 1}`;
    this.changes = this.changes.map((change) => ({ ...change, noticedMs }));
  }

  findingFeed = async () => ({ id: this.id, last: this.changes.length });
  findingChanges = async (after: number, limit: number) => this.changes.slice(after, after + limit);
  hasFinding: FindingFeed["hasFinding"] = async (on, rule) => this.#held.has(`${on.id} ${rule}`);
  watermarks = async () => [{ ledger: "main", throughSeq: this.throughSeq }];
}

/** Alerts over a real ledger, a real store and a real receiver. */
export class AlertStage implements AsyncDisposable {
  readonly time = new ManualTime();
  readonly findings = new ListedFindings();
  readonly query = new QueryStage();
  readonly failures: unknown[] = [];
  /** Events that the service wrote of itself. */
  readonly written: AuditEvent[] = [];
  readonly #requests: IngestRequest[] = [];
  isLedgerStopped = false;
  timeoutMs = 5_000;
  store: AlertStore;
  dispatcher!: AlertDispatcher;
  desk!: AlertDesk;
  allowed: readonly string[];
  readonly #directory = mkdtempSync(join(tmpdir(), "tracewell-alerts-"));
  #ids = 0;
  #crashes = 0;

  constructor(receiver: WebhookReceiver) {
    this.allowed = [receiver.origin];
    this.store = this.#openStore();
    this.start();
  }

  /** Begins as a new process would. */
  start(): void {
    const allowed = new AllowedDestinations(this.allowed);
    const shared = {
      store: this.store,
      lifecycles: this.findings,
      heads: () => this.query.request().facts.heads,
      nowMs: () => this.time.nowMs,
      newId: () => `${(this.#ids += 1)}-${this.#directory.slice(-6)}`,
    };
    this.dispatcher = new AlertDispatcher({
      ...shared,
      engine: this.query.engine,
      ingest: { ingest: (request) => this.#ingest(request) },
      send: createWebhookSender({
        fetch: globalThis.fetch,
        allowed,
        version: "0.0.0",
        timeoutMs: this.timeoutMs,
      }),
      timer: this.time.timer,
      onFailure: (error) => this.failures.push(error),
    });
    this.desk = createAlertDesk({
      ...shared,
      dispatcher: this.dispatcher,
      allowed,
      randomBytes: (length) => new Uint8Array(length).fill(7),
    });
    this.dispatcher.open();
  }

  /** Begins again with what was on disk when the process was killed: what was done at the end does not count. */
  async crash(): Promise<void> {
    const { dispatcher, store, file: left } = this;
    this.#crashes += 1;
    for (const ending of ["", "-wal"]) copyFileSync(left + ending, this.file + ending);
    await dispatcher.close();
    store.close();
    this.store = this.#openStore();
    this.start();
  }

  async append(...events: readonly StagedEvent[]): Promise<void> {
    this.query.append(events);
    this.findings.throughSeq = this.query.request().facts.heads[0]?.headSeq ?? 0;
    await this.settle();
  }

  /** Lets everything happen that is due, `ms` later. */
  async settle(ms = 100): Promise<void> {
    this.dispatcher.advance();
    this.time.pass(ms);
    await this.dispatcher.idle();
  }

  get file(): string {
    return join(this.#directory, `alerts-${this.#crashes}.db`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispatcher.close();
    this.store.close();
    await this.query[Symbol.asyncDispose]();
    rmSync(this.#directory, { recursive: true });
  }

  #openStore(): AlertStore {
    return openAlertStore({ file: this.file, key: Buffer.alloc(32, 5) });
  }

  /** As ingest does: the same ID with the same bytes is a duplicate. */
  async #ingest(request: IngestRequest): Promise<IngestAnswer> {
    if (this.isLedgerStopped) throw new TracewellError("ledger-stopped", "The disk is full.");
    this.#requests.push(request);
    const text = Buffer.from(request.body).toString();
    const event = JSON.parse(text) as AuditEvent;
    const known = this.written.find(({ id }) => id === event.id);
    if (known !== undefined) return ingestAnswer({ accepted: 0, duplicate: 1 });
    this.written.push(event);
    this.query.append([{ ...(JSON.parse(text) as StagedEvent), source: request.sourceName }]);
    return ingestAnswer();
  }
}
