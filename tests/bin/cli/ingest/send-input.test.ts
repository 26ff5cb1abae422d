import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { ApiClient } from "#bin/cli/api-client.ts";
import type { Input } from "#bin/cli/ingest/input.ts";
import { sendInput } from "#bin/cli/ingest/send-input.ts";

/** What is sent at once without a pause: a piece of this size is full. */
const PIECE = Buffer.alloc(4 * 1024 * 1024, "a line without a time\n");

interface Received {
  readonly query: Record<string, string>;
  readonly body: Buffer;
}

let server: Server;
let received: Received[];
/** Statuses of the next answers; 200 when there are none. */
let statuses: number[];
/** Bytes at the end of a stream that may go on, which the service leaves as an unfinished record. */
let unfinishedBytes: number;

beforeEach(async () => {
  received = [];
  statuses = [];
  unfinishedBytes = 0;
  server = createServer(async (request: IncomingMessage, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    const body = await buffer(request);
    received.push({ query: Object.fromEntries(searchParams), body });
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { "content-type": "application/json", "retry-after": "0" });
    response.end(
      JSON.stringify({
        accepted: 1,
        duplicate: 0,
        quarantined: 0,
        firstSeq: 1,
        lastSeq: 1,
        items: [],
        consumedBytes: body.length - (searchParams.get("more") === null ? 0 : unfinishedBytes),
      }),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
});

afterEach(() => server.close());

async function send(
  pieces: readonly Buffer[],
  isLive: boolean,
  options: { isFinal?: boolean; assumedTime?: string } = {},
): Promise<number> {
  async function* content(): AsyncGenerator<Buffer> {
    yield* pieces;
  }
  const input: Input = {
    file: isLive ? null : "a.log",
    content: content(),
    bytesTotal: null,
    bytesRead: () => 0,
    isLive,
    close: () => undefined,
  };
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const url = `http://127.0.0.1:${port}`;
  const { signal } = new AbortController();
  const client = new ApiClient({ url, token: "t", urlFrom: "a test", tokenFrom: "a test" }, signal);
  let nowMs = Date.UTC(2026, 0, 31);
  return await sendInput(client, input, {
    source: "stdin",
    format: "text",
    nowMs: () => (nowMs += 1),
    signal,
    isFinal: false,
    ...options,
    onProgress: () => undefined,
    onAnswer: () => undefined,
    onWait: () => undefined,
  });
}

test("text of a pipe is given the time it came, the same when it is sent again", async () => {
  statuses = [429, 503];
  await send([PIECE, Buffer.from("last")], true);
  const sent = received.map(({ query, body }) => [
    query["assumedTime"],
    query["more"],
    body.length,
  ]);
  const first = ["2026-01-31T00:00:00.001Z", "reading", PIECE.length];
  expect(sent).toEqual([first, first, first, ["2026-01-31T00:00:00.002Z", undefined, 4]]);
  const places = received.map(({ query }) => [query["fingerprint"], query["offset"]]);
  expect(new Set(places.map(([fingerprint]) => fingerprint)).size).toBe(1);
  expect(places.map(([, offset]) => offset)).toEqual(["0", "0", "0", String(PIECE.length)]);
});

test("a file may be sent again on another day: its text is given no time", async () => {
  await send([PIECE, Buffer.from("last")], false);
  expect(received.map(({ query }) => query["assumedTime"])).toEqual([undefined, undefined]);
  expect(received.map(({ query }) => query["file"])).toEqual(["a.log", "a.log"]);
});

test("a file's text is given the time that somebody named", async () => {
  const assumedTime = "2026-01-31T09:05:00Z";
  await send([Buffer.from("last\n")], false, { assumedTime });
  expect(received.map(({ query }) => query["assumedTime"])).toEqual([assumedTime]);
});

test.each([
  ["half a JSON line is left", '{"a":1}\n{"b"', 4, {}, 4, ["reading"]],
  ["a whole JSON line is read without its line end", '{"a":1}', 7, {}, 0, ["reading", undefined]],
  ["a text record with its line end is read", "one\ntwo\n", 4, {}, 0, ["reading", undefined]],
  ["half a text line is left", "one\ntw", 2, {}, 2, ["reading"]],
  ["half a text line of a complete file is read", "one\ntw", 2, { isFinal: true }, 0, [undefined]],
  ["blank lines are no record", '{"a":1}\n\n', 1, {}, 0, ["reading"]],
] as const)("at the end of a file, %s", async (_what, text, unfinished, options, left, sent) => {
  unfinishedBytes = unfinished;
  expect(await send([Buffer.from(text)], false, options)).toBe(left);
  expect(received.map(({ query }) => query["more"])).toEqual(sent);
  // Whoever asks afterwards finds everything.
  expect(received.at(-1)?.query["wait"]).toBe("indexed");
});
