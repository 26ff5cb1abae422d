/**
 * The port of the lifecycles: a view of the ledger that keeps of every object what worklists, number
 * sequences, gift-card accounts and statistics need. It follows the ledger by itself, with a watermark of its
 * own; whole lives are never read from it but rebuilt from events. Adapters: `sqlite/`.
 */

import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import type { Finding } from "#domain/lifecycles/finding.ts";
import type { LifecycleType, ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { CardEntry } from "#domain/gift-cards/accounting.ts";
import type { Watermark } from "#storage/index/event-index.ts";

/** The follower that keeps it, as `/readyz` names it. */
export const LIFECYCLES_FOLLOWER = "lifecycles";

/** One object as worklists show it. Times in epoch milliseconds. */
export interface ObjectRow {
  readonly object: ObjectKey;
  readonly aliases: readonly string[];
  readonly state: string;
  /** When it came into that state. */
  readonly stateSinceMs: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly records: number;
  readonly store: string | null;
  readonly amount: { readonly minor: number; readonly currency: string } | null;
  /** The next thing owed that is not met; null where nothing is. */
  readonly dueMs: number | null;
  /** End of its term or hold, where it has one. */
  readonly expiresMs: number | null;
  readonly findings: readonly Pick<
    Finding,
    "rule" | "severity" | "sentence" | "since" | "triage"
  >[];
}

/** Only objects that fulfill all of it. Ranges are half-open. */
export interface WorklistFilter {
  /** One of these. */
  readonly among?: readonly ObjectKey[];
  readonly type?: LifecycleType;
  readonly state?: string;
  /** In none of these states. */
  readonly notIn?: readonly { readonly type: LifecycleType; readonly state: string }[];
  /** A rule ID, or the first part of one: `gift-card`. */
  readonly finding?: string;
  /** With any finding that nobody has explained or acknowledged. */
  readonly withOpenFinding?: true;
  readonly severity?: Finding["severity"];
  /** In its state since before this time. */
  readonly stateSinceBeforeMs?: number;
  /** Its term or hold ends before this time, and has not ended at `nowMs`. */
  readonly expiresBeforeMs?: number;
  readonly nowMs: number;
  readonly store?: string;
  /** Occurrence of its last record. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface WorklistRequest extends WorklistFilter {
  /** Longest in its state first, last touched first, or (of what has an end to come) the soonest end first. */
  readonly order: "stuck" | "newest" | "expiring";
  /** Opaque to callers; from the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface WorklistPage {
  readonly rows: readonly ObjectRow[];
  /** Null at the end. */
  readonly next: string | null;
}

/** One number of a sequence that some event told; gaps are found between them. */
export interface NumberRow {
  readonly store: string;
  readonly sequence: number;
  readonly number: string;
  /** By precedence; see `domain/lifecycles/numbers`. */
  readonly explanation: string;
  readonly causes: readonly string[];
  readonly order: string | null;
  readonly quote: string | null;
  readonly reservedMs: number | null;
  readonly usedMs: number | null;
  /** Since when the explanation holds. */
  readonly sinceMs: number;
  readonly reason: string | null;
  readonly mayReturn: boolean;
  readonly evidence: readonly string[];
}

export interface StoreRow {
  readonly store: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly numbers: number;
}

/** A time in which a source that sends heartbeats was silent, or said that it was lost. */
export interface SilenceRow {
  readonly source: string;
  readonly stores: readonly string[];
  readonly fromMs: number;
  /** Null while it lasts. */
  readonly toMs: number | null;
  readonly evidence: readonly string[];
}

/** The steps of one card's account in order, with what they are of. */
export interface CardRow {
  readonly card: string;
  readonly store: string | null;
  readonly currency: string;
  readonly entries: readonly (CardEntry & { readonly seq: number })[];
}

/** The own story of one object, for statistics. */
export interface PathRow {
  readonly id: string;
  /** Opaque: `after` of a list that goes on behind it, whatever became of the object. */
  readonly place: string;
  readonly store: string | null;
  readonly hasFinding: boolean;
  readonly steps: readonly { readonly type: string; readonly atMs: number }[];
}

/** A finding came up or went away, in the order in which the view noticed. */
export interface FindingChange {
  readonly position: number;
  readonly change: "found" | "gone";
  readonly noticedMs: number;
  readonly on: ObjectKey;
  readonly rule: string;
  readonly severity: Finding["severity"];
  readonly sentence: string;
  readonly sinceMs: number;
  readonly evidence: readonly string[];
}

export interface CountRow {
  readonly type: LifecycleType;
  readonly by: "state" | "finding";
  readonly name: string;
  readonly count: number;
}

/** The reading half; adapters may run it in any thread beside the writer. */
export interface LifecycleReader {
  watermarks(): Promise<Watermark[]>;
  /** Deadlines were judged through this time, epoch milliseconds; 0 before the first look. */
  judgedThroughMs(): Promise<number>;
  objects(request: WorklistRequest): Promise<WorklistPage>;
  /** How many objects are in each state and have each finding, by type; for the head of worklists. */
  counts(): Promise<CountRow[]>;
  /** Ascending by store. */
  stores(): Promise<StoreRow[]>;
  /** Of one store, ascending by sequence then number, `from` and `to` both included. */
  numbers(request: {
    readonly store: string;
    readonly from?: number;
    readonly to?: number;
    readonly limit: number;
  }): Promise<NumberRow[]>;
  /** Those that overlap the range and concern the store, ascending. */
  silences(request: {
    readonly store: string;
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<SilenceRow[]>;
  /** Cards after `after` by ID ascending, with their entries of records at or below `throughSeq` and at or before `asOfMs`. */
  cards(request: {
    readonly after?: string;
    readonly limit: number;
    readonly asOfMs?: number;
    readonly throughSeq?: number;
  }): Promise<CardRow[]>;
  /** Objects of a type whose first record lies in the range, in an order that stays the same; `after` is the `place` of a row. */
  paths(request: {
    readonly type: LifecycleType;
    readonly fromMs?: number;
    readonly toMs?: number;
    readonly after?: string;
    readonly limit: number;
  }): Promise<PathRow[]>;
  /** How late records were, for those of these that were, in milliseconds. */
  lateRecords(ledger: string, seqs: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** After a position, ascending. */
  findingChanges(after: number, limit: number): Promise<FindingChange[]>;
  /**
   * Which list of changes that is, and its last position, 0 while it is empty. Where the view was made anew
   * the list has another `id`, chosen at random, and positions of the one before mean nothing in it.
   */
  findingFeed(): Promise<{ readonly id: string; readonly last: number }>;
  /** Whether the object has the finding now, as far as the view has read. */
  hasFinding(on: ObjectKey, rule: string): Promise<boolean>;
  /** SHA-256 in hex over every answer-bearing row; equal for equal ledgers and times of judgment, however followed. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

/** What a view was made by: with others it is made anew. */
export interface LifecycleBasis {
  /** Of each model, by type. */
  readonly models: Readonly<Record<LifecycleType, number>>;
  readonly rules: number;
  readonly deadlines: Deadlines;
}

/** Everything the view keeps of one object, judged at the time of its batch. */
export interface JudgedObject {
  readonly row: Omit<ObjectRow, "findings">;
  readonly findings: readonly Finding[];
  readonly steps: PathRow["steps"];
  /** Its place in the sequence of a store; null where it has none. */
  readonly number: NumberRow | null;
  /** Its account; null for what is no card, or has no entries. */
  readonly card: Omit<CardRow, "card"> | null;
  /** From this millisecond on it must be judged again though no event comes; null: never. */
  readonly nextChangeMs: number | null;
}

/** A source said that it begins, that it lives, that it is lost, or that it is back. */
export interface SignOfLife {
  readonly source: string;
  readonly stores: readonly string[];
  readonly kind: "started" | "beat" | "lost" | "recovered";
  readonly timeMs: number;
  readonly seq: number;
}

/** What consecutive records come to; written in one transaction. */
export interface LifecycleBatch extends Watermark {
  /** First record of it; one above `throughSeq` where it carries none. */
  readonly firstSeq: number;
  /** When it was judged, epoch milliseconds; never decreases. */
  readonly judgedMs: number;
  /** Which of its records name which object, ascending. */
  readonly postings: readonly { readonly object: ObjectKey; readonly seqs: readonly number[] }[];
  readonly judged: readonly JudgedObject[];
  /** Objects that no record names any more, or not under this ID. */
  readonly gone: readonly ObjectKey[];
  /** Objects of `outdated` that were judged by what retention has left. */
  readonly renewed: readonly ObjectKey[];
  readonly late: readonly { readonly seq: number; readonly lateMs: number }[];
  /** The latest time that each source has told, epoch milliseconds; those that moved. */
  readonly latest: ReadonlyMap<string, number>;
  /** Stores of which a source has told. */
  readonly stores: readonly { readonly source: string; readonly store: string }[];
  readonly signs: readonly SignOfLife[];
  /** Nothing more is waiting: what findings changed is told. */
  readonly isAtHead: boolean;
  /** With it every object is judged whose answer changed by `judgedMs`. */
  readonly isJudgedThrough: boolean;
}

/** The writing half: one writer at a time. It follows one ledger. */
export interface LifecycleWriter {
  /** The watermark, 0 when none, with the checksum that was committed with it. */
  position(ledger: string): Promise<Watermark>;
  /** The latest time at which anything was judged, epoch milliseconds; 0 before. */
  judgedMs(): Promise<number>;
  /** For each object the kept records that name it, ascending, at most `limit`. */
  seqsOf(objects: readonly ObjectKey[], limit: number): Promise<readonly (readonly number[])[]>;
  /** How late those of these records were that were, in milliseconds. */
  lateRecords(seqs: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** The latest time that each source has told, epoch milliseconds. */
  latestTimes(): Promise<ReadonlyMap<string, number>>;
  /** Objects whose answer changes at or before a time, soonest first, at most `limit`. */
  due(atMs: number, limit: number): Promise<ObjectKey[]>;
  /** The soonest change of an object without an event; null when there is none. */
  nextChangeMs(): Promise<number | null>;
  /**
   * Writes a batch. Records at or below the watermark are refused, as is a gap above it that retention does
   * not explain (`internal`). Throws `index-unavailable` when the store cannot be used, with `detail.damaged`
   * where it must be made anew.
   */
  write(batch: LifecycleBatch): Promise<void>;
  /** Tells of findings that came up or went away while records were waiting; returns whether there are more. */
  tell(noticedMs: number): Promise<boolean>;
  /** Retention has removed the records below `seq`: from now on they are none. */
  dropBefore(ledger: string, seq: number): Promise<void>;
  /** Objects that were judged by records that are removed by now, at most `limit`; empty once all are renewed. */
  outdated(limit: number): Promise<ObjectKey[]>;
  /** Forgets everything but what findings were told, for a rebuild; damaged or not. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
