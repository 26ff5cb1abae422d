import { setImmediate } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";
import { RETRY_DELAY_MS_MAX, RetryDelays } from "#storage/index/retry-delays.ts";
import type {
  AlertPosition,
  AlertRow,
  DeliveryRow,
  ToldFinding,
} from "#storage/alerts/alert-store.ts";
import { messageBody, type MessageContent } from "./alert-payload.ts";
import { attemptDelivery, GONE, isDue } from "./attempt-delivery.ts";
import { recordDelivery } from "./delivery-event.ts";
import type { AlertDispatcherOptions } from "./dispatcher-options.ts";
import { FINDINGS_POLL_MS, gatherFindings } from "./gather-findings.ts";
import { gatherMatches } from "./gather-matches.ts";
import type { TailReader } from "../api/tail/tail-reader.ts";

/** How far a lane read where nothing matched is kept so often: what is read again gives the same. */
const POSITION_KEPT_MS = 5_000;

/** Objects an event may name. */
const OBJECTS_MAX = 64;

/** What a step leaves to be done: more at once, or nothing before that time; null: nothing until it is woken. */
type Next = "more" | { readonly untilMs: number | null };

const REST: Next = { untilMs: null };

export interface LaneOptions extends AlertDispatcherOptions {
  readonly alertId: string;
  readonly reader: TailReader;
}

/**
 * One alert's work, one step after another: what is pending is sent before more is gathered, so that
 * deliveries arrive in order, and what comes while a receiver is down waits in the ledger.
 */
