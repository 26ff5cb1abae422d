import { statSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import type { Finding } from "#domain/lifecycles/finding.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import type { JudgedObject, WorklistRequest } from "#storage/lifecycles/lifecycle-store.ts";
import { openLifecycleReader } from "#storage/lifecycles/sqlite/open-lifecycle-reader.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";
import { show } from "./show.ts";

const BATCH_OBJECTS = 10_000;
const STATES = ["placed", "paid", "delivered", "completed", "uncertain", "cancelled"] as const;
const RULES = [
  "order.stuck",
  "mail.missing",
  "time.undetermined-order",
  "order.uncertain-unresolved",
];

/** One object in fifty has a finding, one in two hundred is uncertain. */
function syntheticObject(place: number, nowMs: number): JudgedObject {
  const type =
    (["order", "quote", "payment", "transaction", "license"] as const)[place % 5] ?? "order";
  const object = { type, id: String(100_000_000 + place) };
  const state = place % 200 === 0 ? "uncertain" : (STATES[place % 4] ?? "placed");
  const lastMs = nowMs - ((place * 7_919) % 1_000_000) * 60_000;
  const rule = RULES[place % 7 === 0 ? place % 3 : 2] ?? "order.stuck";
  const found: Finding = {
    rule,
    version: 1,
    severity: rule.startsWith("time") ? "info" : "error",
    on: object,
    sentence: "Something is wrong with it, in a sentence of some length.",
    values: {},
    evidence: [`main:${place}`],
    since: new Date(lastMs).toISOString(),
    triage: null,
  };
  return {
    row: {
      object,
      aliases: [],
      state,
      stateSinceMs: lastMs - 60_000,
      firstMs: lastMs - 3_600_000,
      lastMs,
      records: 20,
      store: ["europe", "america", "academy"][place % 3] ?? null,
      amount: { minor: 1_990, currency: "EUR" },
      dueMs: null,
      expiresMs: type === "license" ? lastMs + 365 * 86_400_000 : null,
    },
    findings: place % 50 === 0 ? [found] : [],
    steps: [
      { type: "order.placed", atMs: lastMs - 3_600_000 },
      { type: "payment.captured", atMs: lastMs },
    ],
    number: null,
    card: null,
    nextChangeMs: null,
  };
}

function questionsAt(nowMs: number): Record<string, Omit<WorklistRequest, "limit" | "nowMs">> {
  const day = 86_400_000;
  return {
    "all, newest": { order: "newest" },
    "orders, newest": { type: "order", order: "newest" },
    "all, stuck": { order: "stuck" },
    "orders that are uncertain, stuck": { type: "order", state: "uncertain", order: "stuck" },
    "orders that are uncertain, newest": { type: "order", state: "uncertain", order: "newest" },
    "orders paid for a week": {
      type: "order",
      state: "paid",
      stateSinceBeforeMs: nowMs - 7 * day,
      order: "stuck",
    },
    "with a finding, newest": { finding: "mail.missing", order: "newest" },
    "with a finding, stuck": { finding: "order", order: "stuck" },
    "with an open finding": { withOpenFinding: true, order: "newest" },
    "errors of a store": { severity: "error", store: "academy", order: "newest" },
    "licenses that expire this week": {
      type: "license",
      expiresBeforeMs: nowMs + 7 * day,
      order: "stuck",
    },
    "a store's orders of a day": {
      type: "order",
      store: "europe",
      fromMs: nowMs - 30 * day,
      toMs: nowMs - 29 * day,
      order: "newest",
    },
  };
}

/** Fills a view with so many objects and asks for pages of a hundred, ten on end. */
export async function measureWorklists(
  root: string,
  objects: number,
  pages: number,
): Promise<void> {
  const file = join(root, "worklists", "lives.sqlite");
  const nowMs = Date.UTC(2027, 0, 1);
  const writer = openLifecycleWriter({ file, basis: lifecycleBasis(DEFAULT_DEADLINES) });
  const startedMs = performance.now();
  for (let first = 0; first < objects; first += BATCH_OBJECTS) {
    const count = Math.min(BATCH_OBJECTS, objects - first);
    const judged = Array.from({ length: count }, (_value, place) =>
      syntheticObject(first + place, nowMs),
    );
    await writer.write({
      ledger: "main",
      firstSeq: first + 1,
      throughSeq: first + count,
      judgedMs: nowMs,
      postings: [],
      judged,
      gone: [],
      renewed: [],
      late: [],
      latest: new Map(),
      stores: [],
      signs: [],
      isAtHead: false,
      isJudgedThrough: true,
    });
  }
  show("objects", objects);
  show(
    "written, objects a second",
    Math.round((objects / (performance.now() - startedMs)) * 1_000),
  );
  await writer.close();
  show("view, bytes an object", Math.round(statSync(file).size / objects));
  const questions = questionsAt(nowMs);
  const reader = openLifecycleReader({ file });
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = [];
    let after: string | null = null;
    for (let page = 0; page < pages; page += 1) {
      const began = performance.now();
      const place = after === null ? {} : { after };
      const answer = await reader.objects({ ...question, ...place, limit: 100, nowMs });
      times.push(performance.now() - began);
      after = page % 10 === 9 ? null : answer.next;
    }
    const sorted = times.toSorted((one, other) => one - other);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
    show(`${name}: p50, p99 ms`, `${at(0.5)}, ${at(0.99)}`);
  }
  await reader.close();
}
