// The sealer thread: makes what belongs beside a full segment, compresses it, and merges identities files,
// while the writer goes on.
import { parentPort } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { removeMerged } from "#storage/ledger/merge-identities.ts";
import type { MergedIdentityFile } from "#storage/ledger/merge-identities.ts";
import { mergeNext } from "#storage/ledger/plan-merge.ts";
import type { MergeRequest } from "#storage/ledger/plan-merge.ts";
import { sealSegment } from "#storage/ledger/seal-segment.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import { yieldToOtherThreads } from "./background-priority.ts";
import { notify, serveCalls } from "./thread-rpc.ts";

invariant(parentPort !== null, "the sealer runs as a thread");
yieldToOtherThreads();
serveCalls(parentPort, {
  seal: (request: SealRequest) => sealSegment(nodeFiles, request),
  mergeNext: (request: MergeRequest) => mergeNext(nodeFiles, request),
  removeMerged: (merged: Omit<MergedIdentityFile, "content">) => removeMerged(nodeFiles, merged),
});
notify(parentPort, "sealer-ready", null);
