import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { exactDuration } from "../../time/format-duration.ts";
import { timeParts } from "../../time/format-time.ts";
import { isGap, waitBefore } from "./timeline-rows.ts";

/** Each kind of doubt is named this often at most; the rows show them all. */
const NAMED_MAX = 3;

/** What the life that was rebuilt, and these records, cannot tell. Always there: an answer without it would claim too much. */
export function NotKnown(props: {
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
}) {
  const zone = useZone();
  const told = (props.answer.narrative ?? []).filter(({ chapter }) => chapter === "unknown");
  return (
    <section className="not-known" aria-labelledby="not-known">
      <h2 id="not-known">{text.timeline.notKnown}</h2>
      <ul>
        {told.map(({ text: sentence }) => (
          <li key={sentence} lang="en">
            {sentence}
          </li>
        ))}
        {doubts(props.answer, props.entries, zone).map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </section>
  );
}

function doubts(answer: ObjectAnswer, entries: readonly TimelineEntry[], zone: string): string[] {
  const { unknown } = text.timeline;
  const undetermined = new Set(
    entries.filter((entry) => entry.undeterminedOrder).map((entry) => entry.time),
  );
  const gaps = entries
    .map((_, index) => waitBefore(entries, index))
    .filter((wait) => wait !== null && isGap(wait, answer.summary.durationMs ?? 0));
  return [
    ...[...undetermined].slice(0, NAMED_MAX).map((time) => {
      const { date, clock, ms } = timeParts(time, zone);
      return unknown.order(`${date} ${clock}.${ms}`);
    }),
    ...gaps.slice(0, NAMED_MAX).map((wait) => unknown.silence(exactDuration(wait ?? 0))),
    ...(answer.unattributedNearby.length > 0 ? [unknown.nearby] : []),
    ...(answer.coverage.status === "partial" ? [unknown.partial] : []),
    unknown.late,
  ];
}
