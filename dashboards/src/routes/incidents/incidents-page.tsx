import "./incidents.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { incidentsAnswer } from "../../api/incidents.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { DataTable } from "../../components/table/data-table.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { incidentColumns } from "./incident-columns.tsx";
import { INCIDENT_SHOWS } from "./incidents-search.ts";
import { OpenDialog } from "./open-dialog.tsx";

const route = getRouteApi("/incidents");

/** Incident files, the one that was opened last first. */
export function IncidentsPage() {
  const { show = "open" } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const zone = useZone();
  const answer = useInfiniteQuery(incidentsAnswer());
  const [isOpening, setIsOpening] = useState(false);
  const pagesRead = answer.data?.pages;
  const all = pagesRead?.flatMap((page) => page.items) ?? [];
  const rows = all.filter(({ status }) => show === "all" || status === show);
  const open = all.filter(({ status }) => status === "open").length;
  const readAgain = () => void answer.refetch();
  usePublishCoverage(pagesRead?.at(-1)?.coverage, answer.dataUpdatedAt, readAgain);
  const facts = answer.hasNextPage ? text.incidents.factsSoFar : text.incidents.facts;
  return (
    <section className="incidents">
      <LoadingLine isLoading={answer.isFetching} />
      <PageHead
        title={text.incidents.title}
        actions={
          <>
            <Segmented
              label={text.incidents.show}
              value={show}
              choices={INCIDENT_SHOWS.map((value) => ({
                value,
                label: text.incidents.shows[value],
              }))}
              onChange={(chosen) =>
                void navigate({ search: chosen === "open" ? {} : { show: chosen } })
              }
            />
            <button type="button" className="button primary" onClick={() => setIsOpening(true)}>
              {text.incidents.open.button}
            </button>
          </>
        }
      >
        {pagesRead !== undefined && facts(open, all.length)}
      </PageHead>
      {answer.error !== null && pagesRead !== undefined && (
        <StaleLine error={answer.error} answeredAtMs={answer.dataUpdatedAt} onRetry={readAgain} />
      )}
      {answer.error !== null && pagesRead === undefined && (
        <ProblemView error={answer.error} onRetry={readAgain} />
      )}
      {pagesRead !== undefined && rows.length === 0 && !answer.hasNextPage && (
        <div className="incidents-empty">
          <p>{text.incidents.empty[all.length === 0 ? "all" : show]}</p>
          <p className="quiet">{text.incidents.empty.next}</p>
        </div>
      )}
      {(rows.length > 0 || answer.hasNextPage) && (
        <DataTable
          label={text.incidents.list}
          columns={incidentColumns(zone)}
          rows={rows}
          keyOf={({ id }) => id}
          onOpen={({ id }) => router.history.push(pages.incident(id))}
          hasMore={answer.hasNextPage}
          isReading={answer.isFetchingNextPage}
          onMore={() => void answer.fetchNextPage()}
        />
      )}
      {isOpening && <OpenDialog onClose={() => setIsOpening(false)} />}
    </section>
  );
}
