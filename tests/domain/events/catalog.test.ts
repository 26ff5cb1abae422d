import { expect, test } from "vitest";
import type { AttributeDefinition } from "#domain/events/catalog/event-type.ts";
import { OBJECT_ROLES, OBJECT_TYPES } from "#domain/events/catalog/event-type.ts";
import { catalogNotes } from "#domain/events/catalog-notes.ts";
import { eventTypes, findEventType, isObjectType } from "#domain/events/catalog.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import { DEFAULT_DECLARATIONS } from "#domain/protection/declarations.ts";
import { parseEvent } from "#domain/events/parse-event.ts";

/** The fixed names: types may be added, none of these may go. */
const FIXED_TYPES = `
  product.selected quote.created quote.itemAdded quote.itemRemoved quote.emptied quote.assigned
  quote.sessionExpired checkout.started order.numberReserved payment.requested payment.authorized
  payment.captured payment.released payment.reauthorized payment.refunded payment.declined
  payment.timedOut payment.stateRead order.placed order.uncertain order.replicated order.cancelled
  order.returned order.completed customer.registered
  fulfillment.started fulfillment.completed fulfillment.handlerMissing stock.reserved stock.released
  invoice.issued mail.sent mail.bounced mail.templateMismatch license.requested license.generated
  license.activated license.expired license.blocked giftCard.issued giftCard.authorized
  giftCard.captured giftCard.released giftCard.reauthorized giftCard.refunded giftCard.rejected
  giftCard.validationFailed
  replay.requested replay.decided replay.documentLoaded replay.verified replay.failed
  catalog.synchronized catalog.rejected catalog.emptied customers.synchronized customers.rejected
  customers.emptied task.scheduled task.started task.completed task.failed task.missed
  task.paused task.resumed task.removed shop.changeRequested trace.recorded
  source.started source.heartbeat source.lost source.recovered ledger.started ledger.stopped
  finding.acknowledged finding.explained finding.assigned finding.reopened alert.delivered alert.failed
  incident.opened incident.renamed incident.pinned incident.unpinned incident.noted incident.closed
  incident.reopened
  access.read access.revealed export.created export.finished
  hold.placed hold.released erasure.requested erasure.done key.rotated warning.recorded
`
  .trim()
  .split(/\s+/);

const time = "2026-01-31T09:05:00.120Z";

test("the catalog holds every fixed type once", () => {
  const types = eventTypes.map(({ type }) => type);
  expect(types.toSorted()).toEqual(FIXED_TYPES.toSorted());
  expect(new Set(types).size).toBe(types.length);
});

test("every type is a valid event type with a sentence that describes it", () => {
  for (const { type, description } of eventTypes) {
    expect(parseEvent({ type, time }).ok).toBe(true);
    expect(description).toMatch(/^[A-Z].{10,}\.$/);
  }
});

test("a type is found by its name", () => {
  expect(findEventType("payment.declined")).toMatchObject({ reason: "expected", amount: "none" });
  expect(findEventType("payment.captured")).toMatchObject({ amount: "expected" });
  expect(findEventType("access.read")?.reserved).toBe(true);
  expect(findEventType("shop.opened")).toBeNull();
  expect(findEventType("constructor")).toBeNull();
});

test("secrets and personal data are declared", () => {
  const protectedNames = (attributes: readonly AttributeDefinition[]): string[] =>
    attributes.flatMap(({ name, protection, fields = [] }) => [
      ...(protection === undefined ? [] : [`${protection} ${name}`]),
      ...protectedNames(fields),
    ]);
  const found = eventTypes.flatMap(({ type, attributes }) =>
    protectedNames(attributes).map((name) => `${type}: ${name}`),
  );
  expect(found).toEqual([
    "mail.sent: personal recipient",
    "mail.bounced: personal recipient",
    "license.generated: secret licenseNumber",
    "giftCard.issued: secret code",
  ]);
});

