import type { Logger } from "pino";
import type { Source } from "#ingest/pipeline/source-schema.ts";
import { FollowEngine } from "#ingest/follow/follow-engine.ts";
import type { FollowedSource } from "#ingest/follow/follow-ports.ts";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import type { FollowPermission } from "../follow-permission.ts";
import type { FollowedSources } from "../followed-sources.ts";
import type { ThreadClient } from "../thread-rpc.ts";
import { nodeFileAccess } from "./node-file-access.ts";

export interface FollowingParts {
  readonly writer: Pick<ThreadClient, "call">;
  readonly ingest: Pick<IngestGateway, "ingest">;
  readonly followed: FollowedSources;
  readonly permission: FollowPermission;
  readonly logger: Pick<Logger, "warn" | "info" | "error">;
}

/** Files as they are followed by the running service. */
export interface Following {
  readonly engine: FollowEngine;
  /** Resolves when the pieces in hand are durable. */
  close(): Promise<void>;
}

/**
 * Follows the files of all sources that have some, as they are now and later. In the main thread: reading and
 * watching are asynchronous, and a piece of 4 MiB costs it 3 ms beside the 50 ms that the writer needs for it.
 */
export function startFollowing(parts: FollowingParts): Following {
  const { writer, ingest, followed, permission, logger } = parts;
  const engine = new FollowEngine({
    ingest: (request) => ingest.ingest(request),
    checkpoints: {
      list: (source) => writer.call<FileCheckpoint[]>("checkpoints", source),
      save: (checkpoint) => writer.call("saveCheckpoint", checkpoint),
      forget: (source, files) => writer.call("forgetCheckpoints", { source, files }),
    },
    files: nodeFileAccess,
    allows: (path, { managedBy }) => permission.allows(path, managedBy),
    clock: () => performance.now(),
    now: Date.now,
    report: (source, problem) => {
      if (problem === null) logger.info({ source }, "all files of the source can be read again");
      else logger.warn({ source, problem }, "files of a source are not read as they should be");
    },
  });
  const configure = (sources: readonly Source[]): void => {
    void engine.configure(sources.filter(hasFiles)).catch((error: unknown) => logger.error(error));
  };
  const unsubscribe = followed.onSourcesChanged(configure);
  configure(followed.list);
  return {
    engine,
    close: async () => {
      unsubscribe();
      await engine.close();
    },
  };
}

function hasFiles(source: Source): source is FollowedSource {
  return source.files !== undefined;
}
