import { expect, test } from "vitest";
import { ServiceState } from "#bin/service/service-state.ts";
import { ThreadGateway } from "#bin/service/thread-gateway.ts";
import type { ThreadClient } from "#bin/service/thread-rpc.ts";
import {
  INGEST_QUEUE_BYTES_MAX,
  type IngestAnswer,
  type IngestItem,
  type IngestRequest,
} from "#ingest/pipeline/ingest-gateway.ts";

const QUARTER = INGEST_QUEUE_BYTES_MAX / 4;

function follower(throughSeq: number) {
  return { name: "index", ledger: "main", throughSeq, headSeq: 9, status: "catching-up" } as const;
}

function answerOf(lastSeq: number | null, items: readonly IngestItem[] = []): IngestAnswer {
  const counts = { accepted: 1, duplicate: 0, quarantined: 0, consumedBytes: 1 };
  return { ...counts, firstSeq: lastSeq, lastSeq, items };
}

/** A gateway whose writer answers when `write` is called; the index stands at `throughSeq`. */
function openGateway(throughSeq: number) {
  const state = new ServiceState({
    ledger: "main",
    headSeq: 9,
    quarantinedOpen: 0,
    followers: [follower(throughSeq)],
    dataDir: "/data",
  });
  const waiting: ((answer: IngestAnswer) => void)[] = [];
  const writer: Pick<ThreadClient, "call"> = {
    call: <Result>() =>
      new Promise<Result>((resolve) => {
        waiting.push((answer) => resolve(answer as Result));
      }),
  };
  const write = (answer: IngestAnswer) => waiting.splice(0).forEach((settle) => settle(answer));
  return { state, write, gateway: new ThreadGateway({ writer, state, indexWaitMsMax: 60_000 }) };
}

function requestOf(bytes: number, waitIndexed: boolean): IngestRequest {
  const body = new Uint8Array(bytes);
  return { body, sourceName: "api", format: "events", waitIndexed, allItems: false };
}

test("what only waits for the index keeps nobody out", async () => {
  const { gateway, write, state } = openGateway(0);
  const pushes = Array.from({ length: 4 }, () => gateway.ingest(requestOf(QUARTER, true)));
  write(answerOf(5));
  // The answers of the writer arrive; the index has not moved.
  await new Promise(setImmediate);
  const quick = gateway.ingest(requestOf(QUARTER, false));
  write(answerOf(6));
  expect(await quick).toMatchObject({ lastSeq: 6 });
  state.followerMoved(follower(5));
  for (const answer of await Promise.all(pushes)) expect(answer.indexed).toBe(true);
});

test("a repeat waits for the records of the first time", async () => {
  const { gateway, write, state } = openGateway(6);
  let isAnswered = false;
  const repeat = gateway.ingest(requestOf(1, true)).finally(() => {
    isAnswered = true;
  });
  write(answerOf(null, [{ index: 0, status: "duplicate", seq: 7 }]));
  await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  state.followerMoved(follower(7));
  expect(await repeat).toMatchObject({ indexed: true });
});

test("who waits is told at the end of the service that the index had not come so far", async () => {
  const { gateway, write, state } = openGateway(0);
  const push = gateway.ingest(requestOf(1, true));
  write(answerOf(1));
  await new Promise(setImmediate);
  state.releaseWaiters();
  expect(await push).toMatchObject({ indexed: false });
});
