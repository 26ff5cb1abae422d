import type { Silence } from "#domain/lifecycles/numbers/explain-gaps.ts";
import { sourceToken, typeToken } from "#domain/tokens/event-tokens.ts";
import type { IndexExpression, IndexHit, IndexRange } from "#storage/index/event-index.ts";
import type { QuerySources } from "../query-sources.ts";

/** Records of one silence that are looked at: a source that told so many was not silent. */
const RECORDS_LOOKED_AT_MAX = 1_000;

/** Silences of one answer that are looked into; more are taken as the view has them. */
const SILENCES_LOOKED_INTO_MAX = 200;

/**
 * Silences without the times in which their source told other records: a lost heartbeat alone is no outage.
 * What the source itself calls an outage stays whole.
 */
export async function trueSilences(
  sources: QuerySources,
  silences: readonly Silence[],
  range: { readonly throughSeq: Readonly<Record<string, number>>; readonly nowMs: number },
): Promise<readonly Silence[]> {
  const looked = silences.slice(0, SILENCES_LOOKED_INTO_MAX);
  const stretches = await Promise.all(
    looked.map((silence) => stretchesOf(sources, silence, range)),
  );
  return [...stretches.flat(), ...silences.slice(SILENCES_LOOKED_INTO_MAX)];
}

async function stretchesOf(
  sources: QuerySources,
  silence: Silence,
  {
    throughSeq,
    nowMs,
  }: { readonly throughSeq: Readonly<Record<string, number>>; readonly nowMs: number },
): Promise<readonly Silence[]> {
  const { source, fromMs } = silence;
  const own: IndexExpression = { kind: "token", token: sourceToken(source) };
  const lost: IndexExpression = { kind: "token", token: typeToken("source.lost") };
  const begin: IndexRange = { throughSeq, fromMs, toMs: fromMs + 1 };
  const saidSo = { ...begin, expression: { kind: "and", operands: [own, lost] } } as const;
  if ((await sources.index.count(saidSo)) > 0) return [silence];
  const told = await sources.index.search({
    throughSeq,
    fromMs,
    toMs: (silence.toMs ?? nowMs) + 1,
    expression: own,
    order: "oldest",
    limit: RECORDS_LOOKED_AT_MAX,
  });
  const isBetween = told.some(({ timeMs }) => timeMs > fromMs && timeMs !== silence.toMs);
  if (!isBetween) return [silence];
  return quietBetween(silence, told, sources.deadlines.sourceSilentMs);
}

/** Between records that stand too far apart; after the last one only where the silence lasts. */
function quietBetween(
  silence: Silence,
  told: readonly IndexHit[],
  silentMs: number,
): readonly Silence[] {
  const { source } = silence;
  const stretches: Silence[] = [];
  for (const [place, { timeMs: fromMs, ...before }] of told.entries()) {
    const after = told[place + 1];
    if (after === undefined || after.timeMs - fromMs <= silentMs) continue;
    const evidence = [referenceOf(before), referenceOf(after)];
    stretches.push({ source, fromMs, toMs: after.timeMs, evidence });
  }
  const last = told.at(-1);
  const isWhole = told.length < RECORDS_LOOKED_AT_MAX;
  if (silence.toMs === null && last !== undefined && isWhole) {
    stretches.push({ source, fromMs: last.timeMs, toMs: null, evidence: [referenceOf(last)] });
  }
  return stretches;
}

function referenceOf({ ledger, seq }: { readonly ledger: string; readonly seq: number }): string {
  return `${ledger}:${seq}`;
}
