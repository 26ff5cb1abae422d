import "./timeline.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { timelineAnswer } from "../../api/answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { rememberIdentifier } from "../../preferences/recent-identifiers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { layOutLanes } from "./lanes.ts";
import { NearbyRecords } from "./nearby-records.tsx";
import { NotKnown } from "./not-known.tsx";
import { OverviewStrip } from "./overview-strip.tsx";
import { TimelineGrid } from "./timeline-grid.tsx";
import { TimelineHeader } from "./timeline-header.tsx";
import { useTimelineAddress } from "./use-timeline-address.ts";

/** Records read without being asked: the story is told whole. Longer ones go on at a button. */
const RECORDS_READ_MAX = 10_000;

/** One object, from its first record to its last. */
export function TimelinePage() {
  const { type, id } = useTimelineAddress();
  const answer = useInfiniteQuery(timelineAnswer(type, id));
  const pagesRead = answer.data?.pages;
  const first = pagesRead?.[0];
  const entries = useMemo(() => pagesRead?.flatMap((page) => page.timeline) ?? [], [pagesRead]);
  usePublishCoverage(
    pagesRead?.at(-1)?.coverage,
    answer.dataUpdatedAt,
    () => void answer.refetch(),
  );
  useEffect(() => {
    document.title = text.title(id);
  }, [id]);
  useRemembered(type, id, first);
  const { hasNextPage, isFetching, fetchNextPage } = answer;
  useEffect(() => {
    if (hasNextPage && !isFetching && entries.length < RECORDS_READ_MAX) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, entries.length]);
  if (first === undefined) {
    return (
      <>
        <LoadingLine isLoading={answer.isPending} />
        {answer.error instanceof ApiProblem && answer.error.status === 404 ? (
          <NoSuchTransaction id={id} />
        ) : (
          answer.error !== null && (
            <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
          )
        )}
      </>
    );
  }
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      {answer.error !== null && (
        <StaleLine
          error={answer.error}
          answeredAtMs={answer.dataUpdatedAt}
          onRetry={() => void answer.refetch()}
        />
      )}
      {entries.length === 0 ? (
        <NoSuchTransaction id={id} />
      ) : (
        <Timeline
          answer={first}
          entries={entries}
          hasMore={answer.hasNextPage}
          onMore={() => void answer.fetchNextPage()}
        />
      )}
    </>
  );
}

function Timeline(props: {
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
}) {
  const { entries } = props;
  const { search, show } = useTimelineAddress();
  const { rec } = search;
  const layout = useMemo(() => layOutLanes(entries), [entries]);
  const open = (reference: string | undefined) => {
    const { rec: _closed, ...rest } = search;
    show(reference === undefined ? rest : { ...rest, rec: reference });
  };
  const place = entries.findIndex((entry) => shortReference(entry) === rec);
  const step = (by: 1 | -1) => {
    const neighbor = entries[place + by];
    return place < 0 || neighbor === undefined ? undefined : () => open(shortReference(neighbor));
  };
  return (
    <>
      <TimelineHeader answer={props.answer} entries={entries} isWhole={!props.hasMore} />
      <div className={classNames("with-evidence", rec !== undefined && "open")}>
        <div className="timeline-main">
          <OverviewStrip entries={entries} layout={layout} selected={place} onOpen={open} />
          <TimelineGrid
            entries={entries}
            layout={layout}
            durationMs={props.answer.summary.durationMs ?? 0}
            opened={rec}
            onOpen={open}
          />
          {props.hasMore && (
            <p className="timeline-more">
              <button type="button" className="button" onClick={props.onMore}>
                {text.timeline.more}
              </button>
            </p>
          )}
          <NearbyRecords answer={props.answer} onOpen={open} />
          <NotKnown answer={props.answer} entries={entries} />
        </div>
        {rec !== undefined && (
          <EvidenceDrawer
            reference={rec}
            known={
              entries[place] ??
              props.answer.unattributedNearby.find((event) => shortReference(event) === rec)
            }
            onClose={() => open(undefined)}
            onBack={step(-1)}
            onNext={step(1)}
            onOpen={open}
          />
        )}
      </div>
    </>
  );
}

/** What was opened is listed on Find, with its facts. */
function useRemembered(type: string, id: string, answer: ObjectAnswer | undefined): void {
  useEffect(() => {
    if (answer === undefined || answer.summary.records === 0) return;
    const { records, durationMs } = answer.summary;
    rememberIdentifier({
      objectType: type,
      id,
      facts: text.timeline.facts(
        records,
        durationMs === null ? null : shortDuration(durationMs),
        null,
      ),
      openedAtMs: Date.now(),
    });
  }, [type, id, answer]);
}

function NoSuchTransaction({ id }: { readonly id: string }) {
  return (
    <section className="problem">
      <h1>{text.find.notExact}</h1>
      <p className="mono breaking">{id}</p>
      <p>
        <PageLink className="button" href={pages.find({ q: id, as: "id" })}>
          {text.timeline.notFoundNext}
        </PageLink>
      </p>
    </section>
  );
}
