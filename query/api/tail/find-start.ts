import { TracewellError } from "#domain/errors.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import type { ApiContext } from "../context.ts";
import type { LedgerHead } from "../ports.ts";
import { queryRequest } from "../query-request.ts";
import { TailPosition } from "./tail-position.ts";

/** `<ledger>:<seq>`, or a seq of ledger main; longer numbers are epoch milliseconds. */
const REFERENCE = /^(?:(?<ledger>[^:\s]{1,128}):)?(?<seq>\d{1,11})$/;

const MAIN_LEDGER = "main";

/**
 * Where a new stream begins. A reference: after that record. A time: with the first record that
 * became known at or after it. `now`, or nothing: with the next record. Throws `invalid-parameter`,
 * `invalid-cursor`.
 */
export async function findStart(
  context: ApiContext,
  asked: { since?: string; lastEventId?: string },
): Promise<TailPosition> {
  const { heads } = context.ports.status();
  const position = await startOf(context, heads, asked);
  position.checkAgainst(heads);
  return position;
}

async function startOf(
  context: ApiContext,
  heads: readonly LedgerHead[],
  { since, lastEventId }: { since?: string; lastEventId?: string },
): Promise<TailPosition> {
  if (lastEventId !== undefined) return TailPosition.parse(lastEventId);
  if (since === undefined || since === "now") return TailPosition.atHeads(heads);
  const { ledger = MAIN_LEDGER, seq } = REFERENCE.exec(since)?.groups ?? {};
  if (seq !== undefined) {
    const position = TailPosition.atHeads(heads);
    position.moveTo(ledger, Number(seq));
    return position;
  }
  const timeMs = parseTimeParameter(since, context.nowMs());
  const starts = heads.map(async (head) => {
    return [head.ledger, await lastSeqBefore(context, head, timeMs)] as const;
  });
  return new TailPosition(await Promise.all(starts));
}

/**
 * Bisection: `recordedAt` never decreases with seq. Records that retention removed lie before any
 * time.
 */
async function lastSeqBefore(
  context: ApiContext,
  { ledger, headSeq }: LedgerHead,
  timeMs: number,
): Promise<number> {
  let before = 0;
  let notBefore = headSeq + 1;
  while (notBefore - before > 1) {
    const middle = Math.floor((before + notBefore) / 2);
    const recordedMs = await recordedAtMs(context, `${ledger}:${middle}`);
    if (recordedMs === null || recordedMs < timeMs) before = middle;
    else notBefore = middle;
  }
  return before;
}

async function recordedAtMs(context: ApiContext, reference: string): Promise<number | null> {
  try {
    const event = await context.ports.engine.event({ ...queryRequest(context), reference });
    return Date.parse(event.recordedAt);
  } catch (error) {
    if (error instanceof TracewellError && error.code === "not-found") return null;
    throw error;
  }
}
