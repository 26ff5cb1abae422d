import type { AlertSubject, DeliveryRow, SavedSearch } from "#storage/alerts/alert-store.ts";

/** What a person decides about an alert. */
export interface AlertChange {
  readonly name: string;
  readonly subject: AlertSubject;
  /** Of the webhook; the one it has where it is left out. */
  readonly url?: string;
  /** `whsec_` and 24 to 64 bytes in base64. Without it a new alert gets one, and a known one keeps its own. */
  readonly secret?: string;
  readonly isEnabled: boolean;
  readonly by: string;
}

/** An alert as it is shown: its secret never, its address as far as it gives nothing away. */
export interface AlertView {
  readonly id: string;
  readonly name: string;
  readonly subject: AlertSubject;
  /** `https://hooks.example.com/…4f2a`: paths of webhooks are as good as passwords. */
  readonly destination: string;
  readonly isEnabled: boolean;
  readonly disabledReason: string | null;
  readonly by: string;
  readonly createdMs: number;
  readonly changedMs: number;
  /** Last record of each ledger that was looked at; of a search alone. */
  readonly throughSeqs: Readonly<Record<string, number>>;
  /** What is sent now, or was sent last; null before the first. */
  readonly lastDelivery: DeliveryView | null;
}

export type DeliveryView = Omit<DeliveryRow, "payload" | "isRecorded" | "objects">;

/**
 * What people set up to be told of. The service holds a proxy with the same methods, each with one plain
 * argument. Rejects with `not-found`, `invalid-parameter` (bad setting, or a destination that the setting
 * `alertDestinations` does not allow), `conflict`, `overloaded`.
 */
export interface AlertDesk {
  /** By name. */
  searches(request: null): Promise<SavedSearch[]>;
  search(id: string): Promise<SavedSearch>;
  /** Without an ID a new one. The query must have been read by whoever asks. */
  saveSearch(change: {
    readonly id?: string;
    readonly name: string;
    readonly q: string;
    readonly by: string;
  }): Promise<SavedSearch>;
  /** `conflict` while an alert is about it. Answers what it was. */
  removeSearch(id: string): Promise<SavedSearch>;
  /** By name. */
  alerts(request: null): Promise<AlertView[]>;
  alert(id: string): Promise<AlertView>;
  /** The secret is in the answer where it was made by the service: it is shown this once. */
  createAlert(
    change: AlertChange,
  ): Promise<{ readonly alert: AlertView; readonly secret?: string }>;
  /** What is set aside while it is disabled is not told later: enabling it begins anew. */
  changeAlert(request: { readonly id: string; readonly change: AlertChange }): Promise<AlertView>;
  /** Rejects with the ledger's error while the end of a delivery cannot be recorded. */
  removeAlert(id: string): Promise<AlertView>;
  /** Sends a test once, also where the alert is disabled, and answers what came of it. */
  testAlert(id: string): Promise<DeliveryView>;
  /** Newest first; `before` is a delivery's ID. */
  deliveries(request: {
    readonly alertId: string;
    readonly limit: number;
    readonly before?: string;
  }): Promise<DeliveryView[]>;
}
