import type { EventAnswer } from "#query/answers/event-answer.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";

/** Steps shown of a candidate: its first ones and its last. */
const STEPS_SHOWN = 5;

export function PreviewSteps({ events }: { readonly events: readonly EventAnswer[] }) {
  const zone = useZone();
  if (events.length === 0) return <p className="quiet">{text.find.noRecords}</p>;
  const head = events.slice(0, STEPS_SHOWN - 1);
  const last = events.length > head.length ? events.at(-1) : undefined;
  const left = events.length - head.length - (last === undefined ? 0 : 1);
  return (
    <ol className="preview-steps">
      {head.map((event, index) => (
        <Step key={event.reference} event={event} above={head[index - 1]} zone={zone} />
      ))}
      {left > 0 && <li className="quiet">{text.timeline.moreObjects(left)}</li>}
      {last !== undefined && <Step event={last} above={undefined} zone={zone} />}
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
      <TimeText iso={props.event.time} zone={props.zone} above={props.above?.time} withDate />
      <span>
        <EventSentence event={props.event} />
      </span>
    </li>
  );
}
