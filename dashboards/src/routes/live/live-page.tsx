import "./live.css";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { misreadColumn } from "./column-problem.ts";
import { LiveColumn } from "./live-column.tsx";
import { LiveControls } from "./live-controls.tsx";
import {
  activeColumn,
  columnsOf,
  COLUMNS_MAX,
  nextFilter,
  searchOf,
  withColumn,
  withFilter,
} from "./live-search.ts";
import type { LiveSearch } from "./live-search.ts";
import { liveLedgers } from "./tail-rows.ts";
import { useTail } from "./use-tail.ts";
import type { Tail } from "./use-tail.ts";

const route = getRouteApi("/live");

/** Five minutes of what was just missed. */
const LAST_MINUTES = "now-5m";

/** Records as they become durable, in columns side by side. What is being read never moves. */
export function LivePage() {
  const { since } = route.useSearch();
  return <LiveView key={since ?? ""} />;
}

function LiveView() {
  const search = route.useSearch();
  const { rec, since } = search;
  const queries = columnsOf(search);
  const active = activeColumn(search, queries.length);
  const [isPaused, setIsPaused] = useState(false);
  const tail = useTail(queries, isPaused, since);
  const { change, addColumn, follow } = useLiveAddress(search, queries, active);
  const names = queries.map((query) => (query === "" ? text.live.all : query));
  const title = names.join(", ");
  useEffect(() => {
    const isPlain = queries.length === 1 && queries[0] === "";
    document.title = text.title(isPlain ? text.live.title : `${text.live.title}: ${title}`);
  });
  usePublishLive(tail);
  const togglePause = () => setIsPaused(!isPaused);
  const step = (by: 1 | -1) => () => {
    const place = active + by;
    if (queries[place] !== undefined) change({ col: String(place + 1) });
  };
  useShortcuts("page", {
    " ": togglePause,
    a: addColumn,
    ArrowLeft: step(-1),
    ArrowRight: step(1),
  });
  const { problem } = tail;
  const misread = misreadColumn(problem, queries.length);
  const hasRows = [...tail.columns.values()].some(({ rows }) => rows.length > 0);
  const isLost = problem !== null && misread === null && !hasRows;
  const known = recordOf(tail, queries[active], rec);
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <section className="live" aria-labelledby="live-heading">
        <LiveControls
          tail={tail}
          isPaused={isPaused}
          canAdd={queries.length < COLUMNS_MAX}
          onPause={togglePause}
          onAdd={addColumn}
        />
        {problem !== null && misread === null && hasRows && (
          <StaleLine error={problem} onRetry={tail.retry} />
        )}
        {misread !== null && queries.length > 1 && (
          <p className="live-misread">{text.live.stoppedByFilter}</p>
        )}
        {queries.length > 1 && (
          <div className="live-switch">
            <Segmented
              label={text.live.columns}
              value={String(active + 1)}
              choices={names.map((label, place) => ({ value: String(place + 1), label }))}
              onChange={(col) => change({ col })}
            />
          </div>
        )}
        {isLost ? (
          <ProblemView error={problem} onRetry={tail.retry} />
        ) : (
          <div className="live-columns" style={{ "--columns": queries.length }}>
            {queries.map((query, place) => (
              <LiveColumn
                key={query}
                query={query}
                place={place + 1}
                isAlone={queries.length === 1}
                isActive={place === active}
                opened={place === active ? rec : undefined}
                tail={tail}
                problem={misread === place ? problem : null}
                onActivate={() => change({ col: String(place + 1) })}
                onFilter={(filter) =>
                  change({ ...searchOf(withFilter(queries, place, filter)), rec: undefined }, true)
                }
                onRemove={() =>
                  change({ ...searchOf(queries.toSpliced(place, 1)), rec: undefined }, true)
                }
                onOpen={(reference) => change({ rec: reference, col: String(place + 1) })}
                onFollow={follow}
                onLastMinutes={since === undefined ? () => change({ since: LAST_MINUTES }) : null}
              />
            ))}
          </div>
        )}
      </section>
      {rec !== undefined && (
        <EvidenceDrawer
          reference={rec}
          known={known}
          onClose={() => change({ rec: undefined })}
          onOpen={(reference) => change({ rec: reference })}
          actions={
            known?.transactionId !== undefined && (
              <FollowButton
                id={known.transactionId}
                isBeside={queries.length < COLUMNS_MAX}
                onFollow={follow}
              />
            )
          }
        />
      )}
    </div>
  );
}

type AddressChange = { readonly [Name in keyof LiveSearch]: LiveSearch[Name] | undefined };

/** Changes of the address: what is shown stands there, and nowhere else. */
function useLiveAddress(search: LiveSearch, queries: readonly string[], active: number) {
  const navigate = route.useNavigate();
  /** `isWhole`: the filters are replaced, not added to. */
  const change = (changed: AddressChange, isWhole = false) => {
    const { since, col } = search;
    const kept = isWhole ? { since, col } : search;
    const next: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...kept, ...changed })) {
      if (value !== undefined) next[name] = value;
    }
    if (next["col"] === "1") delete next["col"];
    void navigate({ search: next, replace: true, resetScroll: false });
  };
  const show = (columns: readonly string[], place: number) =>
    change({ ...searchOf(columns), col: String(place + 1) }, true);
  return {
    change,
    addColumn: () => {
      const columns = withColumn(queries, nextFilter(queries, text.live.suggested));
      if (columns !== null) show(columns, columns.length - 1);
    },
    /** In a column of its own; where there is no room, in place of the one it was found in. */
    follow: (id: string) => {
      const filter = `tx:${id}`;
      const columns = withColumn(queries, filter) ?? withFilter(queries, active, filter);
      show(columns, columns.indexOf(filter));
    },
  };
}

function recordOf(
  tail: Tail,
  query: string | undefined,
  reference: string | undefined,
): EventAnswer | undefined {
  if (query === undefined || reference === undefined) return undefined;
  for (const row of tail.columns.get(query)?.rows ?? []) {
    if (row.kind === "record" && shortReference(row.event) === reference) return row.event;
  }
  return undefined;
}

/** How far the stream was looked at: from the last heartbeat, or from a record that came after it. */
function usePublishLive(tail: Tail): void {
  const { looked, lastSeen } = tail;
  const coverage = useMemo(() => {
    const ledgers = liveLedgers(looked?.ledgers ?? [], lastSeen);
    return ledgers.length === 0 ? undefined : ({ status: "live", ledgers } as const);
  }, [looked, lastSeen]);
  const atMs = lastSeen?.atMs ?? 0;
  usePublishCoverage(coverage, Math.max(atMs, Date.parse(looked?.at ?? "1970-01-01")));
}

function FollowButton(props: {
  readonly id: string;
  readonly isBeside: boolean;
  readonly onFollow: (id: string) => void;
}) {
  const follow = () => props.onFollow(props.id);
  useShortcuts("panel", { f: follow });
  return (
    <button type="button" className="button small" onClick={follow}>
      {props.isBeside ? text.live.followBeside : text.live.followHere}{" "}
      <kbd aria-hidden="true">f</kbd>
    </button>
  );
}
