import type { DeliveryRow } from "#storage/alerts/alert-store.ts";
import { TailReader } from "../api/tail/tail-reader.ts";
import { AlertLane } from "./alert-lane.ts";
import { messageBody } from "./alert-payload.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import { recordDelivery } from "./delivery-event.ts";
import type { AlertDispatcherOptions } from "./dispatcher-options.ts";

/** Commits that come close together are looked at in one pass. */
const PULSE_MS = 100;

/** Matching records of one slice; of these a delivery takes as many as it may hold. */
const SLICE_RECORDS_MAX = 250;

/** Distinct queries matched in one pass: those of all alerts there may be. */
const SHARED_QUERIES_MAX = 128;

/**
 * Sends what alerts are about. Where it stands is kept together with what is to be sent, and what is to be
 * sent before the first attempt: nothing is lost when the process is killed, and a message that may have been
 * taken already is sent again under the same `webhook-id`.
 */
export class AlertDispatcher {
  readonly #options: AlertDispatcherOptions;
  readonly #reader: TailReader;
  readonly #lanes = new Map<string, AlertLane>();
  #cancelPulse: (() => void) | null = null;
  readonly #abort = new AbortController();

  constructor(options: AlertDispatcherOptions) {
    this.#options = options;
    this.#reader = new TailReader({
      engine: options.engine,
      nowMs: options.nowMs,
      sliceRecordsMax: SLICE_RECORDS_MAX,
      sharedQueriesMax: SHARED_QUERIES_MAX,
    });
  }

  /** Goes on with every alert where it stood. */
  open(): void {
    for (const { id } of this.#options.store.alerts()) this.#lane(id).wake();
  }

  /** Records became durable; `heads` knows of them. */
  advance(): void {
    if (this.#cancelPulse !== null || this.#abort.signal.aborted) return;
    this.#cancelPulse = this.#options.timer(PULSE_MS, () => {
      this.#cancelPulse = null;
      for (const lane of this.#lanes.values()) lane.wake();
    });
  }

  /** An alert was made, changed or removed in the store; or the search that it is about. */
  changed(alertId: string): void {
    if (this.#abort.signal.aborted) return;
    const lane = this.#lane(alertId);
    lane.changed();
    if (this.#options.store.alert(alertId) !== null) return;
    this.#lanes.delete(alertId);
    void lane.close();
  }

  /** Sends a test, once; the answer is kept among the alert's deliveries and recorded as they are. */
  async test(alertId: string): Promise<DeliveryRow | null> {
    const { store, send, nowMs, newId } = this.#options;
    const alert = store.alert(alertId);
    if (alert === null) return null;
    const createdMs = nowMs();
    const delivery: DeliveryRow = {
      id: `msg_${newId()}`,
      alertId,
      alertName: alert.name,
      kind: "test",
      status: "pending",
      payload: messageBody(alert, { kind: "test" }, createdMs),
      items: 0,
      objects: [],
      attempts: 0,
      createdMs,
      nextAttemptMs: null,
      endedMs: null,
      lastStatus: null,
      lastError: null,
      destination: null,
      isRecorded: false,
    };
    const { signal } = this.#abort;
    const result = await attemptDelivery({ delivery, alert, send, nowMs, signal, isOnce: true });
    const ended = { ...delivery, ...result };
    store.addDelivery(ended);
    this.#lane(alertId).wake();
    return ended;
  }

  /** Records how deliveries of an alert ended that are not recorded yet; rejects as `IngestGateway.ingest` does. */
  async recordEnds(alertId: string): Promise<void> {
    const { store } = this.#options;
    for (;;) {
      const delivery = store.unfinishedDelivery(alertId);
      if (delivery === null || delivery.endedMs === null) return;
      await recordDelivery(this.#options, delivery);
    }
  }

  /** Resolves once no alert has anything to do now; for those who watch it work. */
  async idle(): Promise<void> {
    for (const lane of this.#lanes.values()) await lane.idle();
  }

  /** Breaks off attempts in hand; they are made again at the next start. */
  async close(): Promise<void> {
    this.#abort.abort();
    this.#cancelPulse?.();
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
  }

  #lane(alertId: string): AlertLane {
    const known = this.#lanes.get(alertId);
    if (known !== undefined) return known;
    const lane = new AlertLane({ ...this.#options, alertId, reader: this.#reader });
    this.#lanes.set(alertId, lane);
    return lane;
  }
}
