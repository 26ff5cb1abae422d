import { TracewellError } from "#domain/errors.ts";
import type { Source } from "#ingest/pipeline/source-registry.ts";
import type { AccessControl } from "#query/api/access/access-control.ts";
import type { AppPorts, ConfigurationControl, FollowerControl } from "#query/api/ports.ts";
import { createReaderPool } from "./reader-pool.ts";
import type { ServiceState } from "./service-state.ts";
import type { Threads } from "./start-threads.ts";
import type { ThreadGateway } from "./thread-gateway.ts";

/** Ties the HTTP layer to the threads. */
export function createPorts(parts: {
  readonly threads: Threads;
  readonly state: ServiceState;
  readonly ingest: ThreadGateway;
  readonly access: AccessControl;
  readonly configuration: ConfigurationControl;
  readonly followedFiles: AppPorts["sources"]["followedFiles"];
}): AppPorts {
  const { threads, state, ingest, access, configuration, followedFiles } = parts;
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
  const control = async (name: string, method: "pause" | "resume"): Promise<void> => {
    if (name !== state.follower.name) {
      throw new TracewellError(
        "not-found",
        `There is no follower ${name}; there is ${state.follower.name}.`,
      );
    }
    await threads.indexer.call(method, null);
    state.followerMoved(await threads.indexer.call("state", null));
  };
  return {
    pause: (name) => control(name, "pause"),
    resume: (name) => control(name, "resume"),
  };
}
