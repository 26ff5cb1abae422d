import { Worker } from "node:worker_threads";
import type { StorageOptions, WriterReady, FollowerState } from "./threads.ts";
import { fromFailure, ThreadClient, type Failure } from "./thread-rpc.ts";

/** Heap of one worker thread; the service as a whole is to stay below 512 MiB in ordinary use. */
const THREAD_HEAP_MEBIBYTES_MAX = 1024;

export interface Threads {
  readonly writer: ThreadClient;
  readonly indexer: ThreadClient;
  readonly readers: readonly ThreadClient[];
  readonly writerReady: WriterReady;
  readonly follower: FollowerState;
}

async function startThread<Ready>(
  name: string,
  file: string,
  options: StorageOptions,
): Promise<{ client: ThreadClient; ready: Ready }> {
  const worker = new Worker(new URL(file, import.meta.url), {
    name,
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MEBIBYTES_MAX },
  });
  const client = new ThreadClient(name, worker);
  const ready = await new Promise<Ready>((resolve, reject) => {
    client.onNotice<Ready>("ready", resolve);
    client.onNotice<Failure>("failed", (failure) => reject(fromFailure(failure)));
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
  try {
    const writer = await startThread<WriterReady>("writer", "./writer-thread.ts", options);
    started.push(writer.client);
    const indexer = await startThread<FollowerState>("indexer", "./indexer-thread.ts", options);
    started.push(indexer.client);
    const readers: ThreadClient[] = [];
    for (let reader = 1; reader <= readerCount; reader++) {
      const { client } = await startThread<null>(`reader-${reader}`, "./reader-thread.ts", options);
      started.push(client);
      readers.push(client);
    }
    return {
      writer: writer.client,
      indexer: indexer.client,
      readers,
      writerReady: writer.ready,
      follower: indexer.ready,
    };
  } catch (error) {
    await closeThreads(started);
    throw error;
  }
}

/** Closes in the given order; the writer's close syncs and frees the lock. */
export async function closeThreads(threads: readonly ThreadClient[]): Promise<void> {
  for (const thread of threads) {
    await thread.call("close", null).catch(() => undefined);
    await thread.exited;
  }
}
