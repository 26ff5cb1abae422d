import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INGEST_BODY_BYTES_MAX, type IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import type { SignInLink } from "#query/answers/operation-answers.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const EVENTS = "/api/v1/events";
const NDJSON = "application/x-ndjson";

let workplace: Workplace;
let service: RunningProcess;

beforeAll(async () => {
  workplace = new Workplace();
  service = await workplace.serve();
});

afterAll(() => workplace[Symbol.asyncDispose]());

/** Bytes of any buffer as `fetch` takes them. */
function packed(pack: (text: string) => Buffer, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(pack(text));
}

function eventOf(id: string, more: object = {}): object {
  return { id, type: "order.placed", time: "2026-01-31T09:05:00.120Z", ...more };
}

function linesOf(ids: readonly string[]): string {
  return ids.map((id) => `${JSON.stringify(eventOf(id))}\n`).join("");
}

function encodedAs(encoding: string): Record<string, string> {
  return { "content-type": NDJSON, "content-encoding": encoding };
}

async function newLink(): Promise<string> {
  const { body } = await service.api<SignInLink>("/api/v1/sign-in-links", { method: "POST" });
  return body.path;
}

interface Answer {
  readonly status: number;
  readonly body: IngestAnswer & { code?: string };
}

function push(
  query: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { "content-type": NDJSON },
): Promise<Answer> {
  return service.api(`${EVENTS}?${query}`, { method: "POST", body, headers });
}

async function idsOf(source: string): Promise<string[]> {
  const path = `${EVENTS}?q=source:${source}&order=oldest&limit=1000`;
  return (await service.api<EventList>(path)).body.items.map(({ id }) => id);
}

describe("what is taken", () => {
  test.each([
    ["application/json", JSON.stringify(eventOf("only")), ["only"]],
    ["application/json; charset=utf-8", JSON.stringify([eventOf("a"), eventOf("b")]), ["a", "b"]],
    ["application/x-ndjson", linesOf(["a", "b"]), ["a", "b"]],
    ["application/jsonl", linesOf(["a", "b"]).trimEnd(), ["a", "b"]],
  ])("%s is searchable as soon as it is answered", async (type, body, ids) => {
    const source = `type-${type.replaceAll(/\W/g, "-")}`;
    const answer = await push(`source=${source}&wait=indexed&items=all`, body, {
      "content-type": type,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: ids.length, duplicate: 0, quarantined: 0, indexed: true },
    });
    expect(answer.body.items.map(({ id, status }) => [id, status])).toEqual(
      ids.map((id) => [id, "accepted"]),
    );
    expect(await idsOf(source)).toEqual(ids);
  });

  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ] as const)("a body packed with %s is unpacked", async (encoding, pack) => {
    const ids = Array.from({ length: 500 }, (_, place) => `event-${place}`);
    const answer = await push(
      `source=${encoding}&wait=indexed`,
      packed(pack, linesOf(ids)),
      encodedAs(encoding),
    );
    expect(answer).toMatchObject({ status: 200, body: { accepted: 500, indexed: true } });
    expect((await idsOf(encoding)).toSorted()).toEqual(ids.toSorted());
  });

  test("what cannot be taken lies in quarantine, and the rest is there", async () => {
    const conflict = JSON.stringify(eventOf("a", { reason: "another" }));
    const body = `${linesOf(["a", "b", "a"])}${conflict}\n{"type":"X"}\nnot JSON\n`;
    const answer = await push("source=mixed&wait=indexed", body);
    expect(answer).toMatchObject({
      status: 207,
      body: { accepted: 2, duplicate: 1, quarantined: 3 },
    });
    expect(
      answer.body.items.map(({ index, status, error }) => [index, status, error?.code]),
    ).toEqual([
      [2, "duplicate", undefined],
      [3, "quarantined", "id-conflict"],
      [4, "quarantined", "invalid-event"],
      [5, "quarantined", "undecodable"],
    ]);
    expect(await idsOf("mixed")).toEqual(["a", "b"]);
  });

  test("the same request under one key adds nothing; another under it is a conflict", async () => {
    const body = JSON.stringify([
      { type: "order.placed", time: "2026-01-31T09:05:00.120Z" },
      { type: "order.completed", time: "2026-01-31T09:05:01.120Z" },
    ]);
    const headers = { "content-type": "application/json", "idempotency-key": "request-1" };
    const first = await push("source=keyed", body, headers);
    expect(first).toMatchObject({ status: 200, body: { accepted: 2 } });
    const again = await push("source=keyed&wait=indexed", body, headers);
    expect(again).toMatchObject({
      status: 200,
      body: { accepted: 0, duplicate: 2, indexed: true },
    });
    const other = await push("source=keyed", body.replace("placed", "returned"), headers);
    expect(other).toMatchObject({ status: 207, body: { duplicate: 1, quarantined: 1 } });
    const unkeyed = await push("source=keyed&wait=indexed", body);
    expect(unkeyed).toMatchObject({ status: 200, body: { accepted: 2 } });
    expect(await idsOf("keyed")).toHaveLength(4);
  });

  test("eight connections at once: everything once, without a hole", async () => {
    const [connections, pushes, events] = [8, 25, 40];
    const before = await headSeq();
    const answers = await Promise.all(
      Array.from({ length: connections }, async (_, connection) => {
        const seqs: number[] = [];
        for (let number = 0; number < pushes; number++) {
          const ids = Array.from({ length: events }, (_, at) => `c${connection}-${number}-${at}`);
          const { status, body } = await push("source=parallel&items=all", linesOf(ids));
          expect(status).toBe(200);
          expect(body.items.map(({ id }) => id)).toEqual(ids);
          seqs.push(...body.items.map(({ seq = 0 }) => seq));
        }
        return seqs;
      }),
    );
    const total = connections * pushes * events;
    expect(answers.flat().toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: total }, (_, place) => before + 1 + place),
    );
    for (const seqs of answers) expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    await push("source=parallel&wait=indexed", linesOf(["last"]));
    const { body } = await service.api<{ total: number }>(
      "/api/v1/stats/histogram?q=source:parallel&bucket=1d",
    );
    expect(body.total).toBe(total + 1);
  });

  test("text of a source keeps its bytes, and a wait shows it at once", async () => {
    const text =
      "-- 2016-7-27 11:32:13 753 --\r\n [TU80WKRYTI9QUMJ4]\r\n Test Processing: paying\r\n";
    const path =
      "/api/v1/sources/shop/lines?format=moodle-trace&timezone=Europe/Paris&wait=indexed";
    const answer = await service.post<IngestAnswer>(path, text, "text/plain");
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, indexed: true } });
    const { body } = await service.api<EventAnswer & { catalogNotes: unknown[] }>(
      `${EVENTS}/${answer.body.firstSeq}`,
    );
    expect(body).toMatchObject({
      type: "payment.requested",
      time: "2016-07-27T09:32:13.753Z",
      transactionId: "TU80WKRYTI9QUMJ4",
      raw: text,
      catalogNotes: [],
    });
  });
});

