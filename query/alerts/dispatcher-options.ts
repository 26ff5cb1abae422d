import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { LedgerHead } from "#query/api/ports.ts";
import type { QueryEngine } from "#query/query-engine.ts";
import type { AlertStore } from "#storage/alerts/alert-store.ts";
import type { Timer } from "#storage/index/retry-delays.ts";
import type { FindingFeed } from "./gather-findings.ts";
import type { SendWebhook } from "./send-webhook.ts";

/** What the dispatcher of alerts works with. */
export interface AlertDispatcherOptions {
  /** Closed by the caller. */
  readonly store: AlertStore;
  readonly engine: Pick<QueryEngine, "tail">;
  readonly lifecycles: FindingFeed;
  readonly ingest: Pick<IngestGateway, "ingest">;
  readonly send: SendWebhook;
  /** Last durable positions, as known. */
  readonly heads: () => readonly LedgerHead[];
  readonly nowMs: () => number;
  readonly timer: Timer;
  /** Unique, also over restarts. */
  readonly newId: () => string;
  /** Told of what fails on our side; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}
