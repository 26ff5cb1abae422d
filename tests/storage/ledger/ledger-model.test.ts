import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LedgerWriter, StageResult } from "#storage/ledger/ledger.ts";
import { draftOf, TestLedger } from "./test-ledger.ts";

const OPTIONS = { segmentBytesMax: 900, lineBytesMax: 600 };

type Step =
  | {
      readonly kind: "stage";
      readonly id?: number;
      readonly content: number;
      readonly length: number;
    }
  | { readonly kind: "commit" }
  | { readonly kind: "reopen" };

/** What the ledger should do, in a few lines: a list and a map. */
class LedgerModel {
  committed: { id: string | undefined; event: string }[] = [];
  #staged: { id: string | undefined; event: string }[] = [];

  stage(id: string | undefined, event: string): StageResult["status"] {
    if (event.length > 450) return "too-long";
    const all = [...this.committed, ...this.#staged];
    const known = id === undefined ? undefined : all.find((record) => record.id === id);
    if (known !== undefined) return known.event === event ? "duplicate" : "conflict";
    this.#staged.push({ id, event });
    return "staged";
  }

  commit(): void {
    this.committed = [...this.committed, ...this.#staged];
    this.#staged = [];
  }

  reopen(): void {
    this.#staged = [];
  }
}

function run(
  ledger: TestLedger,
  model: LedgerModel,
  writer: LedgerWriter,
  step: Step,
): LedgerWriter {
  if (step.kind === "reopen") {
    model.reopen();
    writer.close();
    return ledger.open(OPTIONS);
  }
  if (step.kind === "commit") {
    model.commit();
    writer.commit();
    return writer;
  }
  const draft = draftOf(`${step.content}${"x".repeat(step.length)}`, step.id?.toString());
  const { status } = writer.stage(draft);
  expect(status).toBe(model.stage(draft.id, String(draft.eventJson)));
  return writer;
}

test("any sequence of staging, committing and reopening gives what a simple model gives", () => {
  const stage = fc.record(
    {
      kind: fc.constant("stage" as const),
      id: fc.nat(40),
      content: fc.nat(2),
      length: fc.oneof(
        { weight: 9, arbitrary: fc.nat(60) },
        { weight: 1, arbitrary: fc.constant(700) },
      ),
    },
    { requiredKeys: ["kind", "content", "length"] },
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: stage },
    { weight: 2, arbitrary: fc.constant({ kind: "commit" as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: "reopen" as const }) },
  );
  let rolled = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: "max" }), (steps) => {
      const ledger = new TestLedger();
      const model = new LedgerModel();
      let writer = ledger.open(OPTIONS);
      for (const next of steps) {
        writer = run(ledger, model, writer, next);
        expect(writer.headSeq).toBe(model.committed.length);
      }
      writer.close();
      const stored = ledger.envelopes();
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
      const records = stored.map(({ id, eventJson }) => ({ id, event: eventJson }));
      expect(records).toEqual(model.committed);
      if (ledger.segmentFirstSeqs.length > 2) rolled += 1;
    }),
    { numRuns: 200 },
  );
  expect(rolled).toBeGreaterThan(20);
});
