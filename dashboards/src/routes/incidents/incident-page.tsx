import "./incident.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Incident } from "#query/answers/incident-answers.ts";
import { incidentAnswer } from "../../api/incidents.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { EvidenceDrawer } from "../../components/evidence/evidence-drawer.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { PinButton } from "../../components/pins/pin-button.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { IncidentHead } from "./incident-head.tsx";
import { IncidentHistory } from "./incident-history.tsx";
import { IncidentNotes } from "./incident-notes.tsx";
import { PinList } from "./pin-list.tsx";

const route = getRouteApi("/incidents/$incidentId");

/** One incident: what was pinned from several timelines, in the order of time, with notes and history. */
export function IncidentPage() {
  const { incidentId } = route.useParams();
  const answer = useQuery(incidentAnswer(incidentId));
  const { data, error } = answer;
  const readAgain = () => void answer.refetch();
  usePublishCoverage(data?.coverage, answer.dataUpdatedAt, readAgain);
  const isUnknown = error instanceof ApiProblem && error.status === 404;
  return (
    <>
      <LoadingLine isLoading={answer.isFetching} />
      {error !== null && data !== undefined && (
        <StaleLine error={error} answeredAtMs={answer.dataUpdatedAt} onRetry={readAgain} />
      )}
      {isUnknown && data === undefined && <NoSuchIncident id={incidentId} />}
      {error !== null && !isUnknown && data === undefined && (
        <ProblemView error={error} onRetry={readAgain} />
      )}
      {data !== undefined && <IncidentFile incident={data} />}
    </>
  );
}

function IncidentFile({ incident }: { readonly incident: Incident }) {
  const { rec } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (reference: string | undefined) =>
    void navigate({
      search: reference === undefined ? {} : { rec: reference },
      resetScroll: false,
    });
  const records = incident.pins.flatMap(({ record }) => record ?? []);
  const place = records.findIndex(({ reference }) => reference === rec);
  const step = (by: 1 | -1) => {
    const neighbor = place < 0 ? undefined : records[place + by];
    return neighbor === undefined ? undefined : () => open(neighbor.reference);
  };
  return (
    <div className={classNames("with-evidence", rec !== undefined && "open")}>
      <article className="incident">
        <IncidentHead incident={incident} />
        <IncidentNotes incident={incident} />
        <PinList incident={incident} opened={rec} onOpen={open} />
        <IncidentHistory incident={incident} onOpen={open} />
      </article>
      {rec !== undefined && (
        <EvidenceDrawer
          reference={rec}
          known={records[place]?.content ?? undefined}
          onClose={() => open(undefined)}
          onBack={step(-1)}
          onNext={step(1)}
          onOpen={open}
          actions={place < 0 ? <PinButton key={rec} pin={{ reference: rec }} /> : undefined}
        />
      )}
    </div>
  );
}

function NoSuchIncident({ id }: { readonly id: string }) {
  return (
    <section className="problem">
      <h1>{text.incidents.notFound}</h1>
      <p className="mono breaking">{id}</p>
      <p>
        <PageLink className="button" href={pages.incidents()}>
          {text.incidents.toList}
        </PageLink>
      </p>
    </section>
  );
}
