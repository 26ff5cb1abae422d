import { expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import { protectEvent } from "#ingest/protection/protect-event.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { searchHash } from "#storage/keys/protect-value.ts";
import { TemporaryKeys } from "../../storage/keys/temporary-keys.ts";
import { QueryStage, type StagedEvent } from "../query-stage.ts";

const CARD: AuditEvent = {
  type: "giftCard.issued",
  time: "2026-01-10T12:00:00.000Z",
  objects: [{ type: "giftCard", id: "FA-7" }],
  attributes: { code: "4111-0917-2222", recipient: "ada@example.org", store: "eu" },
};
const LICENSE: AuditEvent = {
  type: "license.generated",
  time: "2026-01-10T12:00:00.001Z",
  objects: [{ type: "license", id: "LN-9" }],
  attributes: { licenseNumber: "AVG-555-XYZ" },
};

test("values that ingest protects are found by what a person types, everywhere", async () => {
  using directory = new TemporaryKeys();
  const keys = directory.open();
  const hasher = createTokenHasher(keys);
  await using stage = new QueryStage({
    index: "sqlite",
    protection: {
      searchHash: (path, clear) => searchHash(keys, path, clear),
      hashProtected: (record, path, value) => hasher(record)(path, value),
    },
  });
  const place = { ledger: "main", sourceName: "shop", identity: undefined };
  const protectedEvents = [CARD, LICENSE].map((given): StagedEvent => {
    const { event } = protectEvent(given, { ...place, keys, protectRaw: false });
    const { type, time, objects = [], attributes = {} } = event;
    return { type, time, objects, attributes };
  });
  expect(JSON.stringify(protectedEvents)).not.toMatch(/4111|ada@|AVG-555/);
  await stage.record(protectedEvents);

  for (const [q, expected] of [
    ["4111-0917-2222", [1]],
    ["411109172222", [1]],
    ["attributes.code:4111-0917-2222", [1]],
    ["attributes.code:4111-0917-2222 time:* amount:*", []],
    ["-attributes.code:4111-0917-2222", [2]],
    ["(avg-555-xyz OR amount:>5) -reason:none", [2]],
    ["ADA@example.org", [1]],
    ["attributes.code:*", [1]],
    ["4111-0917-2223", []],
  ] as const) {
    const list = await stage.engine.events({ ...stage.request(), q, order: "oldest", limit: 10 });
    expect({ q, seqs: list.items.map(({ seq }) => seq) }).toEqual({ q, seqs: expected });
    const slice = await stage.engine.tail({
      ledger: "main",
      afterSeq: 0,
      headSeq: 2,
      queries: [q],
      nowMs: stage.nowMs,
      recordsMax: 10,
    });
    expect({ q, seqs: slice.items.map(({ event }) => event.seq) }).toEqual({ q, seqs: expected });
  }
  const { items } = await stage.engine.resolve({ ...stage.request(), given: "4111 0917 2222" });
  expect(items).toMatchObject([{ objectType: "giftCard", id: "FA-7", exact: true }]);
});
