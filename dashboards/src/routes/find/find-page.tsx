import "./find.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { eventsAnswer, resolveAnswer } from "../../api/answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { rememberSearch } from "../../preferences/asked-searches.ts";
import { Candidates } from "./candidates.tsx";
import { classifyInput } from "./classify-input.ts";
import { FindBox } from "./find-box.tsx";
import { FindStart } from "./find-start.tsx";
import type { FindSearch } from "./find-search.ts";
import { TimeChoice } from "./result-controls.tsx";
import { Results } from "./results.tsx";
import { doubtfulPlaces } from "./typed-characters.ts";

const route = getRouteApi("/");

/** One box for any ID or query; what it found stands in the address. */
export function FindPage() {
  const search = route.useSearch();
  useEffect(() => {
    document.title = text.title(search.q ?? text.find.title);
  }, [search.q]);
  const isQuery =
    search.q === undefined
      ? search.from !== undefined || search.to !== undefined || search.order !== undefined
      : (search.as ?? classifyInput(search.q)) === "query";
  if (isQuery) return <QueryView search={search} />;
  if (search.q === undefined) {
    return (
      <div className="find">
        <div className="find-main">
          <FindBox key="" typed="" reading="id" />
          <FindStart />
        </div>
      </div>
    );
  }
  return <IdentifierView q={search.q} />;
}

function IdentifierView({ q }: { readonly q: string }) {
  const answer = useQuery(resolveAnswer(q));
  usePublishCoverage(answer.data?.coverage, answer.dataUpdatedAt, () => void answer.refetch());
  const shown = answer.data;
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <Candidates
        key={shown?.given ?? ""}
        answer={shown}
        box={
          <FindBox
            key={q}
            typed={q}
            reading="id"
            isTransaction={shown?.items[0]?.objectType === "transaction"}
            doubtful={shown === undefined ? [] : doubtfulPlaces(q, shown)}
          />
        }
        problem={
          answer.error === null ? null : shown === undefined ? (
            <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
          ) : (
            <StaleLine
              error={answer.error}
              answeredAtMs={answer.dataUpdatedAt}
              onRetry={() => void answer.refetch()}
            />
          )
        }
      />
    </>
  );
}

function QueryView({ search }: { readonly search: FindSearch }) {
  const { q, from, to } = search;
  const order = search.order ?? "newest";
  const answer = useInfiniteQuery(eventsAnswer({ q, from, to, order }));
  const pagesRead = answer.data?.pages;
  const problem = answer.error instanceof ApiProblem ? answer.error : undefined;
  const queryProblem = problem?.code === "invalid-query" ? problem : undefined;
  const isAnswered = answer.isSuccess && !answer.isPlaceholderData;
  useEffect(() => {
    if (isAnswered && q !== undefined) rememberSearch(q);
  }, [isAnswered, q]);
  usePublishCoverage(
    pagesRead?.at(-1)?.coverage,
    answer.dataUpdatedAt,
    () => void answer.refetch(),
  );
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      {answer.error !== null && queryProblem === undefined && pagesRead !== undefined && (
        <StaleLine
          error={answer.error}
          answeredAtMs={answer.dataUpdatedAt}
          onRetry={() => void answer.refetch()}
        />
      )}
      <div className={classNames("find-query", queryProblem !== undefined && "alone")}>
        <FindBox key={q ?? ""} typed={q ?? ""} reading="query" problem={queryProblem} />
      </div>
      {pagesRead === undefined
        ? answer.error !== null &&
          queryProblem === undefined && (
            <>
              {(from !== undefined || to !== undefined) && (
                // The range itself may be what cannot be read.
                <div className="result-controls">
                  <TimeChoice search={search} />
                </div>
              )}
              <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
            </>
          )
        : queryProblem === undefined && (
            <Results
              search={search}
              pagesRead={pagesRead}
              hasMore={answer.hasNextPage}
              isReading={answer.isFetchingNextPage}
              moreProblem={answer.isFetchNextPageError ? answer.error : null}
              onMore={() => void answer.fetchNextPage()}
              onReadAgain={() => void answer.refetch()}
            />
          )}
    </>
  );
}
