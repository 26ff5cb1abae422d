import { useQuery } from "@tanstack/react-query";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { pastReplayAnswer, replayTableAnswer } from "../../api/replays.ts";
import { usePublishCoverage } from "../../components/coverage-context.tsx";
import { stateName } from "../../components/findings/state-name.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView, StaleLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import { DecisionView } from "./decision-view.tsx";
import { replayDetails } from "./replay-details.ts";
import type { ReplayDetails } from "./replay-details.ts";
import { OrderFindings } from "./replay-history.tsx";
import { ReplayStepsPanel } from "./replay-steps-panel.tsx";
import { byWords, decisionWords, VERDICT_SEVERITIES } from "./replay-words.ts";
import { inputsPath } from "./tree-paths.ts";
import { questionWords } from "./tree-words.ts";
import type { ReplaysViewProps } from "./view-props.ts";

type Lifecycle = NonNullable<ObjectAnswer["lifecycle"]>;

/** A replay that was: on what it was decided, what it loaded, what was checked, and what is to be thought of it. */
export function PastReplayView({ id, show }: ReplaysViewProps & { readonly id: string }) {
  const answer = useQuery(pastReplayAnswer(id));
  const table = useQuery(replayTableAnswer());
  const { data } = answer;
  const error = answer.error ?? table.error;
  const readAgain = () => void Promise.all([answer.refetch(), table.refetch()]);
  usePublishCoverage(data?.coverage, answer.dataUpdatedAt, readAgain);
  return (
    <article className="replay-view">
      <LoadingLine isLoading={answer.isFetching} />
      {error !== null &&
        (data === undefined ? (
          <ProblemView error={error} onRetry={readAgain} />
        ) : (
          <StaleLine error={error} answeredAtMs={answer.dataUpdatedAt} onRetry={readAgain} />
        ))}
      {data?.lifecycle !== undefined && table.data !== undefined && (
        <Replay lifecycle={data.lifecycle} table={table.data} onOpen={(rec) => show({ rec })} />
      )}
    </article>
  );
}

function Replay(props: {
  readonly lifecycle: Lifecycle;
  readonly table: ReplayTable;
  readonly onOpen: (reference: string) => void;
}) {
  const { lifecycle, table, onOpen } = props;
  const details = replayDetails(lifecycle);
  const wasDone = !details.isDryRun && lifecycle.state !== "ended";
  return (
    <>
      <ReplayHead lifecycle={lifecycle} details={details} />
      <Verdict details={details} />
      <DecisionView table={table} paths={[inputsPath("stated", details.inputs)]} onOpen={onOpen} />
      <DisputedFacts details={details} table={table} onOpen={onOpen} />
      <ReplayStepsPanel
        table={table}
        decision={details.decision}
        lineItemId={details.lineItemId}
        loaded={wasDone ? details.documents : null}
        checks={details.checks}
        onOpen={onOpen}
      />
      {details.failure !== null && (
        <p className="replay-section" lang="en">
          {details.failure}
        </p>
      )}
      <OrderFindings findings={lifecycle.findings} onOpen={onOpen} />
    </>
  );
}

function ReplayHead(props: { readonly lifecycle: Lifecycle; readonly details: ReplayDetails }) {
  const { lifecycle, details } = props;
  const zone = useZone();
  const { id } = lifecycle.object;
  const at = lifecycle.states[0]?.from;
  return (
    <header className="replay-head">
      <h2>
        {text.common.of("replay")} <span className="mono">{id}</span>
      </h2>
      <div className="replay-head-actions">
        <PageLink className="button" href={pages.object("replay", id)}>
          {text.replays.openTimeline}
        </PageLink>
        {details.order !== null && (
          <PageLink className="button" href={pages.replays({ fid: details.order })}>
            {text.replays.toNow}
          </PageLink>
        )}
      </div>
      <p className="replay-facts">
        <span>
          {details.isDryRun ? text.replays.dryRunPast : stateName("replay", lifecycle.state)}
        </span>
        {details.order !== null && (
          <PageLink href={pages.object("order", details.order)}>
            {text.common.of("order")} <IdentifierText id={details.order} />
          </PageLink>
        )}
        <span>{byWords(details.by)}</span>
        {at !== undefined && (
          <span>
            {text.replays.decided} <TimeText iso={at} zone={zone} withDate /> {zoneLabel(at, zone)}
          </span>
        )}
      </p>
    </header>
  );
}

function Verdict({ details }: { readonly details: ReplayDetails }) {
  const { verdicts } = text.replays;
  const verdict = verdictOf(details.verdict);
  return (
    <section className="replay-section replay-decision">
      <p className="run-result">
        <SeverityMark severity={VERDICT_SEVERITIES[verdict]} />
        <b>{verdicts[verdict]}</b>
      </p>
      <p lang="en">{details.verdictSentence}</p>
      <p className="quiet">
        {text.replays.was(decisionWords(details.decision))}
        {details.rightDecision !== details.decision &&
          ` · ${text.replays.should(decisionWords(details.rightDecision))}`}
      </p>
    </section>
  );
}

function verdictOf(name: string): keyof typeof VERDICT_SEVERITIES {
  const known = ["right", "needless", "harmful", "unverified", "unknown"] as const;
  return known.find((verdict) => verdict === name) ?? "unknown";
}

function DisputedFacts(props: {
  readonly details: ReplayDetails;
  readonly table: ReplayTable;
  readonly onOpen: (reference: string) => void;
}) {
  const { disputed } = props.details;
  if (disputed.length === 0) return null;
  return (
    <section className="replay-section" aria-labelledby="replay-disputed">
      <h3 id="replay-disputed">{text.replays.disputed}</h3>
      <ul>
        {disputed.map(({ fact, stated, told, evidence }) => (
          <li key={fact}>
            {text.replays.disputedOne(questionWords(props.table, fact), stated, told)}{" "}
            <EvidenceLinks references={evidence} onOpen={props.onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}