async function headSeq(): Promise<number> {
  const { body } = await service.api<EventList>(`${EVENTS}?limit=1`);
  return body.coverage.ledgers[0]?.headSeq ?? Number.NaN;
}

describe("what is refused", () => {
  test("a body beyond the bound, also one that unpacks to it; nothing of it is kept", async () => {
    const before = await headSeq();
    const line = linesOf(["a"]);
    const large = line.repeat(Math.ceil((INGEST_BODY_BYTES_MAX + 1) / line.length));
    const refused = { status: 413, body: { code: "body-too-large" } };
    expect(await push("source=large", large)).toMatchObject(refused);
    const bomb = packed(gzipSync, large);
    expect(await push("source=large", bomb, encodedAs("gzip"))).toMatchObject(refused);
    expect(await headSeq()).toBe(before);
    expect(await push("source=large", line)).toMatchObject({ status: 200 });
  });

  test.each([
    ["source=x", "text/plain", "a line", 415, "unsupported-media-type"],
    ["source=x", "application/cloudevents+avro", "{}", 415, "unsupported-media-type"],
    ["source=x", "application/json", "", 400, "unreadable-body"],
    ["source=x&wait=forever", "application/json", "{}", 400, "invalid-parameter"],
    ["source=a%20b", "application/json", "{}", 400, "invalid-parameter"],
  ])("%s of %s", async (query, type, body, status, code) => {
    expect(await push(query, body, { "content-type": type })).toMatchObject({
      status,
      body: { code },
    });
  });

  test("an encoding that is not known, and a body that is not what its encoding says", async () => {
    expect(await push("source=x", "{}", encodedAs("br"))).toMatchObject({ status: 415 });
    expect(await push("source=x", "{}", encodedAs("gzip"))).toMatchObject({
      status: 400,
      body: { code: "unreadable-body" },
    });
  });

  test("a stranger, and whoever has a wrong token", async () => {
    const statusOf = async (authorization?: string) => {
      const response = await fetch(`${service.url}${EVENTS}`, {
        method: "POST",
        body: linesOf(["stranger"]),
        headers: { "content-type": NDJSON, ...(authorization !== undefined && { authorization }) },
      });
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      return response.status;
    };
    const before = await headSeq();
    expect(await statusOf()).toBe(401);
    expect(await statusOf(`Bearer ${service.token.slice(1)}x`)).toBe(401);
    expect(await statusOf("Basic YWRtaW46YWRtaW4=")).toBe(401);
    expect(await headSeq()).toBe(before);
  });
});

