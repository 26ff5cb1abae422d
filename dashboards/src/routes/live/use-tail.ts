import { useEffect, useReducer, useRef, useState } from "react";
import type { TailEvent, TailGap, TailHeartbeat } from "#query/answers/tail-messages.ts";
import type { ApiProblem } from "../../api/fetch-answer.ts";
import { openTail } from "../../api/tail-stream.ts";
import type { TailState } from "../../api/tail-stream.ts";
import {
  appendRows,
  fillGapRow,
  LIVE_ROWS_HELD_MAX,
  NO_ROWS,
  pushBounded,
  RATE_SECONDS,
  ratePerSecond,
  trimRows,
} from "./tail-rows.ts";
import type { LastSeen, LiveGap, LiveRow, LiveRows } from "./tail-rows.ts";

/** Arrivals are drawn together, ten times a second: a fast stream must not stop the page. */
const DRAW_MS = 100;

/** Arrival times kept for the rate; more than this a page cannot draw anyhow. */
const ARRIVALS_MAX = 50_000;

type Change =
  | { readonly kind: "arrived"; readonly rows: readonly LiveRow[]; readonly isHeld: boolean }
  | {
      readonly kind: "filled";
      readonly gapKey: string;
      readonly loaded: readonly LiveRow[];
      readonly rest: LiveGap | null;
    }
  | { readonly kind: "follow" };

function change(current: LiveRows, made: Change): LiveRows {
  if (made.kind === "arrived") return appendRows(current, made.rows, made.isHeld);
  if (made.kind === "filled") return fillGapRow(current, made.gapKey, made.loaded, made.rest);
  return trimRows(current);
}

export interface Tail {
  readonly rows: LiveRows;
  readonly state: TailState;
  readonly problem: ApiProblem | null;
  /** Records waiting while paused. */
  readonly waiting: number;
  readonly ratePerSecond: number;
  /** Positions looked at, from the last heartbeat. */
  readonly heartbeat: TailHeartbeat | undefined;
  readonly lastSeen: LastSeen | undefined;
  /** Opens the stream again after the last record seen: nothing is skipped. */
  readonly retry: () => void;
  readonly trim: () => void;
  readonly fill: (gapKey: string, loaded: readonly LiveRow[], rest: LiveGap | null) => void;
}

/** The live stream of one query, which must not change. Paused, it keeps arriving and waits; held, nothing above is let go. */
export function useTail(query: string, isPaused: boolean, isHeld: () => boolean): Tail {
  const [rows, dispatch] = useReducer(change, NO_ROWS);
  const [state, setState] = useState<TailState>("connecting");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [waiting, setWaiting] = useState(0);
  const [rate, setRate] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const lastReference = useRef<string>(undefined);
  const [lastSeen, setLastSeen] = useState<LastSeen>();
  const [heartbeat, setHeartbeat] = useState<TailHeartbeat>();
  const arrivals = useRef<{ pending: LiveRow[]; atMs: number[] }>({ pending: [], atMs: [] });
  const control = useRef({ isPaused, isHeld });
  useEffect(() => {
    control.current = { isPaused, isHeld };
  });

  useEffect(() => {
    const inbox = { pending: [] as LiveRow[], atMs: [] as number[] };
    arrivals.current = inbox;
    const add = (row: LiveRow) => pushBounded(inbox.pending, row, LIVE_ROWS_HELD_MAX);
    const since = attempt === 0 ? undefined : lastReference.current;
    const listener = {
      onEvent: ({ event }: TailEvent) => {
        lastReference.current = event.reference;
        add({ kind: "record", key: event.reference, event });
        inbox.atMs.push(performance.now());
        if (inbox.atMs.length > ARRIVALS_MAX) inbox.atMs.shift();
      },
      onGap: (gap: TailGap) => add({ kind: "gap", key: `gap ${gap.from}`, ...gap }),
      onHeartbeat: setHeartbeat,
      onState: setState,
      onProblem: setProblem,
    };
    return openTail(query, listener, since);
  }, [query, attempt]);

  useEffect(() => {
    const timer = setInterval(() => {
      const { pending, atMs } = arrivals.current;
      const nowMs = performance.now();
      while ((atMs[0] ?? nowMs) < nowMs - RATE_SECONDS * 1000) atMs.shift();
      setRate(ratePerSecond(atMs, nowMs));
      if (control.current.isPaused) {
        setWaiting(pending.length);
        return;
      }
      setWaiting(0);
      if (pending.length === 0) return;
      arrivals.current.pending = [];
      const reference = lastReference.current;
      if (reference !== undefined) setLastSeen({ reference, atMs: Date.now() });
      dispatch({ kind: "arrived", rows: pending, isHeld: control.current.isHeld() });
    }, DRAW_MS);
    return () => clearInterval(timer);
  }, []);

  return {
    rows,
    state,
    problem,
    waiting,
    ratePerSecond: rate,
    heartbeat,
    lastSeen,
    retry: () => {
      setProblem(null);
      setAttempt(attempt + 1);
    },
    trim: () => dispatch({ kind: "follow" }),
    fill: (gapKey, loaded, rest) => dispatch({ kind: "filled", gapKey, loaded, rest }),
  };
}
