import type { DatabaseSync } from "node:sqlite";
import type { LifecycleReader, SilenceRow } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { readJudgedThroughMs } from "./read-view.ts";
import { numberIn, textIn, textOrNull } from "./row-values.ts";

/** Those that overlap the range and concern the store, ascending by beginning, then source. */
export function readSilences(
  database: DatabaseSync,
  request: Parameters<LifecycleReader["silences"]>[0],
): SilenceRow[] {
  const { store, fromMs, toMs } = request;
  const sources = prepared(
    database,
    "SELECT source FROM source_stores WHERE store = ? ORDER BY source",
  )
    .all(store)
    .map((row) => textIn(row, "source"));
  return sources
    .flatMap((source) => silencesOf(database, source))
    .filter((silence) => silence.fromMs < toMs && (silence.toMs ?? Infinity) > fromMs)
    .sort((one, other) => one.fromMs - other.fromMs || (one.source < other.source ? -1 : 1));
}

/** All silences of a source. */
export function silencesOf(database: DatabaseSync, source: string): SilenceRow[] {
  const ledger = textOrNull(
    prepared(database, "SELECT ledger FROM view WHERE id = 1").get() ?? {},
    "ledger",
  );
  const stores = prepared(
    database,
    "SELECT store FROM source_stores WHERE source = ? ORDER BY store",
  )
    .all(source)
    .map((row) => textIn(row, "store"));
  const spans = [...quietSpans(database, source), ...lostSpans(database, source)];
  return spans.map(({ fromMs, toMs, seqs }) => ({
    source,
    stores,
    fromMs,
    toMs,
    evidence: seqs.map((seq) => `${ledger}:${seq}`),
  }));
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly seqs: readonly number[];
}

/** Between the stretches of life; the last one ended once the source was silent for too long. */
function quietSpans(database: DatabaseSync, source: string): Span[] {
  const select = prepared(database, "SELECT * FROM alive WHERE source = ? ORDER BY from_ms");
  const rows = select.all(source);
  if (!rows.some((row) => numberIn(row, "beats") > 0)) return [];
  const spans: Span[] = [];
  for (const [place, row] of rows.entries()) {
    const next = rows[place + 1];
    const fromMs = numberIn(row, "to_ms");
    const lastSeq = numberIn(row, "last_seq");
    if (next !== undefined) {
      const seqs = [lastSeq, numberIn(next, "first_seq")];
      spans.push({ fromMs, toMs: numberIn(next, "from_ms"), seqs });
    } else if (readJudgedThroughMs(database) > fromMs + silentMsOf(database)) {
      spans.push({ fromMs, toMs: null, seqs: [lastSeq] });
    }
  }
  return spans;
}

function lostSpans(database: DatabaseSync, source: string): Span[] {
  const select = prepared(database, "SELECT * FROM outages WHERE source = ? ORDER BY time_ms, seq");
  const spans: Span[] = [];
  let lost: { readonly fromMs: number; readonly seq: number } | null = null;
  for (const row of select.all(source)) {
    const timeMs = numberIn(row, "time_ms");
    const seq = numberIn(row, "seq");
    if (textIn(row, "kind") === "lost") lost ??= { fromMs: timeMs, seq };
    else if (lost !== null) {
      spans.push({ fromMs: lost.fromMs, toMs: timeMs, seqs: [lost.seq, seq] });
      lost = null;
    }
  }
  if (lost !== null) spans.push({ fromMs: lost.fromMs, toMs: null, seqs: [lost.seq] });
  return spans;
}

/** How long a source may be silent, by the deadlines of the view. */
function silentMsOf(database: DatabaseSync): number {
  const row = prepared(database, "SELECT silent_ms FROM view WHERE id = 1").get() ?? {};
  return numberIn(row, "silent_ms");
}
