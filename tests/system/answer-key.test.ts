import { expect, test } from "vitest";
import { catalogNotes } from "#domain/events/catalog-notes.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import type { OrderTruth } from "#shop/simulation/answer-key-objects.ts";
import { recordsOf, runSimulation } from "../shop/simulation/run-simulation.ts";

function isMailedLine({ kind, state }: OrderTruth["lines"][number]): boolean {
  return (kind === "license" || kind === "giftCard") && state !== "ordered";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

test("the same seed gives the same bytes, another seed another story", async () => {
  const options = { customers: 50, days: 5, faults: "all" };
  const [first, second, other] = [
    await runSimulation(options),
    await runSimulation(options),
    await runSimulation({ ...options, seed: 2 }),
  ];
  expect(Object.keys(first.files)).toEqual([
    "answer-key.ndjson",
    "events.ndjson",
    "moodle-trace-academy.txt",
    "moodle-trace-america.txt",
    "moodle-trace-europe.txt",
    "summary.json",
  ]);
  for (const [name, text] of Object.entries(first.files)) {
    expect({ name, isSame: second.files[name] === text }).toEqual({ name, isSame: true });
    expect({ name, isSame: other.files[name] === text }).toEqual({ name, isSame: false });
  }
});

test("without faults every paid order is delivered, invoiced and mailed, and the log is whole", async () => {
  const { summary, key, events } = await runSimulation({ customers: 120, days: 8 });
  expect(recordsOf(key, "fault")).toEqual([]);
  expect(recordsOf(key, "evidence")).toEqual([]);
  expect(summary.events.sent).toBe(events.length);
  expect(summary.events.written).toBe(events.length);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const times = events.map(({ time }) => time);
  expect(times).toEqual([...times].sort());
  const orders = recordsOf(key, "order");
  expect(orders.length).toBeGreaterThan(60);
  const paid = orders.filter(({ paid, state }) => paid === "full" && state !== "cancelled");
  expect(paid.length).toBeGreaterThan(60);
  const states = new Set(paid.map(({ state }) => state));
  expect([...states].filter((state) => !["paid", "completed", "returned"].includes(state))).toEqual(
    [],
  );
  const lines = paid.flatMap((order) => order.lines).filter(({ state }) => state === "delivered");
  const made = (kind: string): number[] =>
    lines
      .filter((line) => line.kind === kind)
      .map(({ licenses, giftCards }) => licenses.length + giftCards.length);
  expect(new Set(made("license"))).toEqual(new Set([1]));
  expect(new Set(made("giftCard"))).toEqual(new Set([1]));
  // Goods are on their way for days; what is digital is there at once, but for the course without a handler.
  const waiting = paid
    .flatMap((order) => order.lines)
    .filter(({ state, kind }) => state === "ordered" && kind !== "physical")
    // Renewals of licenses that are blocked or unknown are refused.
    .filter(({ previousLicenseId }) => previousLicenseId === null);
  expect(new Set(waiting.map(({ product }) => product))).toEqual(new Set(["COURSETOBUY"]));
  const withoutInvoice = paid.filter(
    ({ invoices, lines: own }) =>
      invoices.length === 0 && own.some(({ kind }) => kind !== "physical"),
  );
  expect(withoutInvoice.map(({ number }) => number)).toEqual([]);
  const unmailed = paid.filter(
    ({ mails, lines: own }) => own.some(isMailedLine) && mails.length === 0,
  );
  expect(unmailed.map(({ number }) => number)).toEqual([]);
});

test("every event is valid, and as the catalog says", async () => {
  const { events } = await runSimulation({ customers: 100, days: 8, faults: "all" });
  const notes = new Set(
    events.flatMap((event) => {
      const read = parseEvent(event);
      if (!read.ok) return [`${event.type}: ${read.path}: ${read.message}`];
      return catalogNotes(read.event).map(({ message }) => `${event.type}: ${message}`);
    }),
  );
  expect([...notes].sort()).toEqual([]);
});

test("money adds up: what holders took and gave back, and every card's account", async () => {
  const { key } = await runSimulation({ customers: 150, days: 10, seed: 3 });
  const payments = recordsOf(key, "payment");
  const orders = recordsOf(key, "order");
  for (const order of orders) {
    const own = payments.filter(({ orderNumber }) => orderNumber === order.number);
    expect(order.capturedMinor).toBe(sum(own.map(({ truth }) => truth?.capturedMinor ?? 0)));
    expect(order.refundedMinor).toBe(sum(own.map(({ truth }) => truth?.refundedMinor ?? 0)));
    expect(order.refundedMinor).toBeLessThanOrEqual(order.capturedMinor);
    expect(order.capturedMinor).toBe(order.paid === "full" ? order.amountMinor : 0);
    expect(order.amountMinor).toBe(sum(order.lines.map(({ amountMinor }) => amountMinor)));
  }
  const cards = recordsOf(key, "giftCard");
  expect(cards.length).toBeGreaterThan(5);
  const external = cards.filter((card) => card.external);
  expect(external.length).toBeGreaterThan(0);
  expect(external.map(({ holder }) => holder)).toEqual(
    external.map(({ balanceMinor, openMinor }) => ({ balanceMinor, openMinor })),
  );
  for (const card of cards) {
    const total = (kind: string): number =>
      sum(card.account.filter((entry) => entry.kind === kind).map((entry) => entry.amountMinor));
    expect(total("issue") + total("refund")).toBe(total("capture") + card.balanceMinor);
    expect(card.availableMinor).toBe(card.balanceMinor - card.openMinor);
    expect(card.availableMinor).toBeGreaterThanOrEqual(0);
  }
});

test("every number of a store is in the key, and says what became of it", async () => {
  const { key } = await runSimulation({ customers: 150, days: 40, seed: 5 });
  const numbers = recordsOf(key, "number");
  const orders = new Map(recordsOf(key, "order").map((order) => [order.number, order]));
  for (const store of ["europe", "america", "academy"]) {
    const sequences = numbers.filter((one) => one.store === store).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  }
  for (const { number, status, usedAt, causes } of numbers) {
    expect(causes[0]).toBe(status);
    expect({ number, isUsed: usedAt !== null }).toEqual({ number, isUsed: orders.has(number) });
  }
  const statuses = new Set<string>(numbers.map(({ status }) => status));
  const expected = ["used", "used-late", "cancelled", "session-expired", "declined"];
  expect(expected.filter((status) => !statuses.has(status))).toEqual([]);
});

test("a run that is stopped tells everything until then", async () => {
  let steps = 0;
  const { summary, key, events } = await runSimulation({
    customers: 50,
    isStopped: () => ++steps > 5_000,
  });
  expect(summary.stopped).toBe(true);
  expect(Date.parse(summary.to)).toBeLessThan(Date.UTC(2026, 0, 11));
  expect(recordsOf(key, "run")).toMatchObject([{ stopped: true, to: summary.to }]);
  expect(recordsOf(key, "order").length).toBeGreaterThan(0);
  expect(events.every(({ time }) => time <= summary.to)).toBe(true);
});

test("without faults the log tells the same story as the key", async () => {
  const { key, events } = await runSimulation({ customers: 150, days: 10, seed: 6 });
  const idsOf = (eventType: string, objectType: string): string[] =>
    events
      .filter(({ type }) => type === eventType)
      .flatMap(({ objects = [] }) =>
        objects.filter(({ type, role }) => type === objectType && role === undefined),
      )
      .map(({ id }) => id)
      .sort();
  const orders = recordsOf(key, "order");
  const licenses = recordsOf(key, "license");
  const cards = recordsOf(key, "giftCard");
  const numbers = recordsOf(key, "number");
  expect(idsOf("order.placed", "order")).toEqual(orders.map(({ number }) => number).sort());
  expect(idsOf("order.numberReserved", "order")).toEqual(numbers.map((one) => one.number).sort());
  expect(idsOf("license.generated", "license")).toEqual(licenses.map(({ id }) => id).sort());
  expect(idsOf("license.activated", "license")).toEqual(
    licenses.flatMap(({ id, activatedAt }) => (activatedAt === null ? [] : [id])).sort(),
  );
  expect(idsOf("giftCard.issued", "giftCard")).toEqual(cards.map(({ id }) => id).sort());
  expect(idsOf("invoice.issued", "invoice")).toEqual(
    orders.flatMap(({ invoices }) => invoices.map(({ id }) => id)).sort(),
  );
  expect(idsOf("mail.sent", "mail")).toEqual(
    orders.flatMap(({ mails }) => mails.map(({ id }) => id)).sort(),
  );
  const amountOf = (id: string, eventType: string): number =>
    sum(
      events
        .filter(
          ({ type, objects = [] }) => type === eventType && objects.some((one) => one.id === id),
        )
        .map(({ amount }) => amount?.minor ?? 0),
    );
  const balances = cards.map(({ id }) => ({
    id,
    balanceMinor:
      amountOf(id, "giftCard.issued") +
      amountOf(id, "giftCard.refunded") -
      amountOf(id, "giftCard.captured"),
  }));
  expect(balances).toEqual(cards.map(({ id, balanceMinor }) => ({ id, balanceMinor })));
  const captured = orders.map(({ number }) => ({
    number,
    capturedMinor: amountOf(number, "payment.captured"),
  }));
  expect(captured).toEqual(orders.map(({ number, capturedMinor }) => ({ number, capturedMinor })));
});