test("the protection of every attribute is what the protection stage makes of it", () => {
  const differing = eventTypes.flatMap(({ type, attributes }) => {
    const check = (definitions: readonly AttributeDefinition[], parent: string): string[] =>
      definitions.flatMap(({ name, protection, fields = [] }) => [
        ...((DEFAULT_DECLARATIONS.kindOf(name, parent, {}, { type, time }) ?? undefined) ===
        protection
          ? []
          : [`${type}: ${parent}.${name}`]),
        ...check(fields, name),
      ]);
    return check(attributes, "attributes");
  });
  expect(differing).toEqual([]);
});

test("object types and roles are the fixed ones", () => {
  expect(OBJECT_TYPES.join(" ")).toBe(
    "transaction quote order payment giftCard license customer invoice product task replay mail incident",
  );
  expect(Object.keys(OBJECT_ROLES)).toEqual(["foreignId", "previous", "original", "recipient"]);
  expect(isObjectType("giftCard")).toBe(true);
  expect(isObjectType("basket")).toBe(false);
});

test("an event that follows the catalog gives no notes", () => {
  const event: AuditEvent = {
    type: "order.placed",
    time,
    objects: [
      { type: "order", id: "100000123" },
      { type: "quote", id: "q1" },
    ],
    amount: { minor: 6400, currency: "EUR" },
    attributes: {
      store: "cz_main",
      lines: [
        {
          lineItemId: "13297323620002339",
          product: "isc",
          kind: "license",
          quantity: 1,
          amount: { minor: 6400, currency: "EUR" },
        },
      ],
      anything: "else is welcome",
    },
  };
  expect(catalogNotes(event)).toEqual([]);
});

test("a trace that knows only its transaction lacks nothing", () => {
  const objects = [{ type: "transaction", id: "TU80WKRYTI9QUMJ4" }];
  expect(catalogNotes({ type: "fulfillment.started", time, objects })).toEqual([]);
  expect(catalogNotes({ type: "trace.recorded", time })).toEqual([]);
});

test("a protected attribute is of its kind", () => {
  const code = { protected: "secret", subject: "customer:1", mask: "…0917", cipher: "v1.n.c" };
  const event: AuditEvent = {
    type: "giftCard.issued",
    time,
    objects: [{ type: "giftCard", id: "fa1" }],
    amount: { minor: 5000, currency: "EUR" },
    attributes: { code },
  };
  expect(catalogNotes(event)).toEqual([]);
});

function notes(event: Partial<AuditEvent> & { type: string }): string[] {
  return catalogNotes({ ...event, time }).map(({ code, path }) => `${code} ${path}`);
}

test("what differs from the catalog is noted, with its place", () => {
  expect(notes({ type: "shop.opened" })).toEqual(["unknown-type type"]);
  expect(notes({ type: "key.rotated" })).toEqual(["reserved-type type"]);
  expect(
    notes({ type: "payment.declined", objects: [{ type: "basket", id: "1" }], reason: "no" }),
  ).toEqual([
    "unknown-object-type objects[0].type",
    "missing-object objects",
    "missing-object objects",
  ]);
  expect(
    notes({
      type: "order.placed",
      objects: [
        { type: "order", id: "1" },
        { type: "quote", id: "2" },
      ],
      attributes: { store: 5, lines: [{ quantity: "two", kind: "boat" }, 7] },
    }),
  ).toEqual([
    "missing-amount amount",
    "other-kind attributes.store",
    "other-value attributes.lines.kind",
    "other-kind attributes.lines.quantity",
  ]);
  expect(
    notes({
      type: "license.generated",
      objects: [
        { type: "license", id: "LN-1" },
        { type: "order", id: "1" },
      ],
      attributes: { validFrom: "2026-02-30T00:00:00.000Z", licenseNumber: 12 },
    }),
  ).toEqual(["other-kind attributes.licenseNumber", "other-kind attributes.validFrom"]);
});
