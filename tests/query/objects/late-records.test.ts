import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { StagedLifecycles } from "../staged-lifecycles.ts";
import { QueryStage } from "../query-stage.ts";
import { CAPTURED_AGAIN, SALE } from "./sale.ts";

const HOURS_MS = 3 * 3_600_000;

/** A view that found one record late, or cannot be read. */
class LateView extends StagedLifecycles {
  override readonly throughSeq: number;
  readonly #late: ReadonlyMap<number, number> | null;

  constructor(throughSeq: number, late: ReadonlyMap<number, number> | null) {
    super();
    this.throughSeq = throughSeq;
    this.#late = late;
  }

  override async lateRecords(): Promise<ReadonlyMap<number, number>> {
    if (this.#late !== null) return this.#late;
    throw new TracewellError("index-unavailable", "The view cannot be read.");
  }
}

async function orderOf(lifecycles: LateView) {
  await using stage = new QueryStage({ index: "sqlite", engine: { lifecycles } });
  await stage.record([...SALE, CAPTURED_AGAIN]);
  const request = { ...stage.request(), type: "order" as const, id: "100000047", limit: 10 };
  return await stage.engine.object(request);
}

const CAPTURED_AGAIN_SEQ = SALE.length + 1;
const UNKNOWN = "whetherRecordsCameLate";

test("what the view found late is told of the object, and of what belongs to it only once", async () => {
  const late = new Map([[CAPTURED_AGAIN_SEQ, HOURS_MS]]);
  const { findings = [], lifecycle } = await orderOf(new LateView(CAPTURED_AGAIN_SEQ, late));
  const told = findings.filter(({ rule }) => rule === "time.recorded-late");
  expect(told.map(({ on, evidence }) => [on.type, evidence])).toEqual([
    ["order", [`main:${CAPTURED_AGAIN_SEQ}`]],
  ]);
  expect(lifecycle?.unknowns).not.toContain(UNKNOWN);
});

test("while the view has not come to a record, its lateness is not known, and the rest is", async () => {
  const answer = await orderOf(new LateView(CAPTURED_AGAIN_SEQ - 1, new Map()));
  expect(answer.lifecycle?.unknowns).toContain(UNKNOWN);
  expect(answer.narrative?.map(({ text }) => text)).toContain(
    "Not known: whether records came late.",
  );
  expect(answer.findings?.map(({ rule }) => rule)).toContain("payment.duplicate-capture");
});

test("a view that cannot be read takes no answer along", async () => {
  const answer = await orderOf(new LateView(CAPTURED_AGAIN_SEQ, null));
  expect(answer.lifecycle).toMatchObject({ state: "completed" });
  expect(answer.lifecycle?.unknowns).toContain(UNKNOWN);
});
