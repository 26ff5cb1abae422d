import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { narrate } from "#domain/narrative/narrate.ts";
import { runSimulation } from "../../shop/simulation/run-simulation.ts";

const COMPLETE = { reasons: [] };

interface Told {
  readonly time: string;
  readonly type: string;
  readonly objects: readonly { type: string; id: string; role?: string }[];
  readonly [field: string]: unknown;
}

function recorded(events: readonly Told[]): LifecycleEvent[] {
  return events.map((event, place) =>
    lifecycleEvent({
      ledger: "main",
      seq: place + 1,
      recordedAt: event.time,
      source: { name: "shop" },
      event: event as never,
    }),
  );
}

function orderOf(number: string, events: readonly LifecycleEvent[], at: string): Lifecycle {
  const whole = caseOf({ type: "order", id: number }, events);
  if (whole === null) throw new Error(`No record names ${number}`);
  return reconstruct(whole, { atMs: Date.parse(at), deadlines: DEFAULT_DEADLINES });
}

const order = { type: "order", id: "100000007" };
const payment = { type: "payment", id: "P-1" };
const PLACED = [
  {
    time: "2026-01-05T09:05:00.120Z",
    type: "order.numberReserved",
    objects: [order, { type: "quote", id: "Q-1" }],
    attributes: { store: "europe", sequence: 7 },
  },
  {
    time: "2026-01-05T09:05:00.200Z",
    type: "payment.requested",
    objects: [payment, order],
    amount: { minor: 6_400, currency: "EUR" },
    attributes: { gateway: "card-gateway-b", method: "card", operation: "capture", position: 1 },
  },
  {
    time: "2026-01-05T09:05:15.200Z",
    type: "payment.timedOut",
    objects: [payment, order],
    attributes: { gateway: "card-gateway-b" },
  },
  {
    time: "2026-01-05T09:05:15.200Z",
    type: "order.placed",
    objects: [order, { type: "quote", id: "Q-1" }],
    amount: { minor: 6_400, currency: "EUR" },
    attributes: {
      store: "europe",
      lines: [
        {
          lineItemId: "13297323620002339",
          product: "isc",
          kind: "license",
          quantity: 1,
          amount: { minor: 6_400, currency: "EUR" },
        },
      ],
    },
  },
  {
    time: "2026-01-05T09:05:15.201Z",
    type: "order.uncertain",
    objects: [order],
  },
];

test("an uncertain order is told by its records, ending in what is not known", () => {
  const lifecycle = orderOf(order.id, recorded(PLACED), "2026-01-05T09:30:00.000Z");
  const told = narrate({ lifecycle, related: [], coverage: COMPLETE });
  const texts = told.map(({ text }) => text);
  expect(texts[0]).toBe("Order 100000007: uncertain since 2026-01-05 09:05:15.201 UTC.");
  expect(texts).toContain("Placed at 2026-01-05 09:05:15.200 UTC, 15.080 s after the step before.");
  expect(told.at(-1)?.chapter).toBe("unknown");
  expect(texts.filter((text) => text.startsWith("No record tells of:"))).toHaveLength(1);
});

test("what was not read is said at the end, in the words of the coverage", () => {
  const lifecycle = orderOf(order.id, recorded(PLACED), "2026-01-05T09:30:00.000Z");
  const reason = "3 inputs are in quarantine, unread; some may belong here.";
  const told = narrate({ lifecycle, related: [], coverage: { reasons: [reason] } });
  expect(told.at(-1)).toEqual({ chapter: "unknown", text: reason, evidence: [] });
});

test("findings of the order come before those of what belongs to it, which say whose they are", () => {
  const events = recorded(PLACED);
  const lifecycle = orderOf(order.id, events, "2026-01-06T09:30:00.000Z");
  const whole = caseOf({ type: "payment", id: "P-1" }, events);
  if (whole === null) throw new Error("No record names the payment");
  const other = reconstruct(whole, {
    atMs: Date.parse("2026-01-06T09:30:00.000Z"),
    deadlines: DEFAULT_DEADLINES,
  });
  const wrong = lifecycle.findings[0];
  if (wrong === undefined) throw new Error("An order uncertain for a day is a finding");
  const related = [{ ...other, findings: [{ ...wrong, on: other.object }] }];
  const told = narrate({ lifecycle, related, coverage: COMPLETE });
  const found = told.filter(({ chapter }) => chapter === "findings");
  expect(found[0]).toEqual({ chapter: "findings", text: wrong.sentence, evidence: wrong.evidence });
  expect(found.at(-1)?.text).toBe(`On payment P-1: ${wrong.sentence}`);
});

test("every sentence but of what is not known cites records of the case, and none is odd", async () => {
  const run = await runSimulation({ customers: 40, days: 6, seed: 8, faults: "all" });
  const events = recorded(run.events as never);
  const known = new Set(events.map(({ reference }) => reference));
  const keys = new Map<string, { type: never; id: string }>();
  for (const event of events) {
    for (const { type, id, role } of event.objects) {
      if (role === undefined) keys.set(`${type} ${id}`, { type: type as never, id });
    }
  }
  let sentences = 0;
  for (const key of keys.values()) {
    if (!["order", "quote", "giftCard", "license", "payment", "replay"].includes(key.type))
      continue;
    const whole = caseOf(key, events);
    if (whole === null) continue;
    const at = Date.parse("2026-02-01T00:00:00.000Z");
    const lifecycle = reconstruct(whole, { atMs: at, deadlines: DEFAULT_DEADLINES });
    const told = narrate({ lifecycle, related: [], coverage: COMPLETE });
    expect(told.at(-1)?.chapter).toBe("unknown");
    for (const { chapter, text, evidence } of told) {
      sentences += 1;
      expect(text).toMatch(/^[A-Z0-9“].*[.!?”]$/su);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      expect([text, chapter === "unknown" || evidence.length > 0]).toEqual([text, true]);
      for (const reference of evidence) expect(known).toContain(reference);
    }
  }
  expect(sentences).toBeGreaterThan(500);
});
