import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Finding, SEVERITIES, type Severity } from "#domain/lifecycles/finding.ts";
import type {
  CountRow,
  JudgedObject,
  LifecycleReader,
  ObjectRow,
  WorklistFilter,
  WorklistRequest,
} from "#storage/lifecycles/lifecycle-store.ts";
import { batch, finding, judged } from "./lifecycle-batches.ts";
import type { LifecycleSuite } from "./lifecycle-suite.ts";

const TYPES = ["order", "license", "giftCard"] as const;
const IDS = ["a", "b", "c", "d", "e", "f", "g", "h"];
const STATES = ["placed", "paid", "uncertain"];
const STORES = ["eu", "us", null];
const RULES = ["order.stuck", "gift-card.overdrawn", "gift-card.double-capture", "mail.missing"];
const TIME_MS_MAX = 12;
const RUNS = 30;

const timeMs = fc.integer({ min: 0, max: TIME_MS_MAX });
const triage: fc.Arbitrary<Finding["triage"]> = fc.option(
  fc.record({
    status: fc.constantFrom("acknowledged" as const, "explained", "assigned", "reopened"),
    by: fc.constant("ana"),
    note: fc.constant("Seen."),
    assignee: fc.constant(null),
    at: fc.constant("2026-01-05T10:00:00.000Z"),
    reference: fc.constant("main:2"),
    hasNewEvidence: fc.boolean(),
  }),
);
const found = fc.uniqueArray(
  fc.record({ rule: fc.constantFrom(...RULES), severity: fc.constantFrom(...SEVERITIES), triage }),
  { selector: ({ rule }) => rule, maxLength: 3 },
);

const object: fc.Arbitrary<JudgedObject> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    id: fc.constantFrom(...IDS),
    state: fc.constantFrom(...STATES),
    stateSinceMs: timeMs,
    firstMs: timeMs,
    lastMs: timeMs,
    store: fc.constantFrom(...STORES),
    expiresMs: fc.option(timeMs),
    found,
  })
  .map(({ type, id, found: parts, ...row }) => {
    const key = { type, id };
    return judged(key, row, {
      findings: parts.map(({ rule, ...more }) => finding(key, rule, more)),
    });
  });

const optional = <Value>(values: fc.Arbitrary<Value>) =>
  fc.option(values, { nil: undefined, freq: 1 });

const filter: fc.Arbitrary<WorklistFilter> = fc
  .record({
    nowMs: timeMs,
    among: optional(
      fc.array(fc.record({ type: fc.constantFrom(...TYPES), id: fc.constantFrom(...IDS, "z") }), {
        maxLength: 6,
      }),
    ),
    type: optional(fc.constantFrom(...TYPES)),
    state: optional(fc.constantFrom(...STATES)),
    notIn: optional(
      fc.array(fc.record({ type: fc.constantFrom(...TYPES), state: fc.constantFrom(...STATES) }), {
        maxLength: 4,
      }),
    ),
    finding: optional(fc.constantFrom(...RULES, "gift-card", "gift", "mail")),
    withOpenFinding: optional(fc.constant(true as const)),
    severity: optional(fc.constantFrom<Severity>(...SEVERITIES)),
    stateSinceBeforeMs: optional(timeMs),
    expiresBeforeMs: optional(timeMs),
    store: optional(fc.constantFrom("eu", "us")),
    fromMs: optional(timeMs),
    toMs: optional(timeMs),
  })
  // Few conditions at a time, or nothing would be left.
  .chain((all) => {
    const names = Object.keys(all).filter((name) => name !== "nowMs");
    return fc.subarray(names, { maxLength: 3 }).map((kept) => onlyThese(all, kept));
  });

