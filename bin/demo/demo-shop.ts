import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";

/** Heap of the thread; a day of customers stays far below it. */
const HEAP_MEBIBYTES_MAX = 512;

/** It leaves what takes longer than three seconds, and writes its last events; else it is ended. */
const CLOSING_MS_MAX = 10_000;

const startedSchema = z.object({ url: z.string() });

export interface DemoShop {
  /** Of its storefront. */
  readonly url: string;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface DemoShopOptions {
  readonly directory: string;
  readonly port: number;
  /** Told once when it ends by itself, with the reason. */
  readonly onError: (error: unknown) => void;
  /** What the thread runs. */
  readonly file?: URL;
}

/**
 * Runs the reference shop with customers in a thread of its own, in `directory`. Rejects with the reason when
 * it does not open; with the system's error where the port is taken.
 */
export async function startDemoShop(options: DemoShopOptions): Promise<DemoShop> {
  const { directory, port, onError, file = threadFile() } = options;
  const worker = new Worker(file, {
    name: "shop",
    workerData: { directory, port },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES_MAX },
  });
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const ended = new Error("The thread of the shop ended by itself.");
  const [started] = await Promise.race([
    once(worker, "message"),
    exited.then(() => Promise.reject(ended)),
  ]);
  const { url } = startedSchema.parse(started);
  let closing: Promise<void> | null = null;
  let failure: unknown = ended;
  worker.on("error", (error) => {
    failure = error;
  });
  worker.once("exit", () => {
    if (closing === null) onError(failure);
  });
  const close = async (): Promise<void> => {
    worker.postMessage("close", []);
    const tired = setTimeout(() => void worker.terminate(), CLOSING_MS_MAX);
    await exited;
    clearTimeout(tired);
  };
  return { url, close: () => (closing ??= close()) };
}

/** `.ts` here, `.js` where the package was built. */
function threadFile(): URL {
  return new URL(`./shop-thread${extname(import.meta.filename)}`, import.meta.url);
}
