import { expect, test } from "vitest";
import { describeFields } from "#bin/cli/event-fields.ts";
import type { EventAnswer } from "#query/answers/event-answer.ts";

const EVENT: EventAnswer = {
  reference: "main:8",
  ledger: "main",
  seq: 8,
  recordedAt: "2026-02-03T10:00:01.000Z",
  id: "o-1",
  type: "order.placed",
  time: "2026-02-03T10:00:00.000Z",
  unattributed: "no transaction ID in the record",
  objects: [
    { type: "order", id: "100000001" },
    { type: "license", id: "7", role: "previous" },
  ],
  actor: { type: "customer", id: "42" },
  amount: { minor: 6400, currency: "EUR" },
  message: "two\nlines\u001B[2J",
  attributes: { store: "main", cart: { items: 2 } },
  source: { name: "shop", format: "events", file: "orders.ndjson", line: 3, offset: 210 },
  parseNotes: [{ code: "reassembled", message: "Joined." }],
  schemaVersion: 1,
};

test("everything a record says stands on one line each, in a fixed order", () => {
  expect(describeFields(EVENT)).toEqual([
    ["record", "main:8"],
    ["type", "order.placed"],
    ["occurred", "2026-02-03T10:00:00.000Z"],
    ["recorded", "2026-02-03T10:00:01.000Z"],
    ["transaction", "none: no transaction ID in the record"],
    ["order", "100000001"],
    ["license", "7 (previous)"],
    ["actor", "customer 42"],
    ["amount", "64.00 EUR"],
    ["message", "two ⏎ lines·[2J"],
    ["attributes.store", "main"],
    ["attributes.cart", '{"items":2}'],
    ["id", "o-1"],
    ["source", "shop (events)"],
    ["place", "orders.ndjson, line 3, byte 210"],
    ["note", "reassembled: Joined."],
  ]);
});
