// The writer thread: it alone appends to the ledger, and owns the quarantine, the keys and the sources.
import { parentPort, workerData } from "node:worker_threads";
import { invariant, TracewellError } from "#domain/errors.ts";
import type { IngestRequest, RetryRequest, SourceChange } from "#ingest/pipeline/ingest-gateway.ts";
import { IngestPipeline } from "#ingest/pipeline/ingest-pipeline.ts";
import { QuarantineRetry } from "#ingest/pipeline/quarantine-retry.ts";
import { SourceRegistry, type ConfiguredSources } from "#ingest/pipeline/source-registry.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { openCheckpointStore } from "#storage/checkpoints/sqlite-checkpoint-store.ts";
import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { PackedBatchBuilder } from "#storage/index/packed-batch-builder.ts";
import { requireSameHistory } from "#storage/index/compare-with-ledger.ts";
import { openFileKeyStore } from "#storage/keys/file-key-store.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { Watermark } from "#storage/index/event-index.ts";
import type { CommittedGroup } from "#storage/ledger/ledger.ts";
import type { MergedIdentityFile } from "#storage/ledger/merge-identities.ts";
import { finishRemoval, noteRemoval } from "#storage/ledger/retention.ts";
import { keptFromSeq } from "#storage/ledger/retention-note.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import { openQuarantineStore } from "#storage/quarantine/ledger-quarantine.ts";
import type { QuarantineStatus } from "#storage/quarantine/quarantine-store.ts";
import { BatchSender } from "./batch-channel.ts";
import { CommittingQueue } from "./committing-queue.ts";
import { FollowPermission } from "./follow-permission.ts";
import { freeBuffer } from "./free-buffer.ts";
import { readIndexWatermark } from "./index-watermark.ts";
import { PieceCheckpoints } from "./piece-checkpoints.ts";
import { ledgersHoldRecords } from "./ledgers-hold-records.ts";
import { planRemoval } from "./plan-removal.ts";
import {
  ledgerDirectory,
  MAIN_LEDGER,
  parseBatchPort,
  parseStorageOptions,
  type WriterReady,
} from "./threads.ts";
import type { RemovalRequest } from "./retention-schedule.ts";
import { toFailure } from "./thread-failure.ts";
import { notify, serveCalls } from "./thread-rpc.ts";

invariant(parentPort !== null, "the writer runs as a thread");
const port = parentPort;
const options = parseStorageOptions(workerData);
const clock = Date.now;
const files = nodeFiles;

const directory = ledgerDirectory(options.dataDir, MAIN_LEDGER);

/** Before recovery cuts anything: what the index has was acknowledged, and must still be there. */
function compareWithIndex(watermark: Watermark, headSeq: number): void {
  const reader = openLedgerReader({ files, directory, ledger: MAIN_LEDGER });
  try {
    reader.advance(headSeq);
    requireSameHistory(watermark, reader);
  } finally {
    reader.close();
  }
}

/** What is to be sealed before anybody listens. */
const unsealed: SealRequest[] = [];
let isReady = false;

