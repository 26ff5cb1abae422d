import { openTail } from "../../api/tail-stream.ts";
import type { ApiProblem } from "../../api/fetch-answer.ts";
import { splitReference } from "./tail-rows.ts";
import type { LiveGap, LiveRow } from "./tail-rows.ts";

/** Records loaded at once into a gap; the rest stays a gap that can be loaded again. */
const GAP_ROWS_MAX = 500;

export interface LoadedGap {
  readonly loaded: readonly LiveRow[];
  /** What is still not shown; null when the hole is filled. */
  readonly rest: LiveGap | null;
}

/**
 * Reads what a gap left out, through the same query: the stream is opened once more before the gap and
 * read until it is passed. Rejects with the problem the service states.
 */
export function loadGap(query: string, gap: LiveGap, signal: AbortSignal): Promise<LoadedGap> {
  const { ledger, seq: fromSeq } = splitReference(gap.from);
  const { seq: toSeq } = splitReference(gap.to);
  const loaded: LiveRow[] = [];
  return new Promise((resolve, reject) => {
    const finish = (rest: LiveGap | null) => {
      close();
      resolve({ loaded, rest });
    };
    const close = openTail(
      [query],
      {
        onEvent: ({ event }) => {
          if (event.ledger === ledger && event.seq > toSeq) finish(null);
          else if (loaded.length < GAP_ROWS_MAX) {
            loaded.push({ kind: "record", key: event.reference, event });
            if (event.seq === toSeq) finish(null);
          } else finish(restOf(gap, event.seq, toSeq, ledger));
        },
        // A hole of this stream too: what was read before it stands, the rest can be loaded again.
        onGap: ({ from }) => finish(restOf(gap, splitReference(from).seq, toSeq, ledger)),
        onHeartbeat: ({ ledgers }) => {
          const passed = ledgers.find((place) => place.ledger === ledger);
          if ((passed?.throughSeq ?? 0) >= toSeq) finish(null);
        },
        onState: () => undefined,
        onProblem: (problem: ApiProblem) => {
          close();
          reject(problem);
        },
      },
      `${ledger}:${fromSeq - 1}`,
    );
    signal.addEventListener("abort", () => finish(gap));
  });
}

function restOf(gap: LiveGap, fromSeq: number, toSeq: number, ledger: string): LiveGap {
  const from = `${ledger}:${fromSeq}`;
  return { ...gap, key: `rest ${from}`, dropped: toSeq - fromSeq + 1, from };
}