export class AlertLane {
  readonly #options: LaneOptions;
  readonly #abort = new AbortController();
  readonly #delays = new RetryDelays();
  /** Read through here, also where that is not kept yet. */
  #position: AlertPosition | null = null;
  #isKept = true;
  #positionKeptMs = 0;
  #joined: { readonly query: string; readonly leave: () => void } | null = null;
  /** Rises when the alert was changed: what was gathered before is void. */
  #changes = 0;
  #isWoken = false;
  /** After a failure nothing is tried before, however often it is woken. */
  #restUntilMs = 0;
  #running: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get alertId(): string {
    return this.#options.alertId;
  }

  wake(): void {
    this.#isWoken = true;
    if (this.#running !== null || this.#abort.signal.aborted) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#isWoken) this.wake();
    });
  }

  /** The alert was changed in the store. */
  changed(): void {
    this.#changes += 1;
    this.#position = null;
    this.#isKept = true;
    this.wake();
  }

  /** Resolves once nothing is left to be done now. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** An attempt in hand is broken off, and made again at the next start under the same ID. */
  async close(): Promise<void> {
    this.#abort.abort();
    this.#cancelTimer?.();
    await this.#running;
    this.#joined?.leave();
    this.#joined = null;
    this.#keepPosition();
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    let next: Next = "more";
    while (!signal.aborted && (next === "more" || this.#isWoken)) {
      this.#isWoken = false;
      next = await this.#attempt();
      await setImmediate();
    }
    if (next !== "more" && next.untilMs !== null) this.#wakeAt(next.untilMs);
  }

  #wakeAt(timeMs: number): void {
    if (this.#abort.signal.aborted) return;
    const { timer, nowMs } = this.#options;
    this.#cancelTimer = timer(Math.max(0, timeMs - nowMs()), () => {
      this.#cancelTimer = null;
      this.wake();
    });
  }

  /** A step; what fails is told and tried again, later and later. */
  async #attempt(): Promise<Next> {
    const { nowMs, onFailure } = this.#options;
    const restMs = this.#restUntilMs - nowMs();
    // A longer one than any pause says that the clock was set back.
    if (restMs > 0 && restMs <= RETRY_DELAY_MS_MAX) return { untilMs: this.#restUntilMs };
    try {
      const next = await this.#step();
      this.#delays.reset();
      return next;
    } catch (error) {
      if (this.#abort.signal.aborted) return REST;
      onFailure(error);
      this.#restUntilMs = nowMs() + this.#delays.next();
      return { untilMs: this.#restUntilMs };
    }
  }

  async #step(): Promise<Next> {
    const { store, alertId, nowMs } = this.#options;
    const alert = store.alert(alertId);
    if (alert === null) return REST;
    const delivery = store.unfinishedDelivery(alertId);
    if (delivery !== null && delivery.endedMs !== null) {
      await recordDelivery(this.#options, delivery);
      return "more";
    }
    if (!alert.isEnabled) return REST;
    if (delivery !== null) {
      if (isDue(delivery, nowMs())) return this.#send(alert, delivery);
      return { untilMs: delivery.nextAttemptMs };
    }
    return alert.subject.kind === "search"
      ? this.#gatherMatches(alert, alert.subject.searchId)
      : this.#gatherFindings(alert);
  }

  async #send(alert: AlertRow, delivery: DeliveryRow): Promise<Next> {
    const { store, send, nowMs } = this.#options;
    const { signal } = this.#abort;
    const changes = this.#changes;
    const result = await attemptDelivery({ delivery, alert, send, nowMs, signal });
    store.recordAttempt(delivery.id, result);
    // It may have another address by now.
    if (result.lastStatus === GONE && changes === this.#changes)
      this.#disable("The webhook answered that it is gone (410).");
    return "more";
  }

  async #gatherMatches(alert: AlertRow, searchId: string): Promise<Next> {
    const { store, reader, heads } = this.#options;
    const search = store.search(searchId);
    if (search === null) return this.#disable("Its saved search is gone.");
    const position = this.#position ?? alert.position;
    const changes = this.#changes;
    this.#join(search.q);
    let found;
    try {
      found = await gatherMatches({ reader, heads: heads(), seqs: position.seqs, query: search.q });
    } catch (error) {
      if (!(error instanceof TracewellError) || error.code !== "invalid-query") throw error;
      return this.#disable(`Its saved search can no longer be read: ${error.message}`);
    }
    if (changes !== this.#changes) return "more";
    const { id, name } = search;
    const content = { kind: "search", search: { id, name }, records: found.items } as const;
    this.#moveOn(alert, { ...position, seqs: found.seqs }, content, found.items, []);
    if (found.isMore || found.items.length > 0) return "more";
    return this.#isKept ? REST : { untilMs: this.#positionKeptMs + POSITION_KEPT_MS };
  }

  async #gatherFindings(alert: AlertRow): Promise<Next> {
    const { store, lifecycles, heads, nowMs } = this.#options;
    const { subject } = alert;
    if (subject.kind !== "finding") return REST;
    const changes = this.#changes;
    const position = this.#position ?? alert.position;
    const found = await gatherFindings({
      feed: lifecycles,
      store,
      alert: { ...alert, position },
      subject,
      heads: heads(),
      nowMs: nowMs(),
    });
    if (changes !== this.#changes) return "more";
    const content = { kind: "finding", findings: found.items } as const;
    this.#moveOn(alert, found.position, content, found.items, found.told);
    if (found.isMore || found.items.length > 0) return "more";
    return { untilMs: nowMs() + FINDINGS_POLL_MS };
  }

  /** Keeps the new position, together with what is to be sent. */
  #moveOn(
    alert: AlertRow,
    position: AlertPosition,
    content: MessageContent,
    items: readonly object[],
    told: readonly ToldFinding[],
  ): void {
    const { store, nowMs, newId } = this.#options;
    const before = this.#position ?? alert.position;
    if (JSON.stringify(before) !== JSON.stringify(position)) this.#isKept = false;
    this.#position = position;
    if (items.length === 0) {
      if (nowMs() - this.#positionKeptMs >= POSITION_KEPT_MS) this.#keepPosition();
      return;
    }
    const createdMs = nowMs();
    const objects = new Map(told.map(({ on }) => [`${on.type} ${on.id}`, on]));
    store.addDelivery(
      {
        id: `msg_${newId()}`,
        alertId: alert.id,
        alertName: alert.name,
        kind: alert.subject.kind,
        status: "pending",
        payload: messageBody(alert, content, createdMs),
        items: items.length,
        objects: [...objects.values()].slice(0, OBJECTS_MAX),
        attempts: 0,
        createdMs,
        nextAttemptMs: createdMs,
        endedMs: null,
        lastStatus: null,
        lastError: null,
        destination: null,
        isRecorded: false,
      },
      { position, told },
    );
    this.#isKept = true;
    this.#positionKeptMs = createdMs;
  }

  #keepPosition(): void {
    if (this.#position === null || this.#isKept) return;
    this.#options.store.movePosition(this.alertId, this.#position);
    this.#isKept = true;
    this.#positionKeptMs = this.#options.nowMs();
  }

  #join(query: string): void {
    if (this.#joined?.query === query) return;
    this.#joined?.leave();
    this.#joined = { query, leave: this.#options.reader.join([query]) };
  }

  #disable(reason: string): Next {
    const { store, nowMs } = this.#options;
    const alert = store.alert(this.alertId);
    if (alert !== null) {
      store.saveAlert({ ...alert, isEnabled: false, disabledReason: reason, changedMs: nowMs() });
    }
    return "more";
  }
}