try {
  // Read before the ledger's head: so a running service cannot make it look too far.
  const watermark = await readIndexWatermark(options, MAIN_LEDGER);
  const keys = openFileKeyStore({
    masterKeyFile: options.masterKeyFile,
    directory: options.dataDir,
    holdsRecords: () => ledgersHoldRecords(options.dataDir),
  });
  const quarantine = openQuarantineStore({ files, directory: options.dataDir, keys, clock });
  const writer = openLedgerWriter({
    files,
    directory,
    ledger: MAIN_LEDGER,
    clock,
    segmentBytesMax: options.segmentBytesMax,
    compressSegments: options.compressSegments,
    requestSealing: (request) => {
      if (isReady) notify(port, "seal", request);
      else unsealed.push(request);
    },
    onSurveyed: (headSeq) => {
      if (watermark !== null) compareWithIndex(watermark, headSeq);
    },
    onCut: ({ bytes, file, offset, reason }) => {
      quarantine.add([
        {
          reason: "torn-tail",
          message: `The last write to ${file} was interrupted at byte ${offset} (${reason}); its last records were not completely written.`,
          sourceName: "tracewell",
          format: "ledger",
          content: bytes,
          position: { file, offset },
        },
      ]);
    },
  });
  const permission = new FollowPermission({
    followDirectories: options.followDirectories,
    forbidden: options.neverFollowed,
  });
  const sources: SourceRegistry = new SourceRegistry({
    files,
    directory: options.dataDir,
    clock,
    followProblem: (glob) => permission.globProblem(glob, "api"),
    onFollowedChanged: () => notify(port, "followed-sources", sources.listFollowed()),
  });
  const packed = new PackedBatchBuilder({ ledger: MAIN_LEDGER, hash: createTokenHasher(keys) });
  const pipeline = new IngestPipeline({ writer, quarantine, keys, sources, clock, packed });
  const retries = new QuarantineRetry({ pipeline, quarantine });

  const batches = new BatchSender(parseBatchPort(workerData));
  const committed = (group: CommittedGroup): void => {
    batches.send(group.lastSeq, pipeline.takePacked());
    notify(port, "committed", { ledger: MAIN_LEDGER, headSeq: group.lastSeq });
  };
  let checkpointsReset: string | undefined;
  const checkpoints = openCheckpointStore({
    directory: options.dataDir,
    headSeq: writer.headSeq,
    onReset: (reason) => {
      checkpointsReset = reason;
    },
  });
  const pieces = new PieceCheckpoints(checkpoints, () => writer.headSeq);
  const queue = new CommittingQueue(pipeline, committed, pieces);
  const reportQuarantine = (): void => notify(port, "quarantine", { open: quarantine.openCount() });
  const reportStop = (error: unknown): void => {
    if (error instanceof TracewellError && error.code === "ledger-stopped") {
      notify(port, "stopped", { reason: error.message });
    }
  };

  serveCalls(port, {
    ingest: async (request: IngestRequest) => {
      try {
        const answer = await queue.add(request);
        if (answer.quarantined > 0) reportQuarantine();
        return answer;
      } catch (error) {
        reportStop(error);
        throw error;
      } finally {
        // The message brought it, for this call alone.
        freeBuffer(request.body);
      }
    },
    retryQuarantined: (request: RetryRequest) => {
      const { answer, group } = retries.retry(request);
      if (group !== null) committed(group);
      reportQuarantine();
      return answer;
    },
    dismissQuarantined: (request: { itemId: string; note: string; by: string }) => {
      retries.dismiss(request);
      reportQuarantine();
    },
    quarantineList: (query: {
      status?: QuarantineStatus;
      source?: string;
      before?: string;
      limit: number;
    }) => quarantine.list(query),
    quarantineGet: (itemId: string) => quarantine.get(itemId),
    quarantineContent: (itemId: string) => quarantine.content(itemId),
    sources: () => sources.list(),
    configureSource: (change: SourceChange) => {
      sources.configure(change);
    },
    removeSource: (name: string) => {
      sources.remove(name);
    },
    applyConfiguration: (configured: ConfiguredSources) => sources.applyConfiguration(configured),
    checkpoints: (source: string) => checkpoints.list(source),
    saveCheckpoint: (checkpoint: FileCheckpoint) => {
      checkpoints.saveDurably([checkpoint], writer.headSeq);
    },
    forgetCheckpoints: ({ source, files: numbers }: { source: string; files: number[] }) => {
      checkpoints.forget(source, numbers);
    },
    segmentSealed: (firstSeq: number) => writer.segmentSealed(firstSeq),
    identitiesMerged: (merged: MergedIdentityFile) => writer.identitiesMerged(merged),
    noteRemoval: (request: RemovalRequest) => {
      const place = { files, directory, ledger: MAIN_LEDGER };
      const plan = planRemoval(place, request);
      if (plan.length > 0) noteRemoval(place, plan, request);
      const kept = keptFromSeq(files, directory);
      writer.forgetBefore(kept);
      return kept;
    },
    finishRemoval: () => finishRemoval(files, directory),
    close: () => {
      checkpoints.close();
      batches.close();
      writer.close();
      quarantine.close();
      keys.close();
      setImmediate(() => port.close());
    },
  });
  isReady = true;
  notify(port, "writer-ready", {
    unsealed,
    headSeq: writer.headSeq,
    quarantinedOpen: quarantine.openCount(),
    masterKeyCreated: keys.created,
    ...(checkpointsReset !== undefined && { checkpointsReset }),
    followedSources: sources.listFollowed(),
  } satisfies WriterReady);
} catch (error) {
  notify(port, "failed", toFailure(error));
  port.close();
}
