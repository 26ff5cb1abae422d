import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { ServiceStatus } from "./ports.ts";

/** Seconds; from an ID lookup on a warm index to a scan that uses up its budget. */
const DURATION_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Prometheus metrics of one app, in a registry of its own. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #durations: Histogram<"method" | "route" | "status">;
  readonly #items: Counter<"status">;
  readonly #tailGaps: Counter;
  readonly contentType = this.#registry.contentType;

  constructor(sources: { status: () => ServiceStatus; tailClients: () => number }) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#durations = new Histogram({
      name: "tracewell_http_request_duration_seconds",
      help: "Time from request to the end of the answer, by route and status",
      labelNames: ["method", "route", "status"],
      buckets: DURATION_BUCKETS,
      registers,
    });
    this.#items = new Counter({
      name: "tracewell_ingest_items_total",
      help: "Records pushed over HTTP, by outcome",
      labelNames: ["status"],
      registers,
    });
    this.#tailGaps = new Counter({
      name: "tracewell_tail_dropped_records_total",
      help: "Ledger records not looked at for live streams that were too slow",
      registers,
    });
    for (const status of ["accepted", "duplicate", "quarantined"]) this.#items.inc({ status }, 0);
    this.#registerState(sources, registers);
  }

  #registerState(
    sources: { status: () => ServiceStatus; tailClients: () => number },
    registers: Registry[],
  ): void {
    const gauge = <Label extends string>(
      name: string,
      help: string,
      labelNames: Label[],
      read: (gauge: Gauge<Label>) => void,
    ) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          this.reset();
          read(this);
        },
      });
    gauge("tracewell_ledger_head_seq", "Last durable position", ["ledger"], (target) => {
      for (const { ledger, headSeq } of sources.status().heads) target.set({ ledger }, headSeq);
    });
    gauge("tracewell_follower_through_seq", "Watermark", ["follower", "ledger"], (target) => {
      for (const { name, ledger, throughSeq } of sources.status().followers) {
        target.set({ follower: name, ledger }, throughSeq);
      }
    });
    gauge("tracewell_follower_running", "1 unless paused or failed", ["follower"], (target) => {
      for (const { name, status } of sources.status().followers) {
        target.set({ follower: name }, status === "running" ? 1 : 0);
      }
    });
    gauge("tracewell_quarantine_open", "Open quarantine items", [], (target) => {
      target.set(sources.status().quarantinedOpen);
    });
    gauge("tracewell_ledger_stopped", "1 when no more records are taken", [], (target) => {
      target.set(sources.status().stopped === undefined ? 0 : 1);
    });
    gauge("tracewell_tail_clients", "Open live streams", [], (target) => {
      target.set(sources.tailClients());
    });
  }

  countRequest(method: string, route: string, status: number, seconds: number): void {
    this.#durations.observe({ method, route, status }, seconds);
  }

  countItems(answer: IngestAnswer): void {
    this.#items.inc({ status: "accepted" }, answer.accepted);
    this.#items.inc({ status: "duplicate" }, answer.duplicate);
    this.#items.inc({ status: "quarantined" }, answer.quarantined);
  }

  countDropped(records: number): void {
    this.#tailGaps.inc(records);
  }

  /** Prometheus text exposition. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#registry.clear();
  }
}
