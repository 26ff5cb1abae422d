import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import { DEFAULT_SETTINGS, EVENTS_FILE } from "#shop/settings.ts";
import { type DemoShop, type DemoShopOptions, startDemoShop } from "./demo-shop.ts";
import { SAMPLE_FINGERPRINT, SAMPLE_SOURCE, SAMPLE_TIMEZONE } from "./sample.ts";

/** Source name under which everything the demo's shop tells is kept apart. */
const DEMO_SOURCE = "demo-shop";

/** Where the demo's shop lives: beside the data directory, from which nothing is followed. */
export function demoShopDirectory(dataDir: string): string {
  return `${dataDir}-shop`;
}

/** Loads the sample trace once: its records have derived IDs, so a second load finds duplicates. */
async function loadSample(ingest: IngestGateway): Promise<void> {
  await ingest.ingest({
    body: readFileSync(new URL("./moodle-trace.txt", import.meta.url)),
    sourceName: SAMPLE_SOURCE,
    format: "moodle-trace",
    timezone: SAMPLE_TIMEZONE,
    file: "moodle-trace.txt",
    fingerprint: SAMPLE_FINGERPRINT,
    waitIndexed: true,
    allItems: false,
  });
}

/**
 * Loads the sample, opens the shop and follows the file it writes its events to. Gives null when the shop does
 * not open, which `onError` is told: what else is there goes on without it.
 */
export async function startDemo(options: {
  readonly ingest: IngestGateway;
  readonly dataDir: string;
  /** Of the shop's storefront; a free one where it is taken. */
  readonly port: number;
  readonly onError: (error: unknown) => void;
}): Promise<DemoShop | null> {
  const { ingest, onError } = options;
  await loadSample(ingest);
  const directory = demoShopDirectory(options.dataDir);
  const shop = await open({ directory, port: options.port, onError });
  // What an earlier run wrote is followed all the same.
  await ingest.configureSource({
    name: DEMO_SOURCE,
    format: "events",
    files: { paths: [join(directory, EVENTS_FILE)] },
    stores: DEFAULT_SETTINGS.stores.map(({ code }) => code),
  });
  return shop;
}

async function open(options: DemoShopOptions): Promise<DemoShop | null> {
  try {
    return await startDemoShop(options);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (isTaken && options.port !== 0) return open({ ...options, port: 0 });
    options.onError(error);
    return null;
  }
}
