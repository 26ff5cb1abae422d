import { expect, test } from "vitest";
import { caseFrom } from "#domain/lifecycles/gather-case.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { namedObjects } from "#domain/lifecycles/named-objects.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { parseRecord } from "#storage/ledger/read-records.ts";
import type { LifecycleReader, ObjectRow } from "#storage/lifecycles/lifecycle-store.ts";
import { runSimulation } from "../../shop/simulation/run-simulation.ts";
import { LifecycleStage } from "./lifecycle-stage.ts";

/** Every object that the ledger names, with its events. */
async function namedIn(stage: LifecycleStage, reader: LifecycleReader) {
  const ledger = stage.openLedger();
  ledger.advance(stage.ledger.headSeq);
  const lines = ledger.readBatch(1, { recordsMax: stage.ledger.headSeq, bytesMax: 1e9 });
  const late = await reader.lateRecords(
    "main",
    lines.map(({ seq }) => seq),
  );
  const named = new Map<string, { object: ObjectKey; events: LifecycleEvent[] }>();
  for (const { seq, line } of lines) {
    const event = lifecycleEvent(parseRecord("main", line), late.get(seq) ?? null);
    for (const object of namedObjects(event)) {
      const text = keyText(object);
      const known = named.get(text) ?? { object, events: [] };
      known.events.push(event);
      named.set(text, known);
    }
  }
  return { named, late };
}

async function allRows(reader: LifecycleReader): Promise<ObjectRow[]> {
  const rows: ObjectRow[] = [];
  for (let after: string | null = ""; after !== null;) {
    const place = after === "" ? {} : { after };
    const page = await reader.objects({ order: "newest", limit: 1_000, nowMs: 0, ...place });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

test("every object stands in the view as it is rebuilt from its events, and no other does", async () => {
  const simulated = await runSimulation({
    customers: 60,
    days: 5,
    faults: "all,event.delayed=0.01",
  });
  const events = simulated.events.filter(({ type }) => !type.startsWith("task."));
  const nowMs = Date.parse(simulated.summary.to);
  await using stage = await LifecycleStage.open({ nowMs });
  stage.append(events);
  const file = stage.newFile();
  await stage.follow(file);
  const reader = stage.openReader(file);
  const { named, late } = await namedIn(stage, reader);
  expect(late.size).toBeGreaterThan(3);
  const expected = new Map<string, unknown>();
  for (const { object } of named.values()) {
    const whole = caseFrom(object, (key) => named.get(keyText(key))?.events ?? []);
    if (whole === null || whole.own.length === 0) continue;
    const life = reconstruct(whole, { atMs: nowMs, deadlines: stage.deadlines });
    const findings = life.findings.map(({ rule, sentence }) => ({ rule, sentence }));
    const { state, aliases } = life;
    expected.set(keyText(life.object), { state, aliases, records: whole.own.length, findings });
  }
  const rows = await allRows(reader);
  const given = new Map(
    rows.map(({ object, state, aliases, records, findings }) => [
      keyText(object),
      {
        state,
        aliases,
        records,
        findings: findings.map(({ rule, sentence }) => ({ rule, sentence })),
      },
    ]),
  );
  expect(given.size).toBeGreaterThan(300);
  expect(given).toEqual(expected);
  expect(rows.filter(({ store, object }) => store === null && object.type === "payment")).toEqual(
    [],
  );
});
