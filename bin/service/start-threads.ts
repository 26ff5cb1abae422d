import { extname } from "node:path";
import { MessageChannel, Worker, type MessagePort } from "node:worker_threads";
import { fromFailure } from "./thread-failure.ts";
import { ThreadClient } from "./thread-rpc.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import type { StorageOptions, ThreadNotices, WriterReady } from "./threads.ts";

/** Heap of one worker thread; the service as a whole is to stay below 512 MiB in ordinary use. */
const THREAD_HEAP_MEBIBYTES_MAX = 1024;

/** Short-lived objects of one group fit in here; the default of 16 MiB spends a quarter of the time collecting. */
const THREAD_YOUNG_MEBIBYTES_MAX = 48;

/**
 * Finishing the work in hand takes seconds; a thread that takes longer hangs, and would keep the process.
 * With the time for requests before it, it stays below the thirty seconds that supervisors are told to give.
 */
const THREAD_CLOSING_MS_MAX = 20_000;

export interface Threads {
  readonly writer: ThreadClient;
  readonly indexer: ThreadClient;
  /** Follows the ledger into the view of lifecycles. */
  readonly lifecycles: ThreadClient;
  readonly readers: readonly ThreadClient[];
  /** Exports and alerts. */
  readonly jobs: ThreadClient;
  /** May be ended at any point of its work. */
  readonly sealer: ThreadClient;
  readonly writerReady: WriterReady;
  /** What each view had at its start. */
  readonly followers: readonly FollowerState[];
}

async function startThread<
  Kind extends "writer" | "indexer" | "lifecycles" | "reader" | "jobs" | "sealer",
>(
  kind: Kind,
  name: string,
  options: StorageOptions,
  batches?: MessagePort,
): Promise<{ client: ThreadClient; ready: ThreadNotices[`${Kind}-ready`] }> {
  // `.ts` here, `.js` where the package was built.
  const file = `./${kind}-thread${extname(import.meta.filename)}`;
  const worker = new Worker(new URL(file, import.meta.url), {
    name,
    workerData: batches === undefined ? options : { ...options, batches },
    transferList: batches === undefined ? [] : [batches],
    resourceLimits: {
      maxOldGenerationSizeMb: THREAD_HEAP_MEBIBYTES_MAX,
      maxYoungGenerationSizeMb: THREAD_YOUNG_MEBIBYTES_MAX,
    },
  });
  const client = new ThreadClient(name, worker);
  const ready = await new Promise<ThreadNotices[`${Kind}-ready`]>((resolve, reject) => {
    client.onNotice<`${Kind}-ready`>(`${kind}-ready`, resolve);
    client.onNotice("failed", (failure) => reject(fromFailure(failure)));
    void client.exited.then((code) => reject(new Error(`The ${name} thread ended with ${code}.`)));
    worker.once("error", reject);
  });
  return { client, ready };
}

/**
 * Starts the writer first: it takes the lock and recovers the ledger. Then the followers and readers.
 * When one fails, those already running are closed and its error is thrown (`ledger-locked`, …).
 */
export async function startThreads(options: StorageOptions, readerCount: number): Promise<Threads> {
  const started: ThreadClient[] = [];
  const { port1, port2 } = new MessageChannel();
  try {
    const writer = await startThread("writer", "writer", options, port1);
    started.push(writer.client);
    const indexer = await startThread("indexer", "indexer", options, port2);
    started.push(indexer.client);
    const lifecycles = await startThread("lifecycles", "lifecycles", options);
    started.push(lifecycles.client);
    const readers: ThreadClient[] = [];
    for (let reader = 1; reader <= readerCount; reader++) {
      const { client } = await startThread("reader", `reader-${reader}`, options);
      started.push(client);
      readers.push(client);
    }
    const jobs = await startThread("jobs", "jobs", options);
    started.push(jobs.client);
    const sealer = await startThread("sealer", "sealer", options);
    return {
      writer: writer.client,
      indexer: indexer.client,
      lifecycles: lifecycles.client,
      readers,
      jobs: jobs.client,
      sealer: sealer.client,
      writerReady: writer.ready,
      followers: [indexer.ready, lifecycles.ready],
    };
  } catch (error) {
    port2.close();
    // Why it could not begin says more than what went wrong while closing.
    await Promise.allSettled([closeThreads(started)]);
    throw error;
  }
}

/**
 * Closes in the given order; the writer's close syncs and frees the lock. Every thread is asked, whatever
 * became of the others; throws `internal` where one had to be ended by force.
 */
export async function closeThreads(
  threads: readonly Pick<ThreadClient, "close">[],
  withinMs: number = THREAD_CLOSING_MS_MAX,
): Promise<void> {
  const failures: unknown[] = [];
  for (const thread of threads) {
    await thread.close(withinMs).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
