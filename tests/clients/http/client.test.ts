import { expect, test } from "vitest";
import { createTracewellClient, type TailMessage } from "../../../clients/http/client.ts";

const URL_OF_SERVICE = "http://127.0.0.1:7411";

function clientOf(answer: (request: Request) => Response | Promise<Response>) {
  return createTracewellClient({
    url: URL_OF_SERVICE,
    token: "t",
    fetch: async (input, init) => answer(new Request(input, init)),
  });
}

function jsonLines(...lines: readonly object[]): Response {
  return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

test("a stream that breaks before its first record goes on where it was opened", async () => {
  const asked: (string | null)[] = [];
  const client = clientOf((request) => {
    asked.push(request.headers.get("last-event-id"));
    if (asked.length === 1) return jsonLines({ open: {}, id: "main:7" });
    return jsonLines(
      { open: {}, id: "main:7" },
      { event: { reference: "main:8" }, queries: [0], id: "main:8" },
      { heartbeat: {}, id: "main:8" },
      { gap: { dropped: 2, from: "main:9", to: "main:10" }, id: "main:10" },
    );
  });
  const seen: TailMessage[] = [];
  for await (const message of client.tail()) {
    seen.push(message);
    if (seen.length === 2) break;
  }
  expect(asked).toEqual([null, "main:7"]);
  expect(seen).toEqual([
    { kind: "event", event: { reference: "main:8" }, queries: [0] },
    { kind: "gap", dropped: 2, from: "main:9", to: "main:10" },
  ]);
});

test("a service that was never there is told of, not waited for", async () => {
  const client = clientOf(() => {
    throw new TypeError("fetch failed");
  });
  await expect(client.tail().next()).rejects.toThrow("fetch failed");
});

test("a push is tried again under the same key while the service is away or overloaded", async () => {
  const keys: (string | null)[] = [];
  const answer = { accepted: 1, duplicate: 0, quarantined: 0 };
  const client = clientOf((request) => {
    keys.push(request.headers.get("idempotency-key"));
    if (keys.length === 1) throw new TypeError("fetch failed");
    return keys.length === 2 ? new Response("{}", { status: 503 }) : Response.json(answer);
  });
  const event = { type: "order.placed", time: "2026-02-03T10:00:00.000Z" };
  expect(await client.pushEvents([event])).toEqual(answer);
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(3);
});

test("what will not pass, and an end that is asked for, are not waited for", async () => {
  let tries = 0;
  const refused = clientOf(() => {
    tries += 1;
    return new Response("{}", { status: 400 });
  });
  await expect(refused.pushEvents([])).rejects.toMatchObject({ status: 400 });
  const stop = new AbortController();
  const away = clientOf(() => {
    tries += 1;
    stop.abort(new Error("enough"));
    return new Response("{}", { status: 503, headers: { "retry-after": "30" } });
  });
  await expect(away.pushEvents([], { signal: stop.signal })).rejects.toMatchObject({ status: 503 });
  const asked = clientOf(() => {
    tries += 1;
    return new Response("{}", { status: 503, headers: { "retry-after": "3600" } });
  });
  await expect(asked.pushEvents([])).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  expect(tries).toBe(3);
});

const create = (url: string, token: string) => () => createTracewellClient({ url, token });

test("an address or token that can be none is refused at once, without quoting the token", () => {
  expect(create("127.0.0.1:7411", "t")).toThrow(/service's address/);
  expect(create("http://me:secret@host", "t")).toThrow(/^(?!.*secret)/);
  expect(create(URL_OF_SERVICE, "one\ntwo")).toThrow(/^(?!.*two)(?=.*one word)/);
  expect(create(`${URL_OF_SERVICE}/`, "t\n")).not.toThrow();
});
