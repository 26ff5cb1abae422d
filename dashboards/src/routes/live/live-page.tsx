import "./live.css";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { misreadColumn } from "./column-problem.ts";
import { FollowButton } from "./follow-button.tsx";
import { LiveColumn } from "./live-column.tsx";
import { LiveControls } from "./live-controls.tsx";
import { activeColumn, columnsOf, COLUMNS_MAX, searchOf, withFilter } from "./live-search.ts";
import { useLiveAddress } from "./use-live-address.ts";
import type { AddressChange } from "./use-live-address.ts";
import { usePublishLive } from "./use-publish-live.ts";
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
          <LiveColumns
            queries={queries}
            active={active}
            rec={rec}
            tail={tail}
            misread={misread}
            onChange={change}
            onFollow={follow}
            onLastMinutes={since === undefined ? () => change({ since: LAST_MINUTES }) : null}
          />
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

function LiveColumns(props: {
  readonly queries: readonly string[];
  readonly active: number;
  readonly rec: string | undefined;
  readonly tail: Tail;
  /** The column whose filter cannot be read. */
  readonly misread: number | null;
  readonly onChange: (changed: AddressChange, isWhole?: boolean) => void;
  readonly onFollow: (id: string) => void;
  readonly onLastMinutes: (() => void) | null;
}) {
  const { queries, active, rec, tail, misread, onChange: change } = props;
  return (
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
          problem={misread === place ? tail.problem : null}
          onActivate={() => change({ col: String(place + 1) })}
          onFilter={(filter) =>
            change({ ...searchOf(withFilter(queries, place, filter)), rec: undefined }, true)
          }
          onRemove={() =>
            change({ ...searchOf(queries.toSpliced(place, 1)), rec: undefined }, true)
          }
          onOpen={(reference) => change({ rec: reference, col: String(place + 1) })}
          onFollow={props.onFollow}
          onLastMinutes={props.onLastMinutes}
        />
      ))}
    </div>
  );
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
