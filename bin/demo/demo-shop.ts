import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";

/** Heap of the thread; a day of customers stays far below it. */
const HEAP_MEBIBYTES_MAX = 512;

/** It finishes what is under way in less, or is ended. */
const CLOSING_MS_MAX = 5_000;

const startedSchema = z.object({ url: z.string() });

export interface DemoShop {
  /** Of its storefront. */
  readonly url: string;
  /** Idempotent. */
  close(): Promise<void>;
}

/**
 * Runs the reference shop with customers in a thread of its own, in `directory`. Rejects with the system's
 * error where the port is taken. `onError` is told when it ends by itself.
 */
export async function startDemoShop(options: {
  readonly directory: string;
  readonly port: number;
  readonly onError: (error: unknown) => void;
}): Promise<DemoShop> {
  const { directory, port, onError } = options;
  // `.ts` here, `.js` where the package was built.
  const file = new URL(`./shop-thread${extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file, {
    name: "shop",
    workerData: { directory, port },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES_MAX },
  });
  const [started] = await once(worker, "message");
  const { url } = startedSchema.parse(started);
  worker.on("error", onError);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    const exited = once(worker, "exit");
    worker.postMessage("close", []);
    const tired = setTimeout(() => void worker.terminate(), CLOSING_MS_MAX);
    await exited;
    clearTimeout(tired);
  };
  return { url, close: () => (closing ??= close()) };
}
