import "./live.css";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { LiveControls } from "./live-controls.tsx";
import type { LiveSearch } from "./live-search.ts";
import { LiveTable } from "./live-table.tsx";
import { liveLedgers } from "./tail-rows.ts";
import { useTail } from "./use-tail.ts";
import type { Tail } from "./use-tail.ts";

const route = getRouteApi("/live");

/** Records as they become durable. What is being read never moves. */
export function LivePage() {
  const { q } = route.useSearch();
  const query = q ?? "";
  useEffect(() => {
    document.title = text.title(query === "" ? text.live.title : `${text.live.title}: ${query}`);
  }, [query]);
  return <LiveView key={query} query={query} />;
}

function LiveView({ query }: { readonly query: string }) {
  const { rec } = route.useSearch();
  const navigate = route.useNavigate();
  const [isPaused, setIsPaused] = useState(false);
  const [isFollowing, setIsFollowing] = useState(rec === undefined);
  const following = useRef(isFollowing);
  const tail = useTail(query, isPaused, () => !following.current);
  const setFollowing = (follows: boolean) => {
    following.current = follows;
    setIsFollowing(follows);
    if (follows) tail.trim();
  };
  const togglePause = () => setIsPaused(!isPaused);
  useShortcuts("page", { " ": togglePause });
  usePublishLive(tail);
  const change = (search: LiveSearch) =>
    void navigate({ search, replace: true, resetScroll: false });
  const open = (reference: string | undefined) => {
    if (reference !== undefined) setFollowing(false);
    change({
      ...(query === "" ? {} : { q: query }),
      ...(reference === undefined ? {} : { rec: reference }),
    });
  };
  const opened = tail.rows.rows.find(
    (row) => row.kind === "record" && shortReference(row.event) === rec,
  );
  const known = opened?.kind === "record" ? opened.event : undefined;
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <section className="live" aria-labelledby="live-heading">
        <LiveControls
          query={query}
          tail={tail}
          isPaused={isPaused}
          onPause={togglePause}
          onQuery={(q) => change(q === "" ? {} : { q })}
        />
        {tail.problem !== null && tail.rows.rows.length > 0 && (
          <StaleLine error={tail.problem} onRetry={tail.retry} />
        )}
        {tail.problem === null || tail.rows.rows.length > 0 ? (
          <LiveTable
            query={query}
            tail={tail}
            opened={rec}
            isFollowing={isFollowing}
            onFollowing={setFollowing}
            onOpen={open}
          />
        ) : (
          <ProblemView error={tail.problem} onRetry={tail.retry} />
        )}
      </section>
      {rec !== undefined && (
        <EvidenceDrawer
          reference={rec}
          known={known}
          onClose={() => open(undefined)}
          onOpen={open}
          actions={<FollowAction event={known} onFollow={(q) => change({ q })} />}
        />
      )}
    </div>
  );
}

/** How far the stream was looked at: from the last heartbeat, or from a record that came after it. */
function usePublishLive(tail: Tail): void {
  const { heartbeat, lastSeen } = tail;
  const coverage = useMemo(() => {
    const ledgers = liveLedgers(heartbeat?.ledgers ?? [], lastSeen);
    return ledgers.length === 0 ? undefined : ({ status: "live", ledgers } as const);
  }, [heartbeat, lastSeen]);
  const atMs = lastSeen?.atMs ?? 0;
  usePublishCoverage(coverage, Math.max(atMs, Date.parse(heartbeat?.at ?? "1970-01-01")));
}

function FollowAction(props: {
  readonly event: EventAnswer | undefined;
  readonly onFollow: (query: string) => void;
}) {
  const id = props.event?.transactionId;
  if (id === undefined) return null;
  return (
    <button type="button" className="button small" onClick={() => props.onFollow(`tx:${id}`)}>
      {text.live.followId}
    </button>
  );
}
