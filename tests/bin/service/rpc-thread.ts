// A thread for tests of the calls between threads: echoes, fails, waits until released, ends, closes well or badly.
import { parentPort } from "node:worker_threads";
import { serveCalls } from "#bin/service/thread-rpc.ts";
import { TracewellError } from "#domain/errors.ts";

if (parentPort === null) throw new Error("runs as a thread");
const port = parentPort;
let closing = "";
const held: ((value: unknown) => void)[] = [];

serveCalls(port, {
  echo: (argument: unknown) => argument,
  fail: () => {
    throw new TracewellError("not-found", "There is nothing.", { detail: { seq: 7 } });
  },
  breakDown: () => {
    throw new RangeError("out of range");
  },
  ingest: (request: { body: Uint8Array }) =>
    new Promise((resolve) => {
      held.push(() => resolve({ accepted: request.body.length, lastSeq: null, items: [] }));
    }),
  release: () => {
    for (const release of held.splice(0)) release(undefined);
  },
  end: () => process.exit(3),
  setClosing: (wanted: string) => {
    closing = wanted;
  },
  close: () => {
    if (closing === "fail") throw new TracewellError("ledger-stopped", "The disk is full.");
    if (closing === "hang") for (;;);
    setImmediate(() => port.close());
  },
});
