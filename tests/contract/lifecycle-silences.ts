import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import type { SignOfLife, SilenceRow } from "#storage/lifecycles/lifecycle-store.ts";
import { batch } from "./lifecycle-batches.ts";
import type { LifecycleSuite } from "./lifecycle-suite.ts";

/** A fifth of the silence that is allowed; times here count in it. */
const STEP_MS = DEFAULT_DEADLINES.sourceSilentMs / 5;
const LATE_MS = 1_000 * STEP_MS;
const ALL = { store: "eu", fromMs: 0, toMs: LATE_MS } as const;
const RUNS = 30;

function sign(kind: SignOfLife["kind"], step: number, seq: number): SignOfLife {
  return { source: "shop", stores: ["eu", "us"], kind, timeMs: step * STEP_MS, seq };
}

function silence(fromStep: number, toStep: number | null, seqs: number[]): SilenceRow {
  return {
    source: "shop",
    stores: ["eu", "us"],
    fromMs: fromStep * STEP_MS,
    toMs: toStep === null ? null : toStep * STEP_MS,
    evidence: seqs.map((seq) => `main:${seq}`),
  };
}

/** Registers what must be known of sources that fell silent. */
export function describeSilences(suite: LifecycleSuite): void {
  test("silence lies between heartbeats further apart than allowed, and lasts where none came", async () => {
    await using view = await suite.open();
    const signs = [
      sign("started", 0, 1),
      sign("beat", 5, 2),
      sign("beat", 11, 3),
      sign("beat", 12, 4),
    ];
    await view.writer.write(batch(1, 4, { signs, judgedMs: 17 * STEP_MS }));
    expect(await view.reader.silences(ALL)).toEqual([silence(5, 11, [2, 3])]);
    await view.writer.write(batch(5, 4, { judgedMs: 17 * STEP_MS + 1 }));
    expect(await view.reader.silences(ALL)).toEqual([
      silence(5, 11, [2, 3]),
      silence(12, null, [4]),
    ]);
    expect(await view.reader.silences({ ...ALL, toMs: 5 * STEP_MS })).toEqual([]);
    expect(await view.reader.silences({ ...ALL, fromMs: 11 * STEP_MS })).toHaveLength(1);
    expect(await view.reader.silences({ ...ALL, store: "academy" })).toEqual([]);
  });

  test("a beat that comes late fills the silence", async () => {
    await using view = await suite.open();
    await view.writer.write(batch(1, 2, { signs: [sign("beat", 0, 1), sign("beat", 9, 2)] }));
    expect(await view.reader.silences(ALL)).toHaveLength(1);
    await view.writer.write(batch(3, 3, { signs: [sign("beat", 4, 3)] }));
    expect(await view.reader.silences(ALL)).toEqual([]);
  });

  test("a source that never sends heartbeats is not silent, unless it says so", async () => {
    await using view = await suite.open();
    const stores = [{ source: "bank", store: "eu" }];
    const started = { ...sign("started", 0, 1), source: "bank", stores: [] };
    await view.writer.write(batch(1, 1, { signs: [started], stores, judgedMs: LATE_MS }));
    expect(await view.reader.silences(ALL)).toEqual([]);
    const lost = { ...started, kind: "lost", timeMs: 2 * STEP_MS, seq: 2 } as const;
    await view.writer.write(batch(2, 2, { signs: [lost], judgedMs: LATE_MS }));
    const said = { ...silence(2, null, [2]), source: "bank", stores: ["eu"] };
    expect(await view.reader.silences(ALL)).toEqual([said]);
    const back = { ...lost, kind: "recovered", timeMs: 6 * STEP_MS, seq: 3 } as const;
    await view.writer.write(batch(3, 3, { signs: [back], judgedMs: LATE_MS }));
    expect(await view.reader.silences(ALL)).toEqual([
      { ...said, toMs: 6 * STEP_MS, evidence: ["main:2", "main:3"] },
    ]);
  });

  test("in whatever order signs come, the silences are the same", async () => {
    const beats = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 2, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(beats, fc.integer({ min: 1, max: 6 }), async (steps, size) => {
        await using view = await suite.open();
        for (let first = 0; first < steps.length; first += size) {
          const some = steps.slice(first, first + size);
          // The place of a beat in the ledger is its step here, so that its evidence tells which it was.
          const signs = some.map((step) => sign("beat", step, step));
          const through = Math.min(first + size, steps.length);
          await view.writer.write(batch(first + 1, through, { signs, judgedMs: 90 * STEP_MS }));
        }
        expect(await view.reader.silences(ALL)).toEqual(gapsOf(steps));
      }),
      { numRuns: RUNS },
    );
  });
}

function gapsOf(steps: readonly number[]): SilenceRow[] {
  const allowed = DEFAULT_DEADLINES.sourceSilentMs / STEP_MS;
  const sorted = steps.toSorted((one, other) => one - other);
  return sorted.flatMap((step, place) => {
    const next = sorted[place + 1];
    if (next === undefined) return 90 - step > allowed ? [silence(step, null, [step])] : [];
    return next - step > allowed ? [silence(step, next, [step, next])] : [];
  });
}
