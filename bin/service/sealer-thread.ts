// The sealer thread: makes what belongs beside a full segment, and compresses it, while the writer goes on.
import { parentPort } from "node:worker_threads";
import { invariant } from "#domain/errors.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { sealSegment } from "#storage/ledger/seal-segment.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import { notify, serveCalls } from "./thread-rpc.ts";

invariant(parentPort !== null, "the sealer runs as a thread");
serveCalls(parentPort, {
  seal: (request: SealRequest) => sealSegment(nodeFiles, request),
});
notify(parentPort, "sealer-ready", null);
