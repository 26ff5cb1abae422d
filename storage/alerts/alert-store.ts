/**
 * The port of what people have set up to be told of: saved searches, alerts, and what was sent. Kept beside
 * the ledger, not in it: these are settings. Addresses, secrets and queries are ciphertext on disk. Every
 * change is durable when its call returns. Adapter: `sqlite/`.
 */

import type { Severity } from "#domain/lifecycles/finding.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";

/** Far more than one shop's operators look after; each is a line in a list. */
export const SAVED_SEARCHES_MAX = 1_000;

/** Each that is enabled is matched against every new record. */
export const ALERTS_MAX = 100;

/** Of one alert; what was sent before stands in the ledger as `alert.*` events. */
export const DELIVERIES_KEPT_MAX = 1_000;

/** Of all alerts, so that none is told twice: some 100 MB, and far more than anybody would want to be told. */
export const TOLD_FINDINGS_KEPT_MAX = 1_000_000;

/** Times in epoch milliseconds, as everywhere in this port. */
export interface SavedSearch {
  /** Chosen by the store's caller; never used again. */
  readonly id: string;
  readonly name: string;
  readonly q: string;
  readonly by: string;
  readonly createdMs: number;
  readonly changedMs: number;
}

/** What an alert is about. */
export type AlertSubject =
  | { readonly kind: "search"; readonly searchId: string }
  | {
      readonly kind: "finding";
      /** A rule ID or the first part of one, `gift-card`; null for all. */
      readonly rule: string | null;
      readonly severityMin: Severity;
    };

/** Where an alert's reading stands. */
export interface AlertPosition {
  /** Records that are looked at lie after these, by ledger. */
  readonly seqs: Readonly<Record<string, number>>;
  /** The list of changes of findings, and its last position that was looked at; null before the first look. */
  readonly feed: { readonly id: string; readonly position: number } | null;
}

export interface AlertRow {
  readonly id: string;
  readonly name: string;
  readonly subject: AlertSubject;
  readonly url: string;
  /** Standard Webhooks: `whsec_` and base64. */
  readonly secret: string;
  readonly isEnabled: boolean;
  /** Why the service disabled it; null where a person did. */
  readonly disabledReason: string | null;
  /** What was there before this time and these positions is not told. */
  readonly enabledMs: number;
  readonly enabledSeqs: Readonly<Record<string, number>>;
  readonly position: AlertPosition;
  readonly by: string;
  readonly createdMs: number;
  readonly changedMs: number;
}

/** A finding an alert has told, or is about to. */
export interface ToldFinding {
  readonly on: ObjectKey;
  readonly rule: string;
  readonly sinceMs: number;
}

export type DeliveryStatus = "pending" | "delivered" | "failed";

/** One message to a webhook. */
export interface DeliveryRow {
  /** `webhook-id` of every attempt: a receiver knows repeats by it. */
  readonly id: string;
  readonly alertId: string;
  /** As it was when the delivery was made. */
  readonly alertName: string;
  readonly kind: AlertSubject["kind"] | "test";
  readonly status: DeliveryStatus;
  /** The body as it is sent; empty once it has ended. */
  readonly payload: string;
  /** Records or findings in it. */
  readonly items: number;
  /** Objects its event names. */
  readonly objects: readonly { readonly type: string; readonly id: string }[];
  readonly attempts: number;
  readonly createdMs: number;
  /** Null once it is decided. */
  readonly nextAttemptMs: number | null;
  readonly endedMs: number | null;
  /** HTTP status of the last attempt; null where no answer came. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  /** Origin of the address that was tried last; null before the first attempt. */
  readonly destination: string | null;
  /** The ledger has the event that tells of its end. */
  readonly isRecorded: boolean;
}

/** What an attempt came to. */
export type AttemptResult = Pick<
  DeliveryRow,
  "status" | "attempts" | "nextAttemptMs" | "endedMs" | "lastStatus" | "lastError" | "destination"
>;

export interface AlertStore {
  /** By name, then ID. */
  searches(): SavedSearch[];
  search(id: string): SavedSearch | null;
  /** New, or in place of the one with its ID. Throws `overloaded` beyond `SAVED_SEARCHES_MAX`. */
  saveSearch(search: SavedSearch): void;
  /** Throws `conflict` while an alert is about it. */
  removeSearch(id: string): void;
  /** By name, then ID. */
  alerts(): AlertRow[];
  alert(id: string): AlertRow | null;
  /** New, or in place of the one with its ID. Throws `overloaded` beyond `ALERTS_MAX`. */
  saveAlert(alert: AlertRow): void;
  /** With its deliveries. */
  removeAlert(id: string): void;
  /** What was looked at and gave nothing to send. Does nothing where the alert is gone. */
  movePosition(alertId: string, position: AlertPosition): void;
  /** Whether the alert told of the finding before, whatever became of it. */
  wasTold(alertId: string, finding: ToldFinding): boolean;
  /**
   * A delivery, what it tells, and the position after it: all or nothing. The oldest deliveries beyond
   * `DELIVERIES_KEPT_MAX` leave.
   */
  addDelivery(
    delivery: DeliveryRow,
    after?: { readonly position: AlertPosition; readonly told: readonly ToldFinding[] },
  ): void;
  /**
   * The oldest of an alert that is decided and not recorded, else the oldest that is not decided: a test's end
   * does not wait for a message that is sent again and again. Null where there is none.
   */
  unfinishedDelivery(alertId: string): DeliveryRow | null;
  delivery(id: string): DeliveryRow | null;
  recordAttempt(deliveryId: string, result: AttemptResult): void;
  markRecorded(deliveryId: string): void;
  /** Newest first; `before` is a delivery's ID. */
  deliveries(alertId: string, limit: number, before?: string): DeliveryRow[];
  close(): void;
}
