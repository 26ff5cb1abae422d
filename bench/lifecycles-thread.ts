// Follows a ledger into the view of lifecycles, in a thread of its own; see `lifecycle-lag.ts`.
import { parentPort, workerData } from "node:worker_threads";
import { yieldToOtherThreads } from "#bin/service/background-priority.ts";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import { LifecycleFollower } from "#storage/lifecycles/lifecycle-follower.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";

/** How far it came, and what it cost. */
export interface FollowedThrough {
  readonly throughSeq: number;
  readonly cpuMs: number;
}

const port = parentPort;
if (port === null) throw new Error("The follower runs as a thread.");
const { directory, file } = workerData as { readonly directory: string; readonly file: string };
yieldToOtherThreads();
const reader = openLedgerReader({ files: nodeFiles, directory, ledger: "main" });
const writer = openLifecycleWriter({ file, basis: lifecycleBasis(DEFAULT_DEADLINES) });
const follower = new LifecycleFollower({
  name: "lifecycles",
  reader,
  writer,
  deadlines: DEFAULT_DEADLINES,
  nowMs: Date.now,
});

async function close(): Promise<void> {
  await follower.close();
  await writer.close();
  reader.close();
  port?.close();
}

function tell(): void {
  const { user, system } = process.threadCpuUsage();
  const told: FollowedThrough = {
    throughSeq: follower.watermark,
    cpuMs: (user + system) / 1_000,
  };
  port?.postMessage(told, []);
}

await follower.open();
follower.onAdvance(tell);
port.on("message", (headSeq: number | null) => {
  if (headSeq === null) {
    void close();
    return;
  }
  follower.advance(headSeq);
  tell();
});
tell();
