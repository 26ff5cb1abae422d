import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { startDemo } from "#bin/demo/start-demo.ts";
import type { Config } from "#bin/config.ts";
import { invariant } from "#domain/errors.ts";
import { AccessControl } from "#query/api/access/access-control.ts";
import { buildApp } from "#query/api/app.ts";
import { ensureAdminToken } from "./admin-token.ts";
import { createPorts } from "./create-ports.ts";
import { createLogger } from "./logger.ts";
import { ServiceState } from "./service-state.ts";
import { closeThreads, startThreads } from "./start-threads.ts";
import { ThreadGateway } from "./thread-gateway.ts";
import { MAIN_LEDGER } from "./threads.ts";
import { VERSION } from "./version.ts";
import { webRoot } from "./web-root.ts";

/** Time for requests in hand once the service ends; supervisors kill after ten seconds. */
const CLOSING_MS_MAX = 5_000;

export interface RunningService {
  /** Address of the API and the pages, without a slash at the end. */
  readonly url: string;
  /** Opens a browser session, once. */
  readonly signInUrl: string;
  readonly adminToken: string;
  /** The master key was made just now: tell the person to back it up. */
  readonly masterKeyCreated: boolean;
  /** Takes no new work, finishes what was accepted, closes the ledger. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts threads and HTTP. Resolves when requests are served (`/readyz` tells when the followers have
 * caught up). Rejects with `ledger-locked`, `ledger-corrupt`, `ledger-unwritable`, `key-unavailable`, or the
 * system's error when the port is taken; nothing is left running then.
 */
export async function startService(config: Config): Promise<RunningService> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const logger = createLogger(config.logLevel);
  const storage = {
    dataDir: config.dataDir,
    masterKeyFile: config.masterKeyFile,
    segmentBytesMax: config.segmentBytesMax,
  };
  const threads = await startThreads(storage, config.readerThreads);
  const { writer, indexer, readers } = threads;
  const state = new ServiceState({
    ledger: MAIN_LEDGER,
    headSeq: threads.writerReady.headSeq,
    quarantinedOpen: threads.writerReady.quarantinedOpen,
    follower: threads.follower,
  });
  writer.onNotice("committed", (committed) => {
    state.committed(committed);
    void indexer.call("advance", committed.headSeq).catch((error: unknown) => logger.error(error));
  });
  writer.onNotice("quarantine", ({ open }) => {
    state.quarantinedOpen = open;
  });
  writer.onNotice("stopped", ({ reason }) => {
    if (state.stopped === null) logger.fatal({ reason }, "the ledger takes no more records");
    state.stopped = reason;
  });
  indexer.onNotice("follower", (follower) => state.followerMoved(follower));
  void indexer.call("advance", state.headSeq);

  const ingest = new ThreadGateway({ writer, state, indexWaitMsMax: config.indexWaitMsMax });
  const adminToken = ensureAdminToken(config.dataDir, config.adminToken);
  const access = new AccessControl({ adminToken });
  const pages = webRoot();
  const app = buildApp(createPorts({ threads, state, ingest, access }), {
    version: VERSION,
    logger,
    host: config.host,
    ...(pages !== null && { webRoot: pages }),
  });
  let stopDemo: (() => void) | null = null;
  const closing = closeOnce(async () => {
    stopDemo?.();
    state.releaseWaiters();
    await closeApp(app);
    await closeThreads([...readers, indexer, writer]);
  });
  try {
    await app.listen({ port: config.port, host: config.host });
    if (config.demo) {
      stopDemo = await startDemo({
        ingest,
        nowMs: Date.now,
        random: Math.random,
        onError: (error) => logger.error(error, "the demo could not write"),
      });
    }
  } catch (error) {
    await closing();
    throw error;
  }
  const url = addressOf(app.server.address());
  return {
    url,
    signInUrl: `${url}${access.createSignInLink().path}`,
    adminToken,
    masterKeyCreated: threads.writerReady.masterKeyCreated,
    close: closing,
  };
}

/** A client that has stopped reading would keep its connection, and the service with it, for minutes. */
async function closeApp(app: ReturnType<typeof buildApp>): Promise<void> {
  const giveUp = setTimeout(() => app.server.closeAllConnections(), CLOSING_MS_MAX);
  try {
    await app.close();
  } finally {
    clearTimeout(giveUp);
  }
}

function addressOf(bound: AddressInfo | string | null): string {
  invariant(bound !== null && typeof bound === "object", "the service listens on a TCP port");
  const { address, family, port } = bound;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () => (closed ??= close());
}
