import "./candidate-preview.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { Candidate } from "#query/answers/query-answers.ts";
import { eventsAnswer } from "../../api/answers.ts";
import { candidateAnswer } from "../../api/find.ts";
import { FindingLine } from "../../components/findings/finding-line.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { ReadBack } from "../../components/read-back.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { candidateHref, hasLife, objectQuery } from "./candidate-href.ts";
import { confirmFacts } from "./confirm-facts.ts";
import type { ConfirmFact } from "./confirm-facts.ts";
import { MiniOverview } from "./mini-overview.tsx";
import { PreviewSteps } from "./preview-steps.tsx";
import { gravestFirst } from "./verdict-lines.tsx";

/** Findings listed before somebody opens the timeline. */
const FINDINGS_SHOWN = 4;

/** State, facts to confirm with the caller before anything is opened, and the ID spelled. */
export function CandidatePreview(props: {
  readonly candidate: Candidate;
  readonly number: number;
  readonly opensOnEnter: boolean;
  readonly onNext: (() => void) | undefined;
}) {
  const { candidate } = props;
  const isJudged = hasLife(candidate.objectType);
  const marked = candidate.exact ? [] : candidate.differences;
  return (
    <aside className="preview" aria-label={text.find.candidate(props.number)}>
      <h2>{text.find.candidate(props.number)}</h2>
      <p className="preview-id">
        <IdentifierText id={candidate.id} marked={marked} />
      </p>
      {isJudged ? <JudgedFacts candidate={candidate} /> : <PlainFacts candidate={candidate} />}
      <div className="preview-spelled">
        <ReadBack id={candidate.id} marked={marked} />
      </div>
      <p className="preview-actions">
        <PageLink className="button primary" href={candidateHref(candidate)}>
          {isJudged ? text.find.open : text.find.openRecords}{" "}
          {props.opensOnEnter && <kbd aria-hidden="true">Enter</kbd>}
        </PageLink>
        {props.onNext !== undefined && (
          <button type="button" className="button" onClick={props.onNext}>
            {text.find.next} <kbd aria-hidden="true">j</kbd>
          </button>
        )}
      </p>
    </aside>
  );
}

function JudgedFacts({ candidate }: { readonly candidate: Candidate }) {
  const { objectType, id } = candidate;
  const { data: answer, error } = useQuery(candidateAnswer(objectType, id));
  const orderId =
    objectType === "transaction"
      ? answer?.lifecycle?.links.find(({ type }) => type === "order")?.id
      : undefined;
  const order = useQuery({
    ...candidateAnswer("order", orderId ?? ""),
    enabled: orderId !== undefined,
  });
  if (answer === undefined) return error === null ? null : <ProblemLine error={error} />;
  const facts = confirmFacts(answer, order.data);
  return (
    <>
      <StateSentence answer={answer} />
      <MiniOverview answer={answer} />
      {facts.length > 0 && (
        <section className="preview-facts">
          <h2>{text.find.confirm}</h2>
          <dl>
            {facts.map((fact) => (
              <Fact key={fact.label} fact={fact} />
            ))}
          </dl>
        </section>
      )}
      <Findings answer={answer} />
    </>
  );
}

/** What the records come to, in the service's words. */
function StateSentence({ answer }: { readonly answer: ObjectAnswer }) {
  const sentence = answer.narrative?.find(({ chapter }) => chapter === "state")?.text;
  if (sentence === undefined) return null;
  return (
    <p className="preview-state" lang="en">
      {sentence}
    </p>
  );
}

function Findings({ answer }: { readonly answer: ObjectAnswer }) {
  const findings = gravestFirst(answer.findings ?? []);
  if (findings.length === 0) return null;
  const { type, id } = answer.object;
  return (
    <section className="preview-facts">
      <h2>{text.findings.count(findings.length)}</h2>
      {findings.slice(0, FINDINGS_SHOWN).map(({ rule, severity, since, on }) => (
        <FindingLine
          key={`${rule} ${on.type} ${on.id}`}
          rule={rule}
          severity={severity}
          since={since}
          on={on.type === type && on.id === id ? undefined : on}
        />
      ))}
      {findings.length > FINDINGS_SHOWN && (
        <p className="quiet">{text.find.moreFindings(findings.length - FINDINGS_SHOWN)}</p>
      )}
    </section>
  );
}

function Fact({ fact }: { readonly fact: ConfirmFact }) {
  const zone = useZone();
  const { label, at, words, object } = fact;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {at !== undefined && (
          <span className="preview-at">
            <TimeText iso={at} zone={zone} withDate /> {zoneLabel(at, zone)}
          </span>
        )}
        {words !== undefined && <span>{words}</span>}
        {object !== undefined && (
          <PageLink href={candidateHref({ objectType: object.type, id: object.id })}>
            <IdentifierText id={object.id} />
          </PageLink>
        )}
      </dd>
    </>
  );
}

/** What has no state of its own: its records, the first ones and the last. */
function PlainFacts({ candidate }: { readonly candidate: Candidate }) {
  const answer = useInfiniteQuery(eventsAnswer({ q: objectQuery(candidate), order: "oldest" }));
  const events = answer.data?.pages[0]?.items;
  return (
    <>
      <p className="quiet">{text.find.noLife}</p>
      {answer.error !== null && <ProblemLine error={answer.error} />}
      {events !== undefined && <PreviewSteps events={events} />}
    </>
  );
}
