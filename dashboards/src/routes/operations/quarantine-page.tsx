import "./quarantine.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { sourcesAnswer } from "../../api/operations.ts";
import { quarantineAnswer } from "../../api/quarantine.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { text } from "../../messages/current.ts";
import { OperationsHead } from "./operations-head.tsx";
import { QuarantineItemView } from "./quarantine-item.tsx";
import { QUARANTINE_STATUSES } from "./quarantine-search.ts";
import type { QuarantineSearch } from "./quarantine-search.ts";
import { QuarantineTable } from "./quarantine-table.tsx";
import { RetryAllDialog, RetryAllProgress } from "./retry-all.tsx";
import { useRetryAll } from "./use-retry-all.ts";

const route = getRouteApi("/operations/quarantine");

/** Input that could not become a record: seen, corrected and read again, or set aside with a reason. */
export function QuarantinePage() {
  const search = route.useSearch();
  const { item, source, status = "open" } = search;
  const navigate = route.useNavigate();
  const answer = useInfiniteQuery(quarantineAnswer({ status, source }));
  const retrying = useRetryAll();
  const [isAsking, setIsAsking] = useState(false);
  const pagesRead = answer.data?.pages;
  const items = pagesRead?.flatMap((page) => page.items) ?? [];
  const coverage = pagesRead?.at(-1)?.coverage;
  const readAgain = () => void answer.refetch();
  usePublishCoverage(coverage, answer.dataUpdatedAt, readAgain);
  const show = (changed: {
    [Name in keyof QuarantineSearch]: QuarantineSearch[Name] | undefined;
  }) => {
    const next: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...search, ...changed })) {
      const isDefault = name === "status" && value === "open";
      if (value !== undefined && !isDefault) next[name] = value;
    }
    void navigate({ search: next, resetScroll: false });
  };
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <div className={classNames("with-evidence", item !== undefined && "open")}>
        <section className="operations-page">
          <OperationsHead
            part="quarantine"
            quarantined={coverage?.quarantined}
            actions={
              status === "open" &&
              items.length > 0 && (
                <button
                  type="button"
                  className="button"
                  disabled={retrying.isRunning}
                  onClick={() => setIsAsking(true)}
                >
                  {text.quarantine.retryAll.act}
                </button>
              )
            }
          >
            {coverage !== undefined && <p>{text.quarantine.facts(coverage.quarantined)}</p>}
          </OperationsHead>
          <div className="quarantine-controls">
            <p className="quarantine-explain">{text.quarantine.explain}</p>
            <Segmented
              label={text.quarantine.status}
              value={status}
              choices={QUARANTINE_STATUSES.map((value) => ({
                value,
                label: text.quarantine[value],
              }))}
              onChange={(chosen) => show({ status: chosen, item: undefined })}
            />
            <SourceChoice
              source={source}
              onChange={(chosen) => show({ source: chosen, item: undefined })}
            />
          </div>
          {retrying.progress !== undefined && (
            <RetryAllProgress
              progress={retrying.progress}
              onStop={retrying.stop}
              onClose={retrying.close}
            />
          )}
          {answer.error !== null && pagesRead !== undefined && (
            <StaleLine
              error={answer.error}
              answeredAtMs={answer.dataUpdatedAt}
              onRetry={readAgain}
            />
          )}
          {answer.error !== null && pagesRead === undefined && (
            <ProblemView error={answer.error} onRetry={readAgain} />
          )}
          {pagesRead !== undefined && items.length === 0 && (
            <p className="operations-empty">{emptyWords(status, source)}</p>
          )}
          {items.length > 0 && (
            <QuarantineTable
              items={items}
              opened={item}
              onOpen={(itemId) => show({ item: itemId })}
              hasMore={answer.hasNextPage}
              isReading={answer.isFetchingNextPage}
              onMore={() => void answer.fetchNextPage()}
            />
          )}
        </section>
        {item !== undefined && (
          <QuarantineItemView key={item} itemId={item} onClose={() => show({ item: undefined })} />
        )}
      </div>
      {isAsking && (
        <RetryAllDialog
          source={source}
          onConfirm={() => retrying.run(source)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

function emptyWords(status: string, source: string | undefined): string {
  const { empty } = text.quarantine;
  if (source !== undefined) return empty.source(source);
  return status === "open" ? empty.open : empty.other;
}

/** The known sources; one that is gone can still be asked for by its name in the address. */
function SourceChoice(props: {
  readonly source: string | undefined;
  readonly onChange: (source: string | undefined) => void;
}) {
  const sources = useQuery({ ...sourcesAnswer(), refetchInterval: false });
  const names = sources.data?.items.map(({ name }) => name) ?? [];
  const known =
    props.source === undefined || names.includes(props.source) ? names : [props.source, ...names];
  return (
    <label className="quarantine-source">
      <span className="label">{text.quarantine.source}</span>
      <select
        className="field"
        value={props.source ?? ""}
        onChange={({ target }) => props.onChange(target.value === "" ? undefined : target.value)}
      >
        <option value="">{text.quarantine.allSources}</option>
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
