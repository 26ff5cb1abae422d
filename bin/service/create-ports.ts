import { TracewellError } from "#domain/errors.ts";
import type { Source } from "#ingest/pipeline/source-registry.ts";
import type { AccessControl } from "#query/api/access/access-control.ts";
import type { AppPorts, ConfigurationControl, FollowerControl } from "#query/api/ports.ts";
import { LIFECYCLES_FOLLOWER } from "#storage/lifecycles/lifecycle-store.ts";
import { createAlertDeskProxy } from "./alert-desk.ts";
import { createExportDesk } from "./export-desk.ts";
import { createReaderPool } from "./reader-pool.ts";
import { createStorageDesk } from "./measure-storage.ts";
import { INDEX_FOLLOWER, type ServiceState } from "./service-state.ts";
import type { Threads } from "./start-threads.ts";
import type { ThreadClient } from "./thread-rpc.ts";
import type { ThreadGateway } from "./thread-gateway.ts";
import { exportsDirectory } from "./threads.ts";

/** Ties the HTTP layer to the threads. */
export function createPorts(parts: {
  readonly threads: Threads;
  readonly state: ServiceState;
  readonly ingest: ThreadGateway;
  readonly access: AccessControl;
  readonly configuration: ConfigurationControl;
  readonly followedFiles: AppPorts["sources"]["followedFiles"];
  readonly shop: AppPorts["shop"];
  readonly shopControl: AppPorts["shopControl"];
  readonly dataDir: string;
  /** The index lies in a cluster. */
  readonly hasIndexElsewhere: boolean;
}): AppPorts {
  const { threads, state, ingest, access, configuration, followedFiles, dataDir } = parts;
  const { shop, shopControl } = parts;
  const { writer } = threads;
  return {
    engine: createReaderPool(threads.readers),
    ingest,
    quarantine: {
      list: (query) => writer.call("quarantineList", query),
      get: (itemId) => writer.call("quarantineGet", itemId),
      content: (itemId) => writer.call("quarantineContent", itemId),
    },
    sources: { list: () => writer.call<Source[]>("sources", null), followedFiles },
    configuration,
    followers: createFollowerControl(threads, state),
    access,
    alerts: createAlertDeskProxy(threads.jobs),
    exports: createExportDesk(threads.jobs, exportsDirectory(dataDir)),
    shop,
    shopControl,
    storage: createStorageDesk({
      dataDir,
      headSeq: () => state.headSeq,
      hasIndexElsewhere: parts.hasIndexElsewhere,
    }),
    status: () => ({
      heads: [{ ledger: state.ledger, headSeq: state.headSeq, keptFromSeq: state.keptFromSeq }],
      quarantinedOpen: state.quarantinedOpen,
      followers: state.followers(),
      ready: state.ready,
      ...(state.stopped !== null && { stopped: state.stopped }),
    }),
    onCommitted: (listener) => state.onCommitted(listener),
  };
}

function createFollowerControl(threads: Threads, state: ServiceState): FollowerControl {
  const views: Readonly<Record<string, ThreadClient>> = {
    [INDEX_FOLLOWER]: threads.indexer,
    [LIFECYCLES_FOLLOWER]: threads.lifecycles,
  };
  const control = async (name: string, method: "pause" | "resume"): Promise<void> => {
    const thread = Object.hasOwn(views, name) ? views[name] : undefined;
    if (thread === undefined) {
      const known = Object.keys(views).join(", ");
      throw new TracewellError("not-found", `There is no follower ${name}; there are ${known}.`);
    }
    await thread.call(method, null);
    state.followerMoved(await thread.call("state", null));
  };
  return {
    pause: (name) => control(name, "pause"),
    resume: (name) => control(name, "resume"),
  };
}