/** Registers what worklists and counts must answer, compared with plain lists. */
export function describeWorklists(suite: LifecycleSuite): void {
  test("worklists hold what their filters ask for, in order, each object once", async () => {
    const objects = fc.array(object, { maxLength: 40 });
    const asked = fc.array(
      fc.record({ filter, order: fc.constantFrom("stuck" as const, "newest", "expiring") }),
      {
        minLength: 4,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(objects, objects, asked, async (first, second, requests) => {
        await using view = await suite.open();
        await view.writer.write(batch(1, 1, { judged: lastOfEach(first) }));
        await view.writer.write(batch(2, 2, { judged: lastOfEach(second) }));
        const kept = lastOfEach([...first, ...second]);
        for (const { filter: one, order } of requests) {
          const rows = await allPages(view.reader, { ...one, order, limit: 3 });
          const hasEnd = ({ row }: JudgedObject) =>
            order !== "expiring" || (row.expiresMs !== null && row.expiresMs > one.nowMs);
          const expected = kept.filter((other) => fulfills(other, one) && hasEnd(other));
          expect(rows.map(nameOf).sort()).toEqual(expected.map(({ row }) => nameOf(row)).sort());
          const times = rows.map((row) => placeIn(order, row));
          expect(times).toEqual(times.toSorted((left, right) => left - right));
        }
        expect(textsOf(await view.reader.counts())).toEqual(countsOf(kept));
      }),
      { numRuns: RUNS },
    );
  });

  test("a row tells everything that is kept of its object", async () => {
    await using view = await suite.open();
    const key = { type: "giftCard", id: "FA-1" } as const;
    const word: Finding["triage"] = {
      status: "assigned",
      by: "ana",
      note: "Looks odd.",
      assignee: "ben",
      at: "2026-01-05T10:00:00.000Z",
      reference: "main:9",
      hasNewEvidence: false,
    };
    const one = judged(
      key,
      {
        aliases: ["38-1", "38-2"],
        state: "active",
        stateSinceMs: 4,
        firstMs: -7,
        lastMs: 9,
        records: 3,
        store: "eu",
        amount: { minor: -50, currency: "EUR" },
        dueMs: 11,
        expiresMs: 12,
      },
      {
        findings: [
          finding(key, "gift-card.overdrawn", { triage: word }),
          finding(key, "gift-card.authorization-stale", { severity: "info" }),
        ],
      },
    );
    await view.writer.write(batch(1, 1, { judged: [one] }));
    await view.reopen();
    const { rows } = await view.reader.objects({ order: "newest", limit: 1, nowMs: 0 });
    const told = one.findings
      .map(({ rule, severity, sentence, since, triage: said }) => {
        return { rule, severity, sentence, since, triage: said };
      })
      .toReversed();
    expect(rows).toEqual([{ ...one.row, findings: told }]);
  });

  test("a place that is none is refused", async () => {
    await using view = await suite.open();
    const request = { order: "newest", limit: 1, nowMs: 0, after: "nowhere" } as const;
    await expect(view.reader.objects(request)).rejects.toMatchObject({ code: "invalid-cursor" });
  });
}

function onlyThese(
  all: { readonly nowMs: number; readonly [name: string]: unknown },
  names: readonly string[],
): WorklistFilter {
  const kept = Object.entries(all).filter(
    ([name, value]) => names.includes(name) && value !== undefined,
  );
  return { ...Object.fromEntries(kept), nowMs: all.nowMs };
}

async function allPages(reader: LifecycleReader, request: WorklistRequest): Promise<ObjectRow[]> {
  const rows: ObjectRow[] = [];
  let after: string | null = null;
  do {
    const page = await reader.objects({ ...request, ...(after !== null && { after }) });
    expect(page.rows.length).toBeLessThanOrEqual(request.limit);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

function placeIn(order: WorklistRequest["order"], row: ObjectRow): number {
  if (order === "expiring") return row.expiresMs ?? NaN;
  return order === "stuck" ? row.stateSinceMs : -row.lastMs;
}

function nameOf({ object: { type, id } }: Pick<ObjectRow, "object">): string {
  return `${type} ${id}`;
}

function lastOfEach(objects: readonly JudgedObject[]): JudgedObject[] {
  return [...new Map(objects.map((one) => [nameOf(one.row), one])).values()];
}

function fulfills({ row, findings }: JudgedObject, asked: WorklistFilter): boolean {
  const { finding: rule } = asked;
  const { expiresMs } = row;
  return [
    asked.among?.some(({ type, id }) => type === row.object.type && id === row.object.id) ?? true,
    asked.type === undefined || row.object.type === asked.type,
    asked.state === undefined || row.state === asked.state,
    asked.notIn?.every(({ type, state }) => row.object.type !== type || row.state !== state) ??
      true,
    asked.store === undefined || row.store === asked.store,
    rule === undefined ||
      findings.some((one) => one.rule === rule || one.rule.startsWith(`${rule}.`)),
    asked.withOpenFinding === undefined ||
      findings.some((one) => !["acknowledged", "explained"].includes(one.triage?.status ?? "")),
    asked.severity === undefined || findings.some((one) => one.severity === asked.severity),
    asked.stateSinceBeforeMs === undefined || row.stateSinceMs < asked.stateSinceBeforeMs,
    asked.expiresBeforeMs === undefined ||
      (expiresMs !== null && expiresMs < asked.expiresBeforeMs && expiresMs > asked.nowMs),
    asked.fromMs === undefined || row.lastMs >= asked.fromMs,
    asked.toMs === undefined || row.lastMs < asked.toMs,
  ].every(Boolean);
}

function countsOf(objects: readonly JudgedObject[]): string[] {
  const counts = new Map<string, number>();
  const count = (type: string, by: string, name: string) => {
    const key = JSON.stringify({ type, by, name });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { row, findings } of objects) {
    count(row.object.type, "state", row.state);
    for (const { rule } of findings) count(row.object.type, "finding", rule);
  }
  const list = [...counts].map(([key, count]) => `${key} ${count}`);
  return list.toSorted();
}

function textsOf(counts: readonly CountRow[]): string[] {
  return counts
    .map(({ type, by, name, count }) => `${JSON.stringify({ type, by, name })} ${count}`)
    .toSorted();
}
