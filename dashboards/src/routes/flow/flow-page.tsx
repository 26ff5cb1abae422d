import "./flow.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ProcessMap } from "#query/answers/process-answers.ts";
import { processMapAnswer } from "../../api/flow.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { text } from "../../messages/current.ts";
import { ChangesView } from "./changes-view.tsx";
import { FlowPanel } from "./flow-panel.tsx";
import { FLOW_VIEWS, readScope, readView } from "./flow-search.ts";
import type { FlowSearch, FlowView } from "./flow-search.ts";
import { MapView } from "./map-view.tsx";
import { PeriodStrip } from "./period-strip.tsx";
import { RatesView } from "./rates-view.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import { StepsView } from "./steps-view.tsx";
import { VariantsView } from "./variants-view.tsx";

const route = getRouteApi("/flow");

/** How objects go their way: which step follows which, how long each takes, and what changed. */
export function FlowPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scope = readScope(search);
  const view = readView(search);
  const answer = useQuery(processMapAnswer(scope));
  const map = answer.data;
  usePublishCoverage(map?.coverage, answer.dataUpdatedAt, () => void answer.refetch());
  const change = (changed: FlowSearch) =>
    void navigate({ search: { ...search, ...changed }, replace: true, resetScroll: false });
  const open = (what: string) => change({ open: what });
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      <PageHead title={text.flow.title} actions={<ScopeChoice search={search} onChange={change} />}>
        {map !== undefined && (
          <>
            {text.flow.facts(map.type, map.objects)}{" "}
            {map.objects > 0 && text.flow.withFindings(map.withFindings, map.objects)}
          </>
        )}
      </PageHead>
      {answer.error !== null && map !== undefined && (
        <StaleLine
          error={answer.error}
          answeredAtMs={answer.dataUpdatedAt}
          onRetry={() => void answer.refetch()}
        />
      )}
      <PeriodStrip scope={scope} onChange={change} />
      <div className="flow-views">
        <Segmented
          label={text.flow.views.label}
          value={view}
          choices={FLOW_VIEWS.map((value) => ({ value, label: text.flow.views[value] }))}
          onChange={(value) => change({ view: value })}
        />
      </div>
      <div className={classNames("with-evidence", search.open !== undefined && "open")}>
        <div className="flow-main">
          {map === undefined ? (
            answer.error !== null && (
              <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
            )
          ) : map.objects === 0 && view !== "changes" && view !== "rates" ? (
            <NothingFlows map={map} />
          ) : (
            <Shown
              view={view}
              map={map}
              isOfBefore={answer.isPlaceholderData}
              search={search}
              onChange={change}
              onOpen={open}
            />
          )}
        </div>
        {search.open !== undefined && map !== undefined && (
          <FlowPanel
            key={search.open}
            search={search}
            map={map}
            onOpen={open}
            onClose={() => change({ open: "" })}
          />
        )}
      </div>
    </>
  );
}

function Shown(props: {
  readonly view: FlowView;
  readonly map: ProcessMap;
  /** The map is of another period or kind, while the one that was asked for is read. */
  readonly isOfBefore: boolean;
  readonly search: FlowSearch;
  readonly onChange: (changed: FlowSearch) => void;
  readonly onOpen: (what: string) => void;
}) {
  const { map, search, onOpen } = props;
  const scope = readScope(search);
  const shared = { opened: search.open, onOpen };
  switch (props.view) {
    case "map":
      return <MapView {...shared} map={map} search={search} onChange={props.onChange} />;
    case "steps":
      return <StepsView {...shared} scope={scope} />;
    case "variants":
      return (
        <VariantsView
          map={map}
          compared={search.story}
          onCompare={(story) => props.onChange({ story })}
        />
      );
    case "rates":
      return <RatesView scope={scope} />;
    default:
      return <ChangesView {...shared} scope={scope} now={map} isOfBefore={props.isOfBefore} />;
  }
}

function NothingFlows({ map }: { readonly map: ProcessMap }) {
  const through = map.coverage.ledgers.reduce((sum, { throughSeq }) => sum + throughSeq, 0);
  return (
    <section className="flow-empty">
      <h2>{text.flow.empty}</h2>
      <p>{text.flow.emptyWhy(through)}</p>
      <p>{text.flow.emptyNext}</p>
    </section>
  );
}
