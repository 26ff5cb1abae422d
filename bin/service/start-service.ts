import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import type { Logger } from "pino";
import type { DemoShop } from "#bin/demo/demo-shop.ts";
import { demoShopDirectory, startDemo } from "#bin/demo/start-demo.ts";
import { CONFIG_FILE } from "#bin/config-file.ts";
import type { Config, Configuration } from "#bin/config.ts";
import { invariant } from "#domain/errors.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { ReloadAnswer } from "#query/answers/source-answers.ts";
import { ensureOperatorPassword } from "#shop/live/secret-files.ts";
import { AccessControl } from "#query/api/access/access-control.ts";
import { buildApp } from "#query/api/app.ts";
import { ensureAdminToken, readAdminToken } from "./admin-token.ts";
import { closeApp } from "./close-app.ts";
import { connectThreads } from "./connect-threads.ts";
import { createPorts } from "./create-ports.ts";
import { startFollowing, type Following } from "./follow/start-following.ts";
import { FollowPermission } from "./follow-permission.ts";
import { prepareDataDirectory } from "./data-directory.ts";
import type { ShopAccess } from "./reach-shop.ts";
import { createShopControl } from "./shop-control.ts";
import { createShopDesk } from "./shop-desk.ts";
import { createLogger } from "./logger.ts";
import { SourceConfiguration } from "./source-configuration.ts";
import { closeThreads, startThreads, type Threads } from "./start-threads.ts";
import { ThreadGateway } from "./thread-gateway.ts";
import { indexPlace } from "./open-index.ts";
import { VERSION } from "./version.ts";
import { watchConfigFile } from "./watch-config-file.ts";
import { webRoot } from "./web-root.ts";

export interface RunningService {
  /** Address of the API and the pages, without a slash at the end. */
  readonly url: string;
  /** Opens a browser session, once. */
  readonly signInUrl: string;
  readonly adminToken: string;
  /** Address of the demo's shop; null without a demo, and where it did not open. */
  readonly shopUrl: string | null;
  /** The master key was made just now: tell the person to back it up. */
  readonly masterKeyCreated: boolean;
  /** Reads the configuration file again; rejects with `invalid-config`, and goes on as before. */
  reload(): Promise<ReloadAnswer>;
  /**
   * Takes no new work, finishes what was accepted, closes the ledger. Idempotent. Rejects with `internal`
   * where a thread had to be ended by force.
   */
  close(): Promise<void>;
}

/** A configuration file, and how it is read again. */
export interface ConfigurationOrigin {
  readonly started: Configuration;
  readonly read: () => Configuration;
  /** There is a file to be watched, or one may come. */
  readonly canChange: boolean;
}

function withoutFile(config: Config): ConfigurationOrigin {
  const started = { config, sources: [], file: resolve(CONFIG_FILE), fileIsThere: false };
  return { started, read: () => started, canChange: false };
}

/**
 * Starts threads and HTTP. Resolves when requests are served (`/readyz` tells when the followers have
 * caught up). Rejects with `ledger-locked`, `ledger-corrupt`, `ledger-unwritable`, `key-unavailable`,
 * `invalid-config` for a bad token file, or the system's error when the port is taken; nothing is left
 * running then.
 */
export async function startService(
  config: Config,
  origin: ConfigurationOrigin = withoutFile(config),
): Promise<RunningService> {
  prepareDataDirectory(config.dataDir);
  // Told before anything is started; made once the ledger's lock keeps a second service away.
  if (config.adminToken === undefined) readAdminToken(config.dataDir);
  const logger = createLogger(config.logLevel);
  const storage = {
    ...indexPlace(config),
    masterKeyFile: config.masterKeyFile,
    segmentBytesMax: config.segmentBytesMax,
    compressSegments: config.compressSegments,
    followDirectories: followDirectoriesOf(config),
    neverFollowed: neverFollowed(config, origin),
    deadlines: config.deadlines,
    alertDestinations: config.alertDestinations,
  };
  const threads = await startThreads(storage, config.readerThreads);
  try {
    return await serve(config, logger, threads, origin);
  } catch (error) {
    await Promise.allSettled([closeAll(threads, logger)]);
    throw error;
  }
}

