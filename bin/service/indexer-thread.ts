// The indexer thread: follows the ledger into the event index, at its own pace.
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import { LedgerFollower } from "#storage/index/ledger-follower.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { keptFromSeq } from "#storage/ledger/retention-note.ts";
import { openIndexWriter } from "./open-index.ts";
import { receiveBatches } from "./batch-channel.ts";
import { openReadStorage } from "./open-read-storage.ts";
import { ledgerDirectory, MAIN_LEDGER, parseBatchPort, parseStorageOptions } from "./threads.ts";
import { toFailure } from "./thread-failure.ts";
import { notify, serveCalls } from "./thread-rpc.ts";

invariant(parentPort !== null, "the indexer runs as a thread");
const port = parentPort;
const options = parseStorageOptions(workerData);

try {
  const { keys, ledger: reader } = openReadStorage(options);
  const writer = await openIndexWriter(options);
  const kept = keptFromSeq(nodeFiles, ledgerDirectory(options.dataDir, MAIN_LEDGER));
  // A removal that was interrupted. In a cluster, which may be away now, the command does it again.
  if (kept > 1 && options.elasticsearch === undefined) await writer.dropBefore(MAIN_LEDGER, kept);
  const follower = new LedgerFollower({
    name: "index",
    reader,
    writer,
    hash: createTokenHasher(keys),
  });
  const stopReceiving = receiveBatches(parseBatchPort(workerData), follower);
  follower.onAdvance((state) => notify(port, "follower", state));
  serveCalls(port, {
    advance: (headSeq: number) => follower.advance(headSeq),
    dropBefore: (seq: number) => writer.dropBefore(MAIN_LEDGER, seq),
    // Looking for a record that was removed closes the files of all that were.
    forgetRemoved: () => void reader.segmentOf(1),
    pause: () => follower.pause(),
    resume: () => follower.resume(),
    state: () => follower.state(),
    close: async () => {
      stopReceiving();
      await follower.close();
      await writer.close();
      reader.close();
      keys.close();
      setImmediate(() => port.close());
    },
  });
  notify(port, "indexer-ready", await follower.open());
} catch (error) {
  notify(port, "failed", toFailure(error));
  port.close();
}
