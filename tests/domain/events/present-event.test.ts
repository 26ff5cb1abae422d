import { expect, expectTypeOf, test } from "vitest";
import type { AuditEvent, RecordedEvent } from "#domain/events/event.ts";
import { presentEvent, type PresentedEvent } from "#domain/events/present-event.ts";
import { type EventAnswer, eventAnswerSchema } from "#query/answers/event-answer.ts";

const base: AuditEvent = { type: "giftCard.issued", time: "2026-01-31T09:05:00.120Z" };

function recorded(event: AuditEvent, id?: string): RecordedEvent {
  return {
    ledger: "main",
    seq: 42,
    recordedAt: "2026-01-31T09:05:00.200Z",
    source: { name: "shop", format: "events", line: 3 },
    event,
    ...(id === undefined ? {} : { id }),
  };
}

const secret = { protected: "secret", subject: "customer:1", mask: "…0917", cipher: "v1.n.c" };
const personal = { protected: "personal", subject: "customer:1", mask: "•••", cipher: "v1.n.d" };

test("what is presented is an answer of the query side", () => {
  expectTypeOf<PresentedEvent>().toExtend<EventAnswer>();
  expectTypeOf<EventAnswer>().toExtend<PresentedEvent>();
  const presented = presentEvent(
    recorded({ ...base, transactionId: "T", message: "m", actor: { type: "user", id: "1" }, x: 1 }),
  );
  expect(eventAnswerSchema.parse(presented)).toEqual(presented);
});

test("a bare event gets its reference as ID and empty lists", () => {
  expect(presentEvent(recorded(base))).toStrictEqual({
    reference: "main:42",
    ledger: "main",
    seq: 42,
    recordedAt: "2026-01-31T09:05:00.200Z",
    id: "main:42",
    type: "giftCard.issued",
    time: "2026-01-31T09:05:00.120Z",
    objects: [],
    attributes: {},
    source: { name: "shop", format: "events", line: 3 },
    parseNotes: [],
    schemaVersion: 1,
  });
});

test("the identity known to the ledger is shown, then the producer's", () => {
  expect(presentEvent(recorded({ ...base, id: "e1" }, "derived")).id).toBe("derived");
  expect(presentEvent(recorded({ ...base, id: "e1" })).id).toBe("e1");
});

test("every field of the schema is shown as it stands, and nothing is changed in the record", () => {
  const event: AuditEvent = {
    ...base,
    transactionId: "TU80WKRYTI9QUMJ4",
    unattributed: "why",
    objects: [{ type: "order", id: "7", role: "foreignId", extra: [1] }],
    actor: { type: "customer", id: "42", team: "a" },
    amount: { minor: 6400, currency: "EUR" },
    outcome: "success",
    reason: "because",
    message: "done",
    level: "info",
    attributes: { store: "cz" },
    parseNotes: [{ code: "reassembled", message: "header and text stood apart" }],
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    raw: "-- 2016-7-27",
    rawBase64: "AA==",
    schemaVersion: 3,
  };
  const before = structuredClone(event);
  const { reference, ledger, seq, recordedAt, id, source, ...shown } = presentEvent(
    recorded(event),
  );
  expect(shown).toStrictEqual(event);
  expect([reference, ledger, seq, recordedAt, id, source.name]).toEqual([
    "main:42",
    "main",
    42,
    "2026-01-31T09:05:00.200Z",
    "main:42",
    "shop",
  ]);
  expect(event).toStrictEqual(before);
});

test("unknown fields stand under attributes; a name that clashes is kept beside the attribute", () => {
  const event: AuditEvent = {
    ...base,
    attributes: { store: "attribute", "shelf (top level)": "taken", shelf: 1 },
    store: "top",
    shelf: 2,
    region: { code: "eu" },
  };
  expect(presentEvent(recorded(event)).attributes).toStrictEqual({
    store: "attribute",
    "store (top level)": "top",
    shelf: 1,
    "shelf (top level)": "taken",
    "shelf (top level) (top level)": 2,
    region: { code: "eu" },
  });
  expect(event.attributes).not.toHaveProperty("region");
});

test("protected values are masked at any depth, and only in the answer", () => {
  const event: AuditEvent = {
    ...base,
    objects: [{ type: "customer", id: "1", name: personal }],
    actor: { type: "customer", id: "1", email: personal },
    attributes: { code: secret, lines: [{ recipients: [personal, "clear"] }] },
    parseNotes: [{ code: "c", message: "m", found: secret }],
    phone: personal,
    message: "card •••",
    protectedText: { message: secret },
  };
  const presented = presentEvent(recorded(event));
  expect(JSON.stringify(presented)).not.toMatch(/cipher|v1\.|customer:1/);
  expect(presented.attributes).toStrictEqual({
    code: "…0917",
    lines: [{ recipients: ["•••", "clear"] }],
    phone: "•••",
  });
  expect(presented.objects[0]).toMatchObject({ name: "•••" });
  expect(presented.actor).toMatchObject({ email: "•••" });
  expect(presented.parseNotes[0]).toMatchObject({ found: "…0917" });
  expect(event.attributes).toMatchObject({ code: { cipher: "v1.n.c" } });
});

test("a producer's own field that happens to be called protectedText is shown", () => {
  expect(presentEvent(recorded({ ...base, protectedText: "mine" })).attributes).toEqual({
    protectedText: "mine",
  });
  expect(presentEvent(recorded({ ...base, protectedText: { a: 1 } })).attributes).toEqual({
    protectedText: { a: 1 },
  });
});

test("the source is the ledger's word, with what the producer adds", () => {
  const event: AuditEvent = {
    ...base,
    source: { name: "till-3", file: "a.log", line: 9, till: 3 },
  };
  expect(presentEvent(recorded(event)).source).toEqual({
    name: "shop",
    format: "events",
    file: "a.log",
    line: 3,
    till: 3,
    statedName: "till-3",
  });
  const same: AuditEvent = { ...base, source: { name: "shop" } };
  expect(presentEvent(recorded(same)).source).toEqual({ name: "shop", format: "events", line: 3 });
});
