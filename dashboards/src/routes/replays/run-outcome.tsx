import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ReplayView } from "#query/answers/replay-answers.ts";
import type { ReplayTable } from "#query/answers/replay-table-answers.ts";
import { ApiProblem } from "../../api/fetch-answer.ts";
import { pastReplayAnswer } from "../../api/replays.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import type { Severity } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { EvidenceLinks } from "../timeline/views/evidence-links.tsx";
import { replayDetails } from "./replay-details.ts";
import { ReplayStepsPanel } from "./replay-steps-panel.tsx";
import type { ReplayRun } from "./use-replay-run.ts";

/** With these nothing was begun. */
const REFUSALS = new Set([
  "unauthorized",
  "forbidden",
  "not-configured",
  "not-found",
  "invalid-parameter",
  "too-many-requests",
  "cross-origin",
  "overloaded",
  "ledger-stopped",
]);

interface RunProps {
  readonly run: ReplayRun;
  readonly view: ReplayView;
  readonly table: ReplayTable;
  readonly onOpen: (reference: string) => void;
}

/** How far a replay is that was asked for here, and what came of it. Said aloud when it changes. */
export function RunOutcome(props: RunProps) {
  const { run } = props;
  const section = useRef<HTMLElement>(null);
  const { status } = run;
  // The button that started it may be gone with what it offered; whoever used it goes on here.
  useEffect(() => {
    if (status !== "running" && document.activeElement === document.body) {
      section.current?.focus({ preventScroll: true });
    }
  }, [status]);
  return (
    <section
      className="replay-section run-outcome"
      aria-live="polite"
      aria-label={text.replays.result.label}
      ref={section}
      tabIndex={-1}
    >
      {run.status === "running" && <Progress {...props} />}
      {run.status === "failed" && (
        <>
          <h3>
            {isUnanswered(run)
              ? text.replays.result.unansweredHeading
              : text.replays.result.failedHeading}
          </h3>
          <ProblemLine error={run.error} />
        </>
      )}
      {run.executed !== null && <Result {...props} executed={run.executed} />}
    </section>
  );
}

/** Who was asked to load something and gave no answer may have done it. */
function isUnanswered({ isDryRun, error }: ReplayRun): boolean {
  return !isDryRun && !(error instanceof ApiProblem && REFUSALS.has(error.code));
}

/** What the shop's records tell of it by now. */
function Progress({ run, view, onOpen }: RunProps) {
  const zone = useZone();
  const startedAt = new Date(run.startedAtMs).toISOString();
  const newest = view.replays.findLast(({ id }) => !run.before.includes(id));
  const replay = useQuery({
    ...pastReplayAnswer(newest?.id ?? ""),
    enabled: newest !== undefined,
  });
  const lifecycle = replay.data?.lifecycle;
  const details = lifecycle === undefined ? null : replayDetails(lifecycle);
  const { running } = text.replays;
  const decision = details?.decision ?? null;
  return (
    <>
      <h3>{running.heading(run.isDryRun)}</h3>
      <p className="quiet">{running.explain}</p>
      <ol className="run-steps">
        <li>
          <b>{running.asked}</b>
          <span>
            <TimeText iso={startedAt} zone={zone} withDate /> {zoneLabel(startedAt, zone)}
          </span>
        </li>
        <li>
          <b>{running.decided}</b>{" "}
          {decision === null ? running.waiting : text.replays.decisions[decision]}
        </li>
        {!run.isDryRun && (
          <>
            <li>
              <b>{running.loaded}</b>{" "}
              {details === null || details.documents.length === 0 ? (
                running.waiting
              ) : (
                <EvidenceLinks
                  references={details.documents.map(({ reference }) => reference)}
                  onOpen={onOpen}
                />
              )}
            </li>
            <li>
              <b>{running.checked}</b> {running.waiting}
            </li>
          </>
        )}
      </ol>
    </>
  );
}

type Executed = NonNullable<ReplayRun["executed"]>;

const SEVERITIES: Readonly<Record<Executed["replay"]["state"], Severity>> = {
  decided: "info",
  loading: "info",
  waiting: "warning",
  ended: "info",
  verified: "ok",
  failed: "error",
};

function resultWords({ replay }: Executed): string {
  const { result, decisions } = text.replays;
  const decision = decisions[replay.decision];
  switch (replay.state) {
    case "decided":
      return result.dryRun(decision);
    case "ended":
      return result.ended;
    case "verified":
      return result.verified(decision);
    case "failed":
      return result.failed(decision);
    default:
      return result.waiting;
  }
}

function Result(props: RunProps & { readonly executed: Executed }) {
  const { executed, view, table, onOpen } = props;
  const { replay, requested } = executed;
  const isRecorded = view.replays.some(({ id }) => id === replay.replayId);
  const told = useQuery({ ...pastReplayAnswer(replay.replayId), enabled: isRecorded });
  const lifecycle = told.data?.lifecycle;
  const details = lifecycle === undefined ? null : replayDetails(lifecycle);
  const isDone = replay.state === "verified" || replay.state === "failed";
  return (
    <>
      <p className="run-result">
        <SeverityMark severity={SEVERITIES[replay.state]} />
        <b>{resultWords(executed)}</b>
      </p>
      {replay.reason !== null && (
        <p lang="en">
          <CodedText words={replay.reason} />
        </p>
      )}
      <p className="quiet" lang="en">
        {replay.decided.why}
      </p>
      {isDone && (
        <ReplayStepsPanel
          table={table}
          decision={replay.decision}
          lineItemId={details?.lineItemId ?? null}
          loaded={details?.documents ?? []}
          checks={replay.checks}
          onOpen={onOpen}
        />
      )}
      <p className="run-records">
        {isRecorded && (
          <PageLink href={pages.replays({ fid: replay.foreignId, replay: replay.replayId })}>
            {text.replays.result.open}
          </PageLink>
        )}{" "}
        {requested !== null && (
          <>
            {text.replays.running.asked}: <EvidenceLinks references={[requested]} onOpen={onOpen} />
          </>
        )}
      </p>
    </>
  );
}
