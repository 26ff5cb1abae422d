import { expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

test("a source is shown with what the index knows of it", async () => {
  const { app, ports } = buildFixtureApp();
  ports.append(1, { time: "2026-01-01T00:00:00.000Z" });
  const one = await app.inject({ url: "/api/v1/sources/shop", headers: AUTHORIZED });
  expect(one.json()).toEqual({
    ...ports.sourceList[0],
    records: 0,
    lastRecord: {
      reference: "main:1",
      time: "2026-01-01T00:00:00.000Z",
      recordedAt: ports.records[0]?.recordedAt,
    },
    coverage: {
      status: "partial",
      reasons: [expect.stringContaining("through 0 of 1")],
      quarantined: 0,
      ledgers: [{ ledger: "main", throughSeq: 0, headSeq: 1 }],
    },
  });
  const asked = ports.requests.filter(({ method }) => method === "events" || method === "facets");
  expect(asked.map(({ request }) => request)).toMatchObject([
    // No query: counts that the index keeps, not a way through every record.
    { q: "", fields: ["source"] },
    { q: "source:shop", order: "newest", limit: 1 },
  ]);
  const none = await app.inject({ url: "/api/v1/sources/nope", headers: AUTHORIZED });
  expect(none.json()).toMatchObject({ status: 404, code: "unknown-source" });
  await app.close();
});

test("counts of sources are complete only when the index has read everything", async () => {
  const { app, ports } = buildFixtureApp();
  ports.append(2);
  const coverage = async () => {
    const list = await app.inject({ url: "/api/v1/sources", headers: AUTHORIZED });
    return list.json<{ coverage: { status: string } }>().coverage;
  };
  expect(await coverage()).toMatchObject({ status: "partial", ledgers: [{ throughSeq: 0 }] });
  ports.follower = { ...ports.follower, throughSeq: 2 };
  expect(await coverage()).toMatchObject({ status: "complete", ledgers: [{ throughSeq: 2 }] });
  await app.close();
});

test("the list of sources comes in pages, each source once", async () => {
  const { app, ports } = buildFixtureApp();
  const [first] = ports.sourceList;
  ports.sourceList.splice(0);
  for (let number = 0; number < 25; number++) {
    const name = `source-${String(number).padStart(2, "0")}`;
    ports.sourceList.push({ format: "events", registeredAt: first?.registeredAt ?? "", name });
  }
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const page = await app.inject({
      url: `/api/v1/sources?limit=10${query}`,
      headers: AUTHORIZED,
    });
    const body = page.json<{ items: { name: string }[]; nextCursor: string | null }>();
    names.push(...body.items.map(({ name }) => name));
    cursor = body.nextCursor;
  }
  expect(names).toEqual(ports.sourceList.map(({ name }) => name));
  const foreign = await app.inject({ url: "/api/v1/sources?cursor=abc", headers: AUTHORIZED });
  expect(foreign.json()).toMatchObject({ status: 400, code: "invalid-cursor" });
  await app.close();
});
