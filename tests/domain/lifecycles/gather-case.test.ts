import { expect, test } from "vitest";
import { CASE_EVENTS_MAX } from "#domain/lifecycles/case.ts";
import { caseOf, caseThrough, gatherCase } from "#domain/lifecycles/gather-case.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { onTheDay, told } from "./told.ts";

const order = (id: string): ObjectKey => ({ type: "order", id });
const seqs = (events: readonly { readonly seq: number }[]) => events.map(({ seq }) => seq);

const SALE = told(
  { type: "quote.created", at: "09:00:00.000", on: "quote Q1" },
  { type: "order.numberReserved", at: "09:01:00.000", on: "quote Q1, order 100000047" },
  { type: "order.placed", at: "09:02:00.000", on: "order 100000047, order 38-211449 foreignId" },
  { type: "replay.decided", at: "09:03:00.000", on: "replay R1, order 38-211449 foreignId" },
  { type: "order.placed", at: "09:04:00.000", on: "order 100000048, order 38-211450 foreignId" },
);

test("an order is one under its number and its foreign ID, whichever is asked for", () => {
  for (const id of ["100000047", "38-211449"]) {
    const found = caseOf(order(id), SALE);
    expect(found?.object).toEqual(order("100000047"));
    expect(found?.ids).toEqual(["100000047", "38-211449"]);
    expect(seqs(found?.own ?? [])).toEqual([2, 3, 4]);
  }
});

test("a foreign ID that no event joins with a number stands for itself", () => {
  const [, , , replayed] = SALE;
  const found = caseOf(order("38-211449"), replayed === undefined ? [] : [replayed]);
  expect(found?.object).toEqual(order("38-211449"));
  expect(seqs(found?.own ?? [])).toEqual([4]);
});

test("what no event names has no case", () => {
  expect(caseOf(order("100000049"), SALE)).toBeNull();
});

test("the events of objects that the model reads belong to the case, and to nobody else's own", () => {
  const found = caseOf(order("100000047"), SALE);
  expect(seqs(found?.events ?? [])).toEqual([1, 2, 3, 4]);
  expect(seqs(found?.of("quote", "Q1") ?? [])).toEqual([1, 2]);
  expect(found?.of("order", "100000048")).toEqual([]);
});

test("a transaction is named by the events that carry its ID", () => {
  const events = told({ type: "product.selected", transactionId: "TU80WKRYTI9QUMJ4" });
  const found = caseOf({ type: "transaction", id: "TU80WKRYTI9QUMJ4" }, events);
  expect(seqs(found?.own ?? [])).toEqual([1]);
});

test("an event that names the object in another's part is known, and not its own", () => {
  const events = told({ type: "license.requested", on: "order 1, license L1 previous" });
  const found = caseOf({ type: "license", id: "L1" }, events);
  expect(seqs(found?.events ?? [])).toEqual([1]);
  expect(found?.own).toEqual([]);
});

test("no object is asked for twice", () => {
  const gathering = gatherCase(order("38-211449"));
  const asked: string[] = [];
  for (let step = gathering.next(); step.done !== true;) {
    asked.push(...step.value.map(({ type, id }) => `${type} ${id}`));
    step = gathering.next(
      step.value.map(({ type, id }) =>
        SALE.filter(({ objects }) => objects.some((one) => one.type === type && one.id === id)),
      ),
    );
  }
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
  expect(asked).toContain("quote Q1");
});

test("a copy of an event in another ledger counts once", () => {
  const events = told(
    { type: "order.placed", id: "web-1", on: "order 1" },
    { type: "order.placed", id: "web-1", on: "order 1" },
  );
  expect(seqs(caseOf(order("1"), events)?.events ?? [])).toEqual([1]);
});

test("a case that is too large keeps the object's own first events, and says that it is cut", () => {
  const events = told(
    ...Array.from({ length: CASE_EVENTS_MAX + 1 }, () => ({
      type: "payment.stateRead",
      on: "order 1",
    })),
  );
  const found = caseOf(order("1"), events);
  expect(found?.isTruncated).toBe(true);
  expect(found?.events.length).toBe(CASE_EVENTS_MAX);
  expect(found?.events[0]?.seq).toBe(1);
});

test("a case through a time is the case of the events until then, that millisecond included", () => {
  const whole = caseOf(order("100000047"), SALE);
  if (whole === null) throw new Error("the order is known");
  const through = caseThrough(whole, Date.parse(onTheDay("09:01:00.000")));
  expect(through.ids).toEqual(["100000047"]);
  expect(seqs(through.events)).toEqual([1, 2]);
  expect(seqs(caseThrough(whole, Date.parse(onTheDay("09:59:00.000"))).events)).toEqual([
    1, 2, 3, 4,
  ]);
  expect(caseThrough(whole, 0).events).toEqual([]);
});
