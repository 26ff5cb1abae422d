import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  AUTHORIZED,
  buildFixtureApp,
  type FixturePorts,
  quarantineItem,
} from "../fixture-ports.ts";

const QUARANTINE = "/api/v1/quarantine";

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
  for (const itemId of ["q1", "q2", "q3"]) ports.items.set(itemId, quarantineItem(itemId));
});

afterEach(() => app.close());

function get(path: string) {
  return app.inject({ url: `${QUARANTINE}${path}`, headers: AUTHORIZED });
}

interface Page {
  items: { itemId: string }[];
  nextCursor: string | null;
}

test("pages through the items, newest first, without a hole", async () => {
  const seen: string[] = [];
  let path = "?limit=2";
  for (;;) {
    const page = (await get(path)).json<Page>();
    seen.push(...page.items.map(({ itemId }) => itemId));
    if (page.nextCursor === null) break;
    path = `?limit=2&cursor=${page.nextCursor}`;
  }
  expect(seen).toEqual(["q3", "q2", "q1"]);
});

test("a page that ends the list has no cursor", async () => {
  expect((await get("?limit=3")).json<Page>().nextCursor).toBeNull();
  expect((await get("")).json()).toMatchObject({ coverage: { quarantined: 3 } });
});

test("passes the filters on", async () => {
  await get("?status=open&source=shop&limit=1");
  expect(ports.lastRequest("list")).toEqual({ status: "open", source: "shop", limit: 2 });
});

test("a cursor of other filters, or of nobody, is refused", async () => {
  const { nextCursor } = (await get("?limit=1&status=open")).json<Page>();
  for (const cursor of [nextCursor, "nonsense", Buffer.from("[1]").toString("base64url")]) {
    const response = await get(`?limit=1&cursor=${cursor}`);
    expect(response.json()).toMatchObject({ status: 400, code: "invalid-cursor" });
  }
});

test("shows one item without its content", async () => {
  expect((await get("/q2")).json()).toEqual(quarantineItem("q2"));
  expect((await get("/q9")).json()).toMatchObject({ status: 404, code: "not-found" });
  expect((await get("/2")).json()).toMatchObject({ status: 400, code: "invalid-parameter" });
});

test("hands out the bytes as a download that no browser interprets", async () => {
  const response = await get("/q2/content");
  expect(response.rawPayload).toEqual(Buffer.from([0, 0xff, 0x3c]));
  expect(response.headers).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": 'attachment; filename="q2.bin"',
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
});

test("says when the key of the content is gone", async () => {
  ports.fail("content", "key-unavailable");
  expect((await get("/q2/content")).json()).toMatchObject({ status: 410, code: "key-unavailable" });
  expect((await get("/q9/content")).statusCode).toBe(404);
});
