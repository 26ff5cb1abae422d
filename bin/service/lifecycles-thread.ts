// The lifecycles thread: follows the ledger into the view of lifecycles, when others leave it time to.
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { keptFromSeq } from "#storage/ledger/retention-note.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import { LifecycleFollower } from "#storage/lifecycles/lifecycle-follower.ts";
import { LIFECYCLES_FOLLOWER } from "#storage/lifecycles/lifecycle-store.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";
import { LAGGING_NICENESS, yieldToOtherThreads } from "./background-priority.ts";
import { openReadStorage } from "./open-read-storage.ts";
import { ledgerDirectory, lifecyclesFile, MAIN_LEDGER, parseStorageOptions } from "./threads.ts";
import { toFailure } from "./thread-failure.ts";
import { notify, serveCalls } from "./thread-rpc.ts";

invariant(parentPort !== null, "the follower of lifecycles runs as a thread");
const port = parentPort;
const options = parseStorageOptions(workerData);
yieldToOtherThreads(LAGGING_NICENESS);

try {
  const { keys, ledger: reader } = openReadStorage(options);
  const writer = openLifecycleWriter({
    file: lifecyclesFile(options.dataDir),
    basis: lifecycleBasis(options.deadlines),
  });
  const follower = new LifecycleFollower({
    name: LIFECYCLES_FOLLOWER,
    reader,
    writer,
    deadlines: options.deadlines,
    nowMs: Date.now,
  });
  follower.onAdvance((state) => notify(port, "follower", state));
  serveCalls(port, {
    advance: (headSeq: number) => follower.advance(headSeq),
    dropBefore: (seq: number) => follower.dropBefore(seq),
    // Looking for a record that was removed closes the files of all that were.
    forgetRemoved: () => void reader.segmentOf(1),
    pause: () => follower.pause(),
    resume: () => follower.resume(),
    state: () => follower.state(),
    close: async () => {
      await follower.close();
      await writer.close();
      reader.close();
      keys.close();
      setImmediate(() => port.close());
    },
  });
  const state = await follower.open();
  const kept = keptFromSeq(nodeFiles, ledgerDirectory(options.dataDir, MAIN_LEDGER));
  // A removal that was interrupted.
  if (kept > 1) await follower.dropBefore(kept);
  notify(port, "lifecycles-ready", state);
} catch (error) {
  notify(port, "failed", toFailure(error));
  port.close();
}
