import "./timeline-header.css";
import { useState } from "react";
import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { CopyButton, copyText } from "../../components/copy-button.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ReadBack, speakIdentifier } from "../../components/read-back.tsx";
import { markFill } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { dateSpan, timeParts } from "../../time/format-time.ts";
import { shapeOf } from "./lanes.ts";

/** Other objects named in the header; the rest is counted. */
const RELATED_MAX = 8;

/** The ID, and a sentence made of counted facts alone. */
export function TimelineHeader(props: {
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
  /** All records were read, so that they can be counted. */
  readonly isWhole: boolean;
}) {
  const { id } = props.answer.object;
  const [isSpelled, setIsSpelled] = useState(false);
  const spell = () => {
    setIsSpelled(!isSpelled);
    if (!isSpelled) speakIdentifier(id);
  };
  useShortcuts("page", { r: spell, c: () => void copyText(id) });
  return (
    <section className="timeline-head" aria-labelledby="timeline-id">
      <Kind answer={props.answer} />
      <h1 id="timeline-id">
        <span className="visually-hidden">{text.timeline.kindPlain} </span>
        <IdentifierText id={id} />
      </h1>
      <div className="timeline-say">
        <CopyButton label={text.timeline.copyId} value={() => id} keyHint="c" />
        <button type="button" className="button small" aria-expanded={isSpelled} onClick={spell}>
          {text.timeline.readAloud} <kbd aria-hidden="true">r</kbd>
        </button>
      </div>
      <div className="timeline-tools">
        <PageLink className="button small" href={pages.find({ q: `tx:${id}`, as: "query" })}>
          {text.timeline.allRecords}
        </PageLink>
        <CopyButton
          label={text.timeline.share}
          said={text.timeline.shared}
          value={() => location.href}
        />
        <button type="button" className="button small" onClick={() => window.print()}>
          {text.timeline.print}
        </button>
      </div>
      <FactsSentence {...props} />
      <Related answer={props.answer} />
      {isSpelled && (
        <div className="timeline-spelled">
          <ReadBack id={id} />
        </div>
      )}
    </section>
  );
}

function Kind({ answer }: { readonly answer: ObjectAnswer }) {
  const zone = useZone();
  const { from, to } = answer.summary;
  const kind =
    from === null || to === null
      ? text.timeline.kindPlain
      : text.timeline.kind(dateSpan(timeParts(from, zone).date, timeParts(to, zone).date));
  return <p className="timeline-kind">{kind}</p>;
}

function FactsSentence(props: {
  readonly answer: ObjectAnswer;
  readonly entries: readonly TimelineEntry[];
  readonly isWhole: boolean;
}) {
  const { records, durationMs, longestWaitMs } = props.answer.summary;
  const refused = props.entries.filter((entry) => markFill(entry) === "refused").length;
  return (
    <p className="timeline-facts">
      {text.timeline.facts(
        records,
        durationMs === null ? null : shortDuration(durationMs),
        longestWaitMs === null || records < 3 ? null : shortDuration(longestWaitMs),
      )}
      {props.isWhole && refused > 0 && ` ${text.timeline.factsRefused(refused)}`}
    </p>
  );
}

function Related({ answer }: { readonly answer: ObjectAnswer }) {
  if (answer.related.length === 0) return null;
  const shown = answer.related.slice(0, RELATED_MAX);
  const rest = answer.related.length - shown.length;
  return (
    <ul className="timeline-related" aria-label={text.timeline.touches}>
      {shown.map((object) => (
        <li key={`${object.type} ${object.id}`}>
          <Mark shape={shapeOf(object.type)} lane={object.type} size={11} />
          {object.roles.includes("foreignId")
            ? text.events.foreignId
            : text.common.of(object.type)}{" "}
          <PageLink href={pages.find({ q: object.id, as: "id" })}>
            <IdentifierText id={object.id} />
          </PageLink>
        </li>
      ))}
      {rest > 0 && <li>{text.timeline.moreObjects(rest)}</li>}
    </ul>
  );
}
