import type { Logger } from "pino";
import type { Config } from "#bin/config.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { keptFromSeq } from "#storage/ledger/retention-note.ts";
import { advanceFollower } from "./advance-follower.ts";
import { failureLog } from "./failure-log.ts";
import { FollowedSources } from "./followed-sources.ts";
import { RetentionSchedule } from "./retention-schedule.ts";
import { SegmentSealing } from "./segment-sealing.ts";
import { ServiceState } from "./service-state.ts";
import type { Threads } from "./start-threads.ts";
import { fromFailure } from "./thread-failure.ts";
import { ledgerDirectory, MAIN_LEDGER } from "./threads.ts";
import { withoutPaths } from "./without-paths.ts";

export interface ConnectedThreads {
  readonly state: ServiceState;
  readonly sealing: SegmentSealing;
  /** Null where nothing is ever removed. */
  readonly retention: RetentionSchedule | null;
  readonly followed: FollowedSources;
}

/** Tells the threads of each other: what is durable to those who follow it, what failed to the log. */
export function connectThreads(threads: Threads, config: Config, logger: Logger): ConnectedThreads {
  const { writer, indexer, lifecycles, jobs } = threads;
  const state = new ServiceState({
    ledger: MAIN_LEDGER,
    headSeq: threads.writerReady.headSeq,
    quarantinedOpen: threads.writerReady.quarantinedOpen,
    keptFromSeq: keptFromSeq(nodeFiles, ledgerDirectory(config.dataDir, MAIN_LEDGER)),
    followers: threads.followers,
    dataDir: config.dataDir,
  });
  const logFailure = failureLog(logger);
  for (const follower of threads.followers) logFailure(follower);
  for (const thread of [indexer, lifecycles]) {
    thread.onNotice("follower", (follower) => {
      logFailure(follower);
      state.followerMoved(follower);
    });
  }
  const onAdvanceFailure = (error: unknown): void => logger.error(error);
  const advanceLifecycles = advanceFollower(lifecycles, onAdvanceFailure);
  const advanceJobs = advanceFollower(jobs, onAdvanceFailure);
  writer.onNotice("committed", (committed) => {
    state.committed(committed);
    advanceLifecycles(state.headSeq);
    advanceJobs(state.headSeq);
  });
  jobs.onNotice("job-failure", (failure) => logger.error(fromFailure(failure), "a job has failed"));
  writer.onNotice("quarantine", ({ open }) => {
    state.quarantinedOpen = open;
  });
  writer.onNotice("stopped", ({ reason }) => {
    if (state.stopped === null) logger.fatal({ reason }, "the ledger takes no more records");
    state.stopped = withoutPaths(reason, config.dataDir);
  });
  const sealing = new SegmentSealing({
    ...threads,
    onFailure: (error, { firstSeq }) =>
      logger.error(error, `the segment from record ${firstSeq} on could not be sealed`),
    onMergeFailure: (error) => logger.error(error, "identities files could not be merged"),
  });
  writer.onNotice("seal", (request) => sealing.add(request));
  for (const request of threads.writerReady.unsealed) sealing.add(request);
  const { retainDays } = config;
  const retention =
    retainDays === undefined
      ? null
      : new RetentionSchedule({
          ...threads,
          followers: [indexer, lifecycles],
          readers: [...threads.readers, jobs],
          retainDays,
          sealing,
          state,
          nowMs: Date.now,
          onRemoved: (kept) => logger.warn(`retention removed the records before ${kept}`),
          onFailure: (error) => logger.error(error, "old records could not be removed"),
        });
  advanceFollower(indexer, onAdvanceFailure)(state.headSeq);
  advanceLifecycles(state.headSeq);
  advanceJobs(state.headSeq);

  const followed = new FollowedSources(threads.writerReady.followedSources);
  writer.onNotice("followed-sources", (sources) => followed.changed(sources));
  return { state, sealing, retention, followed };
}
