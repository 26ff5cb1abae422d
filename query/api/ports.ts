import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { AlertDesk } from "#query/alerts/alert-desk.ts";
import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import type {
  ConfigurationStatus,
  FollowedFileAnswer,
  ReloadAnswer,
  SourceSettings,
} from "#query/answers/source-answers.ts";
import type { StoredPart, StoredSegment } from "#query/answers/storage-answers.ts";
import type { ExportDesk } from "#query/exports/export-desk.ts";
import type { QueryEngine } from "#query/query-engine.ts";
import type { ShopDesk } from "#query/replays/shop-desk.ts";
import type { ShopControl } from "#query/shop/shop-control.ts";
import type { QuarantineItem, QuarantineStatus } from "#storage/quarantine/quarantine-store.ts";
import type { AccessControl } from "./access/access-control.ts";

/** What the service knows about itself without asking another thread. */
export interface ServiceStatus {
  /** Last durable position of each ledger. */
  readonly heads: readonly LedgerHead[];
  readonly quarantinedOpen: number;
  readonly followers: readonly FollowerStatus[];
  /** True once every follower has passed the heads that were there at start; never false again. */
  readonly ready: boolean;
  /** Why the ledger takes no more records; absent while it does. */
  readonly stopped?: string;
}

export interface LedgerHead {
  readonly ledger: string;
  readonly headSeq: number;
  /** The first record that retention has left; 1 when absent. */
  readonly keptFromSeq?: number;
}

/** Reading side of the quarantine, in the thread that owns it. */
export interface QuarantineView {
  /** Newest first; `before` is an itemId. */
  list(query: {
    status?: QuarantineStatus;
    source?: string;
    before?: string;
    limit: number;
  }): Promise<readonly QuarantineItem[]>;
  get(itemId: string): Promise<QuarantineItem | null>;
  /** The clear bytes. Rejects with `key-unavailable` when their key was destroyed. */
  content(itemId: string): Promise<Uint8Array>;
}

/** Sources are registered by ingest, with the first text they send. */
export interface SourceDirectory {
  /** By name, ascending. */
  list(): Promise<readonly SourceSettings[]>;
  /** The files that are followed for a source, by path; none where it has none. */
  followedFiles(name: string): readonly FollowedFileAnswer[];
}

/** The configuration file, of which the sources can be read again while the service runs. */
export interface ConfigurationControl {
  status(): ConfigurationStatus;
  /** Rejects with `invalid-config` naming everything that is wrong; nothing is changed then. */
  reload(): Promise<ReloadAnswer>;
}

/** What lies on the disk at the moment. */
export interface StorageMeasure {
  readonly dataDirectory: string;
  readonly disk: { readonly totalBytes: number; readonly freeBytes: number };
  readonly parts: readonly StoredPart[];
  /** By ledger; the newest segments first, and not all of many. */
  readonly segments: Readonly<
    Record<string, { readonly segmentCount: number; readonly segments: StoredSegment[] }>
  >;
}

export interface StorageDesk {
  measure(): Promise<StorageMeasure>;
}

/** A paused follower keeps its position and makes answers partial; the answers say so. */
export interface FollowerControl {
  /** Resolves once it stands still. Repeats are harmless. Rejects with `not-found`. */
  pause(name: string): Promise<void>;
  resume(name: string): Promise<void>;
}

/** Everything the HTTP layer needs from the service; no call blocks the calling thread. */
export interface AppPorts {
  readonly engine: QueryEngine;
  readonly ingest: IngestGateway;
  readonly quarantine: QuarantineView;
  readonly sources: SourceDirectory;
  readonly configuration: ConfigurationControl;
  readonly followers: FollowerControl;
  readonly access: AccessControl;
  readonly alerts: AlertDesk;
  readonly exports: ExportDesk;
  /** The shop in which replays are carried out. */
  readonly shop: ShopDesk;
  /** The same shop, as its operators run it. */
  readonly shopControl: ShopControl;
  readonly storage: StorageDesk;
  /** A snapshot, cheap enough for every request. */
  status(): ServiceStatus;
  /** `listener` is called after records became durable; the answer ends the subscription. */
  onCommitted(listener: (head: LedgerHead) => void): () => void;
}