async function serve(
  config: Config,
  logger: Logger,
  threads: Threads,
  origin: ConfigurationOrigin,
): Promise<RunningService> {
  const { writer, jobs } = threads;
  const { state, sealing, retention, followed } = connectThreads(threads, config, logger);
  const ingest = new ThreadGateway({ writer, state, indexWaitMsMax: config.indexWaitMsMax });
  jobs.serve({ ingest: (request: IngestRequest) => ingest.ingest(request) });
  const configuration = new SourceConfiguration({
    ...origin,
    apply: (configured) => ingest.applyConfiguration(configured),
    logger,
    nowMs: Date.now,
  });
  await configuration.start();
  const adminToken = ensureAdminToken(config.dataDir, config.adminToken);
  const access = new AccessControl({ adminToken });
  const pages = webRoot();
  const app = buildApp(
    createPorts({
      threads,
      state,
      ingest,
      access,
      configuration,
      followedFiles: (name) => following?.engine.followedFiles(name) ?? [],
      shop: createShopDesk(() => shopAccess(config, demoShop)),
      shopControl: createShopControl(() => shopAccess(config, demoShop)),
      dataDir: config.dataDir,
      hasIndexElsewhere: config.elasticsearchUrl !== undefined,
    }),
    {
      version: VERSION,
      logger,
      host: config.host,
      ...(pages !== null && { webRoot: pages }),
    },
  );
  let demoShop: DemoShop | null = null;
  let following: Following | null = null;
  let stopWatching: (() => void) | null = null;
  const closing = closeOnce(async () => {
    await demoShop?.close();
    stopWatching?.();
    await configuration.settled();
    await following?.close();
    state.releaseWaiters();
    await closeApp(app);
    sealing.close();
    retention?.close();
    await closeAll(threads, logger);
  });
  try {
    const { checkpointsReset } = threads.writerReady;
    if (checkpointsReset !== undefined) {
      logger.warn({ reason: checkpointsReset }, "followed files are read from their beginnings");
    }
    const permission = new FollowPermission({
      followDirectories: followDirectoriesOf(config),
      forbidden: neverFollowed(config, origin),
    });
    following = startFollowing({ writer, ingest, followed, permission, logger });
    await app.listen({ port: config.port, host: config.host });
    if (origin.canChange && !config.ignoreConfigChanges) {
      // What is wrong stands in the log and in the status.
      const reread = (): void => void configuration.reload().catch(() => undefined);
      stopWatching = watchConfigFile(origin.started.file, reread);
      // It may have changed while the ledger was recovered.
      reread();
    }
    retention?.start();
    if (config.demo) {
      demoShop = await startDemo({
        ingest,
        dataDir: config.dataDir,
        port: config.port === 0 ? 0 : config.port + 1,
        onError: (error) => logger.error(error, "the shop of the demo does not run; all else does"),
      });
    }
  } catch (error) {
    await Promise.allSettled([closing()]);
    throw error;
  }
  const url = addressOf(app.server.address());
  return {
    url,
    signInUrl: `${url}${access.createSignInLink().path}`,
    adminToken,
    shopUrl: demoShop?.url ?? null,
    masterKeyCreated: threads.writerReady.masterKeyCreated,
    reload: () => configuration.reload(),
    close: closing,
  };
}

/** The shop that is set; in a demo its own. */
function shopAccess(config: Config, demoShop: DemoShop | null): ShopAccess | null {
  const { shopUrl: url, shopPassword: operatorPassword } = config;
  if (url !== undefined && operatorPassword !== undefined) return { url, operatorPassword };
  if (demoShop === null) return null;
  const directory = demoShopDirectory(config.dataDir);
  return { url: demoShop.url, operatorPassword: ensureOperatorPassword(directory) };
}

/** The demo may follow what its shop writes. */
function followDirectoriesOf({ demo, dataDir, followDirectories }: Config): string[] {
  return demo ? [...followDirectories, demoShopDirectory(dataDir)] : [...followDirectories];
}

function neverFollowed(config: Config, origin: ConfigurationOrigin): string[] {
  return [config.dataDir, config.masterKeyFile, origin.started.file];
}

async function closeAll(threads: Threads, logger: Logger): Promise<void> {
  try {
    await threads.sealer.end();
    await closeThreads([
      threads.jobs,
      ...threads.readers,
      threads.lifecycles,
      threads.indexer,
      threads.writer,
    ]);
  } catch (error) {
    logger.fatal(error, "the service did not close as it should; what was acknowledged is kept");
    throw error;
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
