import { expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp, NOW_MS } from "../fixture-ports.ts";

const MEASURE = {
  dataDirectory: "/var/lib/tracewell",
  disk: { totalBytes: 1000, freeBytes: 400 },
  parts: [{ name: "ledger" as const, bytes: 512, files: 2, isRebuildable: false }],
  segments: {
    main: {
      segmentCount: 1,
      segments: [{ firstSeq: 1, lastSeq: 3, bytes: 512, state: "open" as const }],
    },
  },
};

test("tells sizes, ends of the ledger and positions of the views", async () => {
  const { app, ports } = buildFixtureApp();
  ports.storage = { measure: () => Promise.resolve(MEASURE) };
  ports.append(3);
  ports.removedThrough = 1;
  const answer = await app.inject({ url: "/api/v1/storage", headers: AUTHORIZED });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    dataDirectory: "/var/lib/tracewell",
    disk: { freeBytes: 400 },
    ready: true,
    followers: [{ name: "event-index", headSeq: 3 }],
    ledgers: [
      {
        ledger: "main",
        headSeq: 3,
        segmentCount: 1,
        oldest: null,
        newest: { reference: "main:3", recordedAt: new Date(NOW_MS + 3).toISOString() },
      },
    ],
  });
  await app.close();
});

test("an empty ledger has no ends, and a stranger is told nothing", async () => {
  const { app, ports } = buildFixtureApp();
  ports.storage = { measure: () => Promise.resolve({ ...MEASURE, segments: {} }) };
  const answer = await app.inject({ url: "/api/v1/storage", headers: AUTHORIZED });
  expect(answer.json()).toMatchObject({
    ledgers: [{ headSeq: 0, oldest: null, newest: null, segmentCount: 0 }],
  });
  expect((await app.inject({ url: "/api/v1/storage" })).statusCode).toBe(401);
  await app.close();
});
