import { explainGaps, numberAt } from "#domain/lifecycles/numbers/explain-gaps.ts";
import type { LifecycleReader, NumberRow } from "#storage/lifecycles/lifecycle-store.ts";
import type { OrderNumberAnswer } from "../answers/number-answers.ts";
import { counted } from "../coverage.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { gapAnswer, toldAnswer } from "./number-answer.ts";
import type { QuarantineMentions } from "./quarantine-mentions.ts";
import { trueSilences } from "./true-silences.ts";
import { toldBefore, toldFrom } from "./told-neighbors.ts";

/** Rows for each sequence of a span; more orders under one number are told by their findings. */
const ROWS_PER_SEQUENCE = 2;

/** Consecutive places of a store's sequence, every one of them explained. */
export interface NumberSpan {
  /** Ascending by sequence; a sequence that two orders carry is there twice. */
  readonly numbers: readonly OrderNumberAnswer[];
  /** First place after the span. */
  readonly end: number;
  /** Sentences for coverage. */
  readonly reasons: readonly string[];
}

interface SpanRequest {
  readonly store: string;
  readonly from: number;
  /** First place after it. */
  readonly end: number;
  /** The lowest place that some record tells. */
  readonly first: number;
  /** Records after these positions are not seen. */
  readonly throughSeq: Readonly<Record<string, number>>;
  readonly nowMs: number;
}

/** Reads the told numbers of a span, and explains the others by their neighbors, silences and the quarantine. */
export async function readSpan(sources: QuerySources, request: SpanRequest): Promise<NumberSpan> {
  const lifecycles = lifecyclesOf(sources);
  const { store, from, first } = request;
  const limit = (request.end - from) * ROWS_PER_SEQUENCE;
  const rows = await lifecycles.numbers({ store, from, to: request.end - 1, limit });
  // What a bound cut off belongs to the next span.
  const end = rows.length < limit ? request.end : (rows.at(-1)?.sequence ?? from) + 1;
  const told = Map.groupBy(rows, ({ sequence }) => sequence);
  const missing = placesBetween(from, end).filter((sequence) => !told.has(sequence));
  const numbers = rows.map((row) => toldAnswer(row));
  if (missing.length === 0) return { numbers, end, reasons: [] };
  const around = [
    ...(await toldBefore(lifecycles, store, { first, sequence: from })),
    ...rows,
    ...(await toldFrom(lifecycles, store, end)),
  ];
  const mentions = await mentionsOf(sources, around, missing);
  const gaps = explainGaps({
    rows: around,
    silences: await trueSilences(sources, await silencesAround(lifecycles, store, around), request),
    mentionedInQuarantine: mentions.items,
    from,
    to: end - 1,
  });
  return {
    numbers: [...numbers, ...gaps.map((gap) => gapAnswer(store, gap))].sort(bySequence),
    end,
    reasons: unreadReasons(mentions),
  };
}

function placesBetween(from: number, end: number): number[] {
  return Array.from({ length: end - from }, (_, place) => from + place);
}

async function mentionsOf(
  { mentionedInQuarantine }: QuerySources,
  around: readonly NumberRow[],
  missing: readonly number[],
): Promise<QuarantineMentions> {
  const numbers = missing.flatMap((sequence) => numberAt(around, sequence) ?? []);
  if (mentionedInQuarantine === null || numbers.length === 0)
    return { items: new Map(), unread: 0 };
  return await mentionedInQuarantine(numbers);
}

async function silencesAround(
  lifecycles: LifecycleReader,
  store: string,
  around: readonly NumberRow[],
) {
  const times = around.flatMap(({ reservedMs, usedMs }) => [reservedMs, usedMs]);
  const known = times.filter((timeMs) => timeMs !== null);
  if (known.length === 0) return [];
  const [fromMs, toMs] = [Math.min(...known), Math.max(...known) + 1];
  return await lifecycles.silences({ store, fromMs, toMs });
}

function unreadReasons({ unread }: QuarantineMentions): string[] {
  if (unread === 0) return [];
  const items = counted(unread, "item");
  return [`${items} in quarantine could not be looked into for missing numbers.`];
}

function bySequence(left: OrderNumberAnswer, right: OrderNumberAnswer): number {
  return left.sequence - right.sequence;
}
