import "./results.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import type { EventList } from "#query/answers/query-answers.ts";
import { histogramAnswer } from "../../api/answers.ts";
import { classNames } from "../../components/class-names.ts";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { HistogramStrip } from "../../components/histogram-strip.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useChosenColumns } from "../../preferences/result-columns.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { Facets } from "./facets.tsx";
import type { FindSearch } from "./find-search.ts";
import { ResultControls } from "./result-controls.tsx";
import { readColumns } from "./result-columns.ts";
import { ResultGrid } from "./result-grid.tsx";

const route = getRouteApi("/");

/** What a query found: over time, by field, and record for record. */
export function Results(props: {
  readonly search: FindSearch;
  readonly pagesRead: readonly EventList[];
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly moreProblem: Error | null;
  readonly onMore: () => void;
  readonly onReadAgain: () => void;
}) {
  const { search, pagesRead } = props;
  const navigate = route.useNavigate();
  const zone = useZone();
  const events = useMemo(() => pagesRead.flatMap((page) => page.items), [pagesRead]);
  const range = { q: search.q, from: search.from, to: search.to };
  const histogram = useQuery(histogramAnswer(range));
  const { rec } = search;
  const chosen = useChosenColumns();
  const columns = readColumns(search.cols ?? chosen);
  const change = (changed: Partial<FindSearch> | ((old: FindSearch) => FindSearch)) =>
    void navigate({
      search: (old) => (typeof changed === "function" ? changed(old) : { ...old, ...changed }),
      replace: true,
      resetScroll: false,
    });
  const open = (reference: string | undefined) =>
    change(({ rec: _rec, ...old }) => (reference === undefined ? old : { ...old, rec: reference }));
  const known = events.find((event) => shortReference(event) === rec);
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <div className="results">
        <ResultControls search={search} columns={columns} total={histogram.data?.total} />
        <div className="results-body">
          <Facets search={search} />
          <div className="results-main">
            {histogram.data !== undefined && histogram.data.total > 1 && (
              <HistogramStrip
                answer={histogram.data}
                zone={zone}
                range={range}
                onSelect={({ from, to }) =>
                  void navigate({ search: (old) => ({ ...old, from, to }) })
                }
              />
            )}
            <NewerRecords pagesRead={pagesRead} onReadAgain={props.onReadAgain} />
            {events.length === 0 ? (
              <NothingFound pagesRead={pagesRead} />
            ) : (
              <ResultGrid
                key={JSON.stringify([range, search.order])}
                events={events}
                columns={columns}
                opened={rec}
                hasMore={props.hasMore}
                isReading={props.isReading}
                moreProblem={props.moreProblem}
                total={histogram.data?.total}
                onMore={props.onMore}
                onOpen={open}
              />
            )}
          </div>
        </div>
      </div>
      {rec !== undefined && (
        <EvidenceDrawer
          reference={rec}
          known={known}
          onClose={() => open(undefined)}
          onOpen={open}
        />
      )}
    </div>
  );
}

/** A cursor fixes what an answer was made from; later records are counted, never mixed in. */
function NewerRecords(props: {
  readonly pagesRead: readonly EventList[];
  readonly onReadAgain: () => void;
}) {
  const ledgers = props.pagesRead.at(-1)?.coverage.ledgers ?? [];
  const newer = ledgers.reduce((sum, ledger) => sum + ledger.headSeq - ledger.throughSeq, 0);
  if (newer <= 0) return null;
  return (
    <output className="newer">
      {text.find.newer(newer)}{" "}
      <button type="button" className="button small" onClick={props.onReadAgain}>
        {text.find.refresh}
      </button>
    </output>
  );
}

function NothingFound({ pagesRead }: { readonly pagesRead: readonly EventList[] }) {
  const ledgers = pagesRead.at(-1)?.coverage.ledgers ?? [];
  const through = ledgers.reduce((sum, ledger) => sum + ledger.throughSeq, 0);
  return (
    <section className="nothing">
      <h2>{text.find.nothing}</h2>
      <p>{text.find.nothingWhy(through)}</p>
      <p>{text.find.nothingNext}</p>
    </section>
  );
}
