import { TracewellError, type ErrorCode } from "#domain/errors.ts";
import type { LedgerHead } from "../ports.ts";
import type { Problem } from "../problem.ts";
import type { TailFormat } from "./tail-format.ts";
import type { TailPosition } from "./tail-position.ts";
import type { TailPulse } from "./tail-pulse.ts";
import type { TailReader } from "./tail-reader.ts";

/**
 * Characters written at once; a client that does not read them holds no more than two such chunks.
 */
const CHUNK_CHARACTERS_MAX = 16 * 1024;

/** Wait before a slice is asked for again that could not be read for want of room. */
const RETRY_MS = 500;

const PASSING: ReadonlySet<ErrorCode> = new Set(["overloaded", "query-timeout"]);

export interface TailFollower {
  readonly queries: readonly string[];
  /** Moved along. */
  readonly position: TailPosition;
  readonly format: TailFormat;
  readonly reader: TailReader;
  readonly pulse: TailPulse;
  readonly signal: AbortSignal;
  readonly heads: () => readonly LedgerHead[];
  readonly nowMs: () => number;
  readonly heartbeatMs: number;
  readonly lagRecordsMax: number;
  readonly describe: (error: unknown) => Problem;
  readonly onDropped: (records: number) => void;
}

/**
 * The messages of one live stream, made only as fast as they are taken: a client that reads slowly
 * is not read for. When more records than `lagRecordsMax` came while it was waited for, since it
 * had last caught up, it gets a gap and goes on at the head. A client that has not caught up yet
 * never does, so that resuming leaves no hole; nor does one that many records reach at once.
 */
export async function* followTail(follower: TailFollower): AsyncGenerator<string, void> {
  const { position, format, signal, heartbeatMs } = follower;
  yield format.open(position.id());
  let heartbeatDueMs = performance.now() + heartbeatMs;
  let caughtUp = false;
  let missed = 0;
  let isLast = false;
  while (!signal.aborted && !isLast) {
    const behind = ledgersBehind(follower);
    let text = "";
    if (performance.now() >= heartbeatDueMs) {
      heartbeatDueMs = performance.now() + heartbeatMs;
      text = heartbeat(follower);
    } else if (behind[0] === undefined) {
      caughtUp = true;
      missed = 0;
      await follower.pulse.wait(heartbeatDueMs - performance.now(), signal);
    } else if (caughtUp && missed > follower.lagRecordsMax) {
      missed = 0;
      text = behind.map((head) => skipToHead(follower, head)).join("");
    } else {
      const chunk = await nextChunk(follower, behind[0]);
      if (chunk === null) return;
      text = chunk.text;
      isLast = chunk.isLast;
    }
    if (text === "") continue;
    const recordsBefore = recordsOf(follower);
    yield text;
    missed += recordsOf(follower) - recordsBefore;
  }
}

function ledgersBehind({ heads, position }: TailFollower): LedgerHead[] {
  return heads().filter(({ ledger, headSeq }) => headSeq > position.seqOf(ledger));
}

function recordsOf({ heads }: TailFollower): number {
  return heads().reduce((sum, { headSeq }) => sum + headSeq, 0);
}

function heartbeat({ position, format, heads, nowMs }: TailFollower): string {
  const ledgers = heads().map(({ ledger, headSeq }) => ({
    ledger,
    throughSeq: position.seqOf(ledger),
    headSeq,
  }));
  return format.heartbeat(position.id(), { at: new Date(nowMs()).toISOString(), ledgers });
}

function skipToHead(follower: TailFollower, { ledger, headSeq }: LedgerHead): string {
  const { position, format } = follower;
  const firstSeq = position.seqOf(ledger) + 1;
  const dropped = headSeq - firstSeq + 1;
  position.moveTo(ledger, headSeq);
  follower.onDropped(dropped);
  return format.gap(position.id(), {
    dropped,
    from: `${ledger}:${firstSeq}`,
    to: `${ledger}:${headSeq}`,
  });
}

interface Chunk {
  readonly text: string;
  /** It tells of a failure: the stream ends, and the client resumes. */
  readonly isLast: boolean;
}

/** What follows the position, as far as a chunk goes; null once the stream was closed. */
async function nextChunk(follower: TailFollower, head: LedgerHead): Promise<Chunk | null> {
  const { reader, pulse, signal, format, queries, position } = follower;
  const { ledger, headSeq } = head;
  const afterSeq = position.seqOf(ledger);
  try {
    const slice = await reader.read(ledger, afterSeq, headSeq, queries);
    let text = "";
    for (const { item, queries: places } of slice.matches(queries, afterSeq)) {
      text += format.event(position.id(ledger, item.seq), item.json, places);
      if (text.length < CHUNK_CHARACTERS_MAX) continue;
      position.moveTo(ledger, item.seq);
      return { text, isLast: false };
    }
    position.moveTo(ledger, slice.throughSeq);
    return { text, isLast: false };
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof TracewellError && PASSING.has(error.code)) {
      await pulse.wait(RETRY_MS, signal);
      return { text: "", isLast: false };
    }
    return { text: format.problem(follower.describe(error)), isLast: true };
  }
}
