import type { Finding } from "#domain/lifecycles/finding.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type {
  JudgedObject,
  LifecycleBatch,
  NumberRow,
  ObjectRow,
} from "#storage/lifecycles/lifecycle-store.ts";

/** A batch of records `firstSeq` to `throughSeq`, empty but for what a test says. */
export function batch(
  firstSeq: number,
  throughSeq: number,
  more: Partial<LifecycleBatch> = {},
): LifecycleBatch {
  return {
    ledger: "main",
    firstSeq,
    throughSeq,
    judgedMs: 1_000,
    postings: [],
    judged: [],
    gone: [],
    renewed: [],
    late: [],
    latest: new Map(),
    stores: [],
    signs: [],
    isAtHead: true,
    isJudgedThrough: true,
    ...more,
  };
}

export function order(id: string): ObjectKey {
  return { type: "order", id };
}

/** An object with what a test does not care about filled in. */
export function judged(
  object: ObjectKey,
  row: Partial<ObjectRow> = {},
  more: Partial<JudgedObject> = {},
): JudgedObject {
  return {
    row: {
      aliases: [],
      state: "placed",
      stateSinceMs: 0,
      firstMs: 0,
      lastMs: 0,
      records: 1,
      store: null,
      amount: null,
      dueMs: null,
      expiresMs: null,
      ...row,
      object,
    },
    findings: [],
    steps: [],
    number: null,
    card: null,
    nextChangeMs: null,
    ...more,
  };
}

export function finding(on: ObjectKey, rule: string, more: Partial<Finding> = {}): Finding {
  return {
    rule,
    version: 1,
    severity: "error",
    on,
    sentence: `${rule} holds.`,
    values: {},
    evidence: ["main:1"],
    since: "2026-01-05T09:00:00.000Z",
    triage: null,
    ...more,
  };
}

export function numberRow(store: string, sequence: number, number: string): NumberRow {
  return {
    store,
    sequence,
    number,
    explanation: "reserved",
    causes: ["reserved"],
    order: null,
    quote: "Q-1",
    reservedMs: 5,
    usedMs: null,
    sinceMs: 5,
    reason: null,
    mayReturn: true,
    evidence: ["main:1"],
  };
}
