import { startTransition, useEffect, useReducer, useRef, useState } from "react";
import type { TailHeartbeat } from "#query/answers/tail-messages.ts";
import { readTailStart } from "../../api/tail-start.ts";
import type { TailStart } from "../../api/tail-start.ts";
import type { ApiProblem } from "../../api/fetch-answer.ts";
import { openTail } from "../../api/tail-stream.ts";
import type { TailState } from "../../api/tail-stream.ts";
import { CHART_SECONDS } from "./arrival-counts.ts";
import type { Arrivals } from "./arrival-counts.ts";
import { changeColumns } from "./live-columns.ts";
import type { LiveColumns } from "./live-columns.ts";
import { TailInbox } from "./tail-inbox.ts";
import { splitReference } from "./tail-rows.ts";
import type { LastSeen, LedgerPositions, LiveGap, LiveRow } from "./tail-rows.ts";

/** Arrivals are drawn together, ten times a second: a fast stream must not stop the page. */
const DRAW_MS = 100;

/** Seconds of the service's clock, which this browser's is ahead of by so much. */
const secondAt = (aheadMs: number) => Math.floor((Date.now() - aheadMs) / 1000);

/** What is counted of the stream, as of one second. */
export interface TailCounts {
  readonly second: number;
  readonly arrivals: ReadonlyMap<string, Arrivals>;
  /** Records that wait while paused. */
  readonly waiting: ReadonlyMap<string, number>;
}

export interface Tail {
  /** By filter. */
  readonly columns: LiveColumns;
  readonly counts: TailCounts;
  readonly state: TailState;
  readonly problem: ApiProblem | null;
  /** Positions looked at: at the beginning, then from the last heartbeat. */
  readonly looked: { readonly at: string; readonly ledgers: LedgerPositions } | undefined;
  readonly lastSeen: LastSeen | undefined;
  /** Opens the stream again after the last record seen: nothing is skipped. */
  readonly retry: () => void;
  /** While somebody reads in a column, nothing above moves there and nothing is let go. */
  readonly hold: (query: string, isHeld: boolean) => void;
  readonly fill: (
    query: string,
    gapKey: string,
    loaded: readonly LiveRow[],
    rest: LiveGap | null,
  ) => void;
}

/**
 * The live stream of all columns over one connection. Columns may come and go: the others go on where they
 * are, without a hole. Paused, records keep arriving and wait. `since` is where the first connection begins.
 */
