import "./candidate-preview.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import type { Candidate } from "#query/answers/query-answers.ts";
import { eventsAnswer, timelineAnswer } from "../../api/answers.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ReadBack } from "../../components/read-back.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { candidateHref, objectQuery } from "./candidate-href.ts";
import { MiniOverview } from "./mini-overview.tsx";

/** Steps shown of a candidate: its first ones and its last. */
const STEPS_SHOWN = 5;

/** Facts to confirm with the caller before anything is opened, and the ID spelled. */
export function CandidatePreview(props: {
  readonly candidate: Candidate;
  readonly number: number;
  readonly opensOnEnter: boolean;
  readonly onNext: (() => void) | undefined;
}) {
  const { candidate } = props;
  const isTransaction = candidate.objectType === "transaction";
  const marked = candidate.exact ? [] : candidate.differences;
  return (
    <aside className="preview" aria-label={text.find.candidate(props.number)}>
      <h2>{text.find.candidate(props.number)}</h2>
      <p className="preview-id">
        <IdentifierText id={candidate.id} marked={marked} />
      </p>
      {isTransaction ? (
        <TransactionFacts id={candidate.id} />
      ) : (
        <ObjectFacts candidate={candidate} />
      )}
      <div className="preview-spelled">
        <ReadBack id={candidate.id} marked={marked} />
      </div>
      <p className="preview-actions">
        <PageLink className="button primary" href={candidateHref(candidate)}>
          {isTransaction ? text.find.open : text.find.openRecords}{" "}
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

function TransactionFacts({ id }: { readonly id: string }) {
  const answer = useInfiniteQuery(timelineAnswer("transaction", id));
  const first = answer.data?.pages[0];
  const zone = useZone();
  if (first === undefined) return null;
  const { records, from, to, durationMs, longestWaitMs } = first.summary;
  return (
    <>
      <MiniOverview answer={first} />
      <section className="preview-facts">
        <h2>{text.find.confirm}</h2>
        <dl>
          <dt>{text.find.facts.records}</dt>
          <dd>{text.common.count(records)}</dd>
          {from !== null && (
            <>
              <dt>{text.find.facts.first}</dt>
              <dd>
                <TimeText iso={from} zone={zone} withDate /> {zoneLabel(from, zone)}
              </dd>
            </>
          )}
          {to !== null && (
            <>
              <dt>{text.find.facts.last}</dt>
              <dd>
                <TimeText iso={to} zone={zone} withDate /> {zoneLabel(to, zone)}
              </dd>
            </>
          )}
          {durationMs !== null && (
            <>
              <dt>{text.find.facts.took}</dt>
              <dd>{exactDuration(durationMs)}</dd>
            </>
          )}
          {longestWaitMs !== null && (
            <>
              <dt>{text.find.facts.longestWait}</dt>
              <dd>{exactDuration(longestWaitMs)}</dd>
            </>
          )}
          <RelatedFacts answer={first} />
        </dl>
      </section>
      <Steps events={first.timeline} zone={zone} />
    </>
  );
}

function RelatedFacts({ answer }: { readonly answer: ObjectAnswer }) {
  if (answer.related.length === 0) return null;
  return (
    <>
      <dt>{text.find.facts.touches}</dt>
      <dd>
        {answer.related
          .slice(0, STEPS_SHOWN)
          .map(({ type, id }) => `${text.common.of(type).toLowerCase()} ${id}`)
          .join(", ")}
      </dd>
    </>
  );
}

function ObjectFacts({ candidate }: { readonly candidate: Candidate }) {
  const answer = useInfiniteQuery(eventsAnswer({ q: objectQuery(candidate), order: "oldest" }));
  const zone = useZone();
  const events = answer.data?.pages[0]?.items ?? [];
  return (
    <>
      <p className="quiet">{text.find.noTimelineYet}</p>
      <Steps events={events} zone={zone} />
    </>
  );
}

function Steps(props: { readonly events: readonly EventAnswer[]; readonly zone: string }) {
  const { events } = props;
  const head = events.slice(0, STEPS_SHOWN - 1);
  const last = events.length > head.length ? events.at(-1) : undefined;
  const left = events.length - head.length - (last === undefined ? 0 : 1);
  return (
    <ol className="preview-steps">
      {head.map((event, index) => (
        <Step key={event.reference} event={event} above={head[index - 1]} zone={props.zone} />
      ))}
      {left > 0 && <li className="quiet">{text.timeline.moreObjects(left)}</li>}
      {last !== undefined && <Step event={last} above={undefined} zone={props.zone} />}
    </ol>
  );
}

function Step(props: {
  readonly event: EventAnswer;
  readonly above: EventAnswer | undefined;
  readonly zone: string;
}) {
  return (
    <li>
      <TimeText iso={props.event.time} zone={props.zone} above={props.above?.time} />
      <span>
        <EventSentence event={props.event} />
      </span>
    </li>
  );
}
