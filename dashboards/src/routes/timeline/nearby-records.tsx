import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { SequenceText } from "../../components/sequence-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";

/** Records without an ID, apart from the timeline: they may belong to it. */
export function NearbyRecords(props: {
  readonly answer: ObjectAnswer;
  readonly onOpen: (reference: string) => void;
}) {
  const zone = useZone();
  const { unattributedNearby, summary } = props.answer;
  if (unattributedNearby.length === 0) return null;
  return (
    <section className="nearby" aria-labelledby="nearby">
      <h2 id="nearby">{text.timeline.nearby(unattributedNearby.length)}</h2>
      <p>{text.timeline.nearbyExplain}</p>
      <ol>
        {unattributedNearby.map((event) => (
          <li key={event.reference}>
            <button type="button" onClick={() => props.onOpen(shortReference(event))}>
              <TimeText iso={event.time} zone={zone} withDate />
              <span>{distance(event.time, summary)}</span>
              <span className="nearby-what">
                <EventSentence event={event} />
                <span className="quiet"> {event.why}</span>
              </span>
              <SequenceText ledger={event.ledger} seq={event.seq} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How far from the timeline's ends; within it otherwise. */
function distance(time: string, summary: ObjectAnswer["summary"]): string {
  const { from, to } = summary;
  if (from !== null && time < from) {
    return text.timeline.before(shortDuration(Date.parse(from) - Date.parse(time)));
  }
  if (to !== null && time > to) {
    return text.timeline.after(shortDuration(Date.parse(time) - Date.parse(to)));
  }
  return text.timeline.within;
}
