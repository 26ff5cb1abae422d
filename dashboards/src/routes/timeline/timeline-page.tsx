import "./timeline.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { verdictAnswer } from "../../api/timeline.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine, ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { rememberIdentifier } from "../../preferences/recent-identifiers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { NoSuchObject } from "./no-such-object.tsx";
import { Timeline } from "./timeline.tsx";
import { useTimelineAddress } from "./use-timeline-address.ts";
import { useWholeRecords } from "./use-whole-records.ts";

/** One object, from its first record to its last, and what is to be said of it. */
export function TimelinePage() {
  const address = useTimelineAddress();
  const { type, id, search } = address;
  const moment = { asOf: search.asOf, knownAt: search.knownAt };
  const { records, entries } = useWholeRecords(type, id, moment);
  const verdict = useQuery(verdictAnswer(type, id, moment));
  const readAgain = () => {
    void records.refetch();
    void verdict.refetch();
  };
  const pagesRead = records.data?.pages;
  const first = pagesRead?.[0];
  const answer = useMemo(
    () => (first === undefined ? undefined : withVerdict(first, verdict.data)),
    [first, verdict.data],
  );
  usePublishCoverage(
    verdict.data?.coverage ?? pagesRead?.at(-1)?.coverage,
    records.dataUpdatedAt,
    readAgain,
  );
  useEffect(() => {
    document.title = text.title(text.timeline.title(type, id));
  }, [type, id]);
  useRemembered(type, id, first);
  const isAtMoment = search.asOf !== undefined || search.knownAt !== undefined;
  if (answer === undefined) {
    return (
      <>
        <LoadingLine isLoading={records.isPending} />
        {records.error instanceof ApiProblem && records.error.status === 404 ? (
          <NoSuchObject type={type} id={id} />
        ) : (
          records.error !== null && <ProblemView error={records.error} onRetry={readAgain} />
        )}
        {records.error !== null && isAtMoment && (
          <p className="timeline-to-now">
            <PageLink className="button" href={pages.object(type, id)}>
              {text.timeline.moment.toNow}
            </PageLink>
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <LoadingLine isLoading={records.isFetching || verdict.isFetching} />
      {records.error !== null && (
        <StaleLine error={records.error} answeredAtMs={records.dataUpdatedAt} onRetry={readAgain} />
      )}
      {records.error === null && verdict.error !== null && <ProblemLine error={verdict.error} />}
      {entries.length === 0 && !isAtMoment ? (
        <NoSuchObject type={type} id={id} />
      ) : (
        <Timeline
          address={address}
          answer={answer}
          onAskVerdict={verdict.error === null ? undefined : () => void verdict.refetch()}
          entries={entries}
          hasMore={records.hasNextPage}
          onMore={() => void records.fetchNextPage()}
        />
      )}
    </>
  );
}

/** Records as they were asked for, with what the verdict says beside them. */
function withVerdict(first: ObjectAnswer, verdict: ObjectAnswer | undefined): ObjectAnswer {
  if (verdict === undefined) return first;
  const { timeline, nextCursor } = first;
  return { ...verdict, timeline, nextCursor };
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
