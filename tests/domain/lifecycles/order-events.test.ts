import fc from "fast-check";
import { expect, test } from "vitest";
import { orderEvents } from "#domain/lifecycles/order-events.ts";
import { told } from "./told.ts";

const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

const identity = ({ id, from }: { readonly id: string; readonly from: string }) => `${from} ${id}`;

test("events stand in the order of time", () => {
  const events = told(
    { type: "mail.sent", at: "09:00:02.000" },
    { type: "order.placed", at: "09:00:01.000" },
    { type: "quote.created", at: "09:00:00.000" },
  );
  expect(types(orderEvents(events))).toEqual(["quote.created", "order.placed", "mail.sent"]);
});

test("what one source counted within a millisecond stays in its order, against the course of a sale", () => {
  const events = told(
    { type: "quote.created", id: "web-FN44-10" },
    { type: "mail.sent", id: "web-FN44-9" },
  );
  expect(types(orderEvents(events))).toEqual(["mail.sent", "quote.created"]);
});

test("within a millisecond of several producers the course of a sale decides, and no run is broken", () => {
  const events = told(
    { type: "invoice.issued", id: "main-1" },
    { type: "order.placed", id: "web-8" },
    { type: "mail.sent", id: "web-9" },
    { type: "payment.captured", id: "gateway-3", from: "gateway" },
  );
  expect(types(orderEvents(events))).toEqual([
    "order.placed",
    "payment.captured",
    "invoice.issued",
    "mail.sent",
  ]);
});

test("records without an ID keep their place in the ledger", () => {
  const events = told({ type: "trace.recorded" }, { type: "trace.recorded" });
  expect(orderEvents(events.toReversed()).map(({ seq }) => seq)).toEqual([1, 2]);
});

test("the order does not depend on how the events arrived", () => {
  const event = fc.record({
    type: fc.constantFrom("order.placed", "payment.captured", "mail.sent", "trace.recorded"),
    at: fc.constantFrom("09:00:00.000", "09:00:00.001"),
    id: fc.constantFrom("web-1", "web-2", "web-10", "main-1", "main-2", "x", "y.3"),
    from: fc.constantFrom("shop", "moodle"),
  });
  const distinct = fc.uniqueArray(event, { selector: identity, maxLength: 12 });
  fc.assert(
    fc.property(
      distinct.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        ),
      ),
      ([one, other]) => {
        const inOrder = (arrived: typeof one) =>
          orderEvents(told(...arrived)).map(({ source, id }) => `${source} ${id}`);
        expect(inOrder(other)).toEqual(inOrder(one));
      },
    ),
  );
});
