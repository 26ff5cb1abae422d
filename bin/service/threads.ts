import { join } from "node:path";
import { MessagePort } from "node:worker_threads";
import { z } from "zod";
import { deadlinesSchema } from "#domain/lifecycles/deadlines.ts";
import type { Source } from "#ingest/pipeline/source-schema.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import type { Failure } from "./thread-failure.ts";

/** The ledger of this node; more named ledgers may come. */
export const MAIN_LEDGER = "main";

const storageOptionsSchema = z.object({
  dataDir: z.string(),
  masterKeyFile: z.string(),
  segmentBytesMax: z.number(),
  compressSegments: z.boolean(),
  /** The cluster that holds the index; without it the index lies in the data directory. */
  elasticsearch: z
    .object({ url: z.string(), prefix: z.string(), apiKey: z.string().optional() })
    .optional(),
  /** In which sources made by API or command may follow files; see `FollowPermission`. */
  followDirectories: z.array(z.string()),
  /** Files and directories that no source may follow. */
  neverFollowed: z.array(z.string()),
  /** By which objects are judged. */
  deadlines: deadlinesSchema,
  /** Below which webhooks may lie. */
  alertDestinations: z.array(z.string()),
});

/** What every thread is given. */
export type StorageOptions = Readonly<z.infer<typeof storageOptionsSchema>>;

/** Reads the options where a thread begins. */
export function parseStorageOptions(workerData: unknown): StorageOptions {
  return storageOptionsSchema.parse(workerData);
}

/** The port between writer and indexer, where one of them begins. */
export function parseBatchPort(workerData: unknown): MessagePort {
  return z.object({ batches: z.instanceof(MessagePort) }).parse(workerData).batches;
}

export interface WriterReady {
  readonly headSeq: number;
  readonly quarantinedOpen: number;
  readonly masterKeyCreated: boolean;
  /** Why how far files were read is no longer known: they are read again, which gives duplicates alone. */
  readonly checkpointsReset?: string;
  /** Those that follow files, by name. */
  readonly followedSources: readonly Source[];
  /** Segments that an earlier process has left to be sealed. */
  readonly unsealed: readonly SealRequest[];
}

export interface Committed {
  readonly ledger: string;
  readonly headSeq: number;
}

/** What threads tell the main thread without being asked. */
export interface ThreadNotices {
  readonly "writer-ready": WriterReady;
  readonly "indexer-ready": FollowerState;
  readonly "lifecycles-ready": FollowerState;
  readonly "jobs-ready": null;
  /** Something failed that is tried again. */
  readonly "job-failure": Failure;
  readonly "reader-ready": null;
  readonly "sealer-ready": null;
  /** The thread could not begin, and ends. */
  readonly failed: Failure;
  readonly committed: Committed;
  readonly quarantine: { readonly open: number };
  readonly stopped: { readonly reason: string };
  /** The writer has left a segment. */
  readonly seal: SealRequest;
  /** The sources that follow files, by name, after one of them was changed. */
  readonly "followed-sources": readonly Source[];
  readonly follower: FollowerState;
}

export function ledgerDirectory(dataDir: string, ledger: string): string {
  return join(dataDir, "ledgers", ledger);
}

export function indexDirectory(dataDir: string): string {
  return join(dataDir, "index");
}

/** The view of lifecycles. */
export function lifecyclesFile(dataDir: string): string {
  return join(dataDir, "lifecycles", "lifecycles.db");
}

/** Saved searches, alerts and what was sent of them: what people set up, and no view. */
export function alertsFile(dataDir: string): string {
  return join(dataDir, "alerts", "alerts.db");
}

export function exportsDirectory(dataDir: string): string {
  return join(dataDir, "exports");
}