describe("a browser", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };

  function signIn(code: string): Promise<Response> {
    return fetch(`${service.url}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { ...form, origin: service.url },
      body: new URLSearchParams({ code }).toString(),
    });
  }

  test("signs in with its link once; looking at the link does not use it up", async () => {
    const path = await newLink();
    for (let looks = 0; looks < 2; looks++) {
      const page = await fetch(`${service.url}${path}`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("<form");
      const policy = page.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe-inline");
      expect(page.headers.get("x-content-type-options")).toBe("nosniff");
      expect(page.headers.get("cache-control")).toBe("no-store");
    }
    const code = new URL(path, service.url).searchParams.get("code") ?? "";
    const signedIn = await signIn(code);
    expect(signedIn.status).toBe(303);
    const setCookie = signedIn.headers.get("set-cookie") ?? "";
    expect(setCookie).toMatch(/HttpOnly/);
    expect(setCookie).toMatch(/SameSite=Strict/);

    const [cookie = ""] = setCookie.split(";");
    const session = await fetch(`${service.url}/api/v1/session`, { headers: { cookie } });
    expect(await session.json()).toMatchObject({ by: "session" });
    expect((await signIn(code)).status).toBe(401);
  });

  test("changes things from our own pages only", async () => {
    const code = new URL(await newLink(), service.url).searchParams.get("code") ?? "";
    const setCookie = (await signIn(code)).headers.get("set-cookie") ?? "";
    const [cookie = ""] = setCookie.split(";");
    const pushFrom = async (source: string, headers: Record<string, string>) => {
      const response = await fetch(`${service.url}${EVENTS}?source=${source}`, {
        method: "POST",
        body: linesOf([source]),
        headers: { cookie, "content-type": NDJSON, ...headers },
      });
      return { status: response.status, body: (await response.json()) as { code?: string } };
    };
    const refused = { status: 403, body: { code: "cross-origin" } };
    expect(await pushFrom("evil", { origin: "http://evil.example" })).toMatchObject(refused);
    expect(await pushFrom("evil", {})).toMatchObject(refused);
    expect(await pushFrom("evil", { origin: "null" })).toMatchObject(refused);
    expect(await pushFrom("page", { origin: service.url })).toMatchObject({ status: 200 });
    await push("source=page&wait=indexed", linesOf(["another"]));
    expect(await idsOf("evil")).toEqual([]);
    expect(await idsOf("page")).toEqual(["page", "another"]);
    const read = await fetch(`${service.url}${EVENTS}`, {
      headers: { cookie, origin: "http://evil.example" },
    });
    expect(read.status).toBe(200);
    expect(read.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("is shown nothing without a session", async () => {
    const answer = await fetch(`${service.url}${EVENTS}`, {
      headers: { cookie: "tracewell_session=guessed" },
    });
    expect(answer.status).toBe(401);
  });
});

test("an ID written as a number beyond 2^53 is answered and found with every digit", async () => {
  const id = "13297323620002339";
  const event = `{"id":"big","type":"order.placed","time":"2026-01-31T09:05:00.120Z","transactionId":${id},"objects":[{"type":"order","id":${id}}],"attributes":{"n":13297323620002339123,"f":1e400}}`;
  const pushed = await push("source=big&wait=indexed", event, {
    "content-type": "application/json",
  });
  expect(pushed).toMatchObject({ status: 200, body: { accepted: 1 } });
  for (const query of [id, `tx:${id}`, `order:${id}`]) {
    const { body } = await service.api<EventList>(`${EVENTS}?q=${query}`);
    expect(body.items).toMatchObject([
      {
        id: "big",
        transactionId: id,
        objects: [{ type: "order", id }],
        attributes: { n: "13297323620002339123", f: "1e400" },
      },
    ]);
  }
});