export function useTail(
  queries: readonly string[],
  isPaused: boolean,
  since: string | undefined,
): Tail {
  const [columns, dispatch] = useReducer(changeColumns, new Map());
  const [state, setState] = useState<TailState>("connecting");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [counts, setCounts] = useState<TailCounts>(noCounts);
  const [looked, setLooked] = useState<Tail["looked"]>();
  const [lastSeen, setLastSeen] = useState<LastSeen>();
  const [attempt, setAttempt] = useState(0);
  const [inbox] = useState(() => new TailInbox());
  const position = useRef<string>(undefined);
  const aheadMs = useRef(0);
  const held = useRef(new Set<string>());
  const paused = useRef(isPaused);
  useEffect(() => {
    paused.current = isPaused;
  });

  // Columns are told apart by their filters; an effect needs one value for all of them.
  const asked = JSON.stringify({ filters: queries, attempt });
  useEffect(() => {
    const { filters }: { filters: string[] } = JSON.parse(asked);
    const watchFrom = () => {
      const isLater = position.current !== undefined || since === undefined;
      inbox.setColumns(filters, secondAt(aheadMs.current) - (isLater ? 0 : CHART_SECONDS));
    };
    dispatch({ kind: "columns", queries: filters });
    // A column that comes back follows the newest, as new ones do.
    for (const query of held.current) if (!filters.includes(query)) held.current.delete(query);
    const moveTo = (reference: string) => {
      position.current = laterOf(position.current, reference);
    };
    const listener = {
      onEvent: (message: Parameters<TailInbox["add"]>[0]) => {
        moveTo(message.event.reference);
        inbox.add(message, filters, secondAt(aheadMs.current));
      },
      onGap: (gap: Parameters<TailInbox["addGap"]>[0]) => {
        moveTo(gap.to);
        inbox.addGap(gap);
      },
      onHeartbeat: (heartbeat: TailHeartbeat) => {
        for (const { ledger, throughSeq } of heartbeat.ledgers) moveTo(`${ledger}:${throughSeq}`);
        setLooked(heartbeat);
      },
      onState: (now: TailState) => {
        setState(now);
        if (now === "connecting") setProblem(null);
      },
      onProblem: setProblem,
    };
    if (position.current !== undefined) {
      watchFrom();
      return openTail(filters, listener, position.current);
    }
    return onceStarted((start) => {
      if (start.atMs !== null) aheadMs.current = Date.now() - start.atMs;
      watchFrom();
      if (since !== undefined) return openTail(filters, listener, since);
      for (const { ledger, headSeq } of start.ledgers) moveTo(`${ledger}:${headSeq}`);
      if (start.ledgers.length > 0) {
        setLooked({ at: new Date().toISOString(), ledgers: start.ledgers });
      }
      const isOne = start.ledgers.length === 1;
      return openTail(filters, listener, isOne ? position.current : undefined);
    });
  }, [asked, since, inbox]);

  useEffect(() => {
    const timer = setInterval(() => {
      setCounts((before) => countsOf(inbox, secondAt(aheadMs.current), before));
      if (paused.current) return;
      const rows = inbox.take();
      if (rows.size === 0) return;
      if (position.current !== undefined) {
        setLastSeen({ reference: position.current, atMs: Date.now() });
      }
      // Whoever presses a key does not wait until a fast stream is drawn.
      startTransition(() => dispatch({ kind: "arrived", rows, held: held.current }));
    }, DRAW_MS);
    return () => clearInterval(timer);
  }, [inbox]);

  return {
    columns,
    counts,
    state,
    problem,
    looked,
    lastSeen,
    retry: () => setAttempt(attempt + 1),
    hold: (query, isHeld) => {
      if (isHeld) held.current.add(query);
      else {
        held.current.delete(query);
        dispatch({ kind: "follow", query });
      }
    },
    fill: (query, gapKey, loaded, rest) =>
      dispatch({ kind: "filled", query, gapKey, loaded, rest }),
  };
}

function noCounts(): TailCounts {
  return { second: secondAt(0), arrivals: new Map(), waiting: new Map() };
}

/** The same object while nothing that is shown has changed: then nothing is drawn anew. */
function countsOf(inbox: TailInbox, second: number, before: TailCounts): TailCounts {
  const counts = { second, arrivals: inbox.arrivals(), waiting: inbox.waiting() };
  const isSame =
    counts.second === before.second &&
    counts.arrivals.size === before.arrivals.size &&
    [...counts.arrivals].every(([query, seen]) => before.arrivals.get(query) === seen) &&
    sum(counts.waiting) === sum(before.waiting);
  return isSame ? before : counts;
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0);

/**
 * Asks first where the ledgers end, so that columns that change before anything arrived leave no hole. Without an
 * answer the stream itself tells what is wrong.
 */
function onceStarted(open: (start: TailStart) => () => void): () => void {
  const asking = new AbortController();
  let close: (() => void) | null = null;
  const begin = async () => {
    const start = await readTailStart(asking.signal).catch(() => UNKNOWN_START);
    if (!asking.signal.aborted) close = open(start);
  };
  void begin();
  return () => {
    asking.abort();
    close?.();
  };
}

const UNKNOWN_START: TailStart = { ledgers: [], atMs: null };

/** Of one ledger the later; another ledger's place cannot be compared, and is the newer. */
function laterOf(known: string | undefined, reference: string): string {
  if (known === undefined) return reference;
  const before = splitReference(known);
  const after = splitReference(reference);
  return before.ledger === after.ledger && before.seq > after.seq ? known : reference;
}
