import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { ApiProblem } from "../../api/fetch-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { ProblemLine } from "../../components/problem-view.tsx";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { ratePerSecond } from "./arrival-counts.ts";
import { LiveTable } from "./live-table.tsx";
import type { LiveTableHandle } from "./live-table.tsx";
import { RateStrip } from "./rate-strip.tsx";
import { NO_ROWS } from "./tail-rows.ts";
import type { Tail } from "./use-tail.ts";

interface LiveColumnProps {
  readonly query: string;
  /** From 1, from the left. */
  readonly place: number;
  readonly isAlone: boolean;
  /** Keys go to it, and a phone shows it. */
  readonly isActive: boolean;
  readonly opened: string | undefined;
  readonly tail: Tail;
  /** Why its filter cannot be read. */
  readonly problem: ApiProblem | null;
  readonly onActivate: () => void;
  readonly onFilter: (query: string) => void;
  readonly onRemove: () => void;
  readonly onOpen: (reference: string | undefined) => void;
  readonly onFollow: (id: string) => void;
  /** Null where the stream began in the past already. */
  readonly onLastMinutes: (() => void) | null;
}

/** One tail: its filter, how much arrives, and its rows. */
export function LiveColumn(props: LiveColumnProps) {
  const { query, tail, isActive, opened } = props;
  const [isFollowing, setIsFollowing] = useState(opened === undefined);
  const setFollowing = (follows: boolean) => {
    if (follows === isFollowing) return;
    setIsFollowing(follows);
    tail.hold(query, !follows);
  };
  // A link to an opened record begins with somebody reading.
  const holdFromStart = useEffectEvent(() => {
    if (!isFollowing) tail.hold(query, true);
  });
  useEffect(() => holdFromStart(), []);
  const column = useRef<HTMLElement>(null);
  const table = useRef<LiveTableHandle>(null);
  useFocusWithin(column, () => {
    if (!isActive) props.onActivate();
  });
  const name = query === "" ? text.live.all : query;
  const arrivals = tail.counts.arrivals.get(query);
  return (
    <section
      className={classNames("live-column", isActive && "active", props.isAlone && "alone")}
      aria-label={text.live.column(props.place, name)}
      ref={column}
    >
      <ColumnHead {...props} name={name} onProblem={() => table.current?.nextProblem()} />
      {props.problem !== null && (
        <div className="live-column-problem">
          <ProblemLine error={props.problem} />
          <p className="quiet">{text.problem.code(props.problem.code)}</p>
        </div>
      )}
      {arrivals !== undefined && <RateStrip arrivals={arrivals} second={tail.counts.second} />}
      <LiveTable
        ref={table}
        query={query}
        rows={tail.columns.get(query) ?? NO_ROWS}
        sinceMs={(arrivals?.sinceSecond ?? tail.counts.second) * 1000}
        isActive={isActive}
        opened={opened}
        isFollowing={isFollowing}
        onFollowing={setFollowing}
        onFill={tail.fill}
        onOpen={(reference) => {
          if (reference !== undefined) setFollowing(false);
          props.onOpen(reference);
        }}
        onFollow={props.onFollow}
        onLastMinutes={props.onLastMinutes}
      />
    </section>
  );
}

/** Whatever in it gets the focus makes the column the one that keys go to. */
function useFocusWithin(place: React.RefObject<HTMLElement | null>, onFocus: () => void): void {
  const latest = useRef(onFocus);
  useEffect(() => {
    latest.current = onFocus;
  });
  useEffect(() => {
    const element = place.current;
    const tell = () => latest.current();
    element?.addEventListener("focusin", tell);
    return () => element?.removeEventListener("focusin", tell);
  }, [place]);
}

function ColumnHead(
  props: LiveColumnProps & { readonly name: string; readonly onProblem: () => void },
) {
  const { query, tail, isActive } = props;
  const input = useRef<HTMLInputElement>(null);
  useShortcuts("page", isActive ? { "/": () => input.current?.select() } : {});
  return (
    <header className="live-column-head">
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            props.onFilter(input.current?.value.trim() ?? "");
            input.current?.blur();
          }}
        >
          <input
            ref={input}
            className="field mono"
            aria-label={props.isAlone ? text.live.filter : text.live.filterOf(props.place)}
            placeholder={text.live.filterPlaceholder}
            defaultValue={query}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
          <button type="submit" className="button small live-apply">
            {text.live.apply}
          </button>
          {!props.isAlone && (
            <button
              type="button"
              className="button small live-remove"
              aria-label={text.live.removeNamed(props.name)}
              onClick={props.onRemove}
            >
              {text.live.remove}
            </button>
          )}
        </form>
      </search>
      <ColumnFacts query={query} tail={tail} onProblem={props.onProblem} />
    </header>
  );
}

function ColumnFacts(props: {
  readonly query: string;
  readonly tail: Tail;
  readonly onProblem: () => void;
}) {
  const { query, tail } = props;
  const { arrivals, waiting, second } = tail.counts;
  const counted = arrivals.get(query);
  if (counted === undefined) return null;
  const waits = waiting.get(query) ?? 0;
  return (
    <p className="live-facts">
      <span>{text.live.rate(ratePerSecond(counted, second))}</span>
      <span>{text.live.arrived(counted.all)}</span>
      {counted.problems === 0 ? (
        <span>{text.live.problems(0)}</span>
      ) : (
        <span>
          <button
            type="button"
            className="live-problems"
            aria-label={text.live.toProblem(counted.problems)}
            onClick={props.onProblem}
          >
            {text.live.problems(counted.problems)}
          </button>
          <kbd aria-hidden="true">e</kbd>
        </span>
      )}
      {waits > 0 && <span>{text.live.waiting(waits)}</span>}
    </p>
  );
}
