import "./moment-panel.css";
import { useEffect, useRef, useState } from "react";
import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { timeParts, zoneLabel } from "../../time/format-time.ts";
import { leftOut, momentStops, readMoment, stopOf } from "./moment-stops.ts";
import type { MomentKind } from "./moment-stops.ts";
import type { TimelineAddress } from "./use-timeline-address.ts";
import { useWholeRecords } from "./use-whole-records.ts";

/** Records that were left out, named one by one. */
const NAMED_MAX = 3;

/** While somebody slides, the answer is asked for once they pause so long, milliseconds. */
const PAUSE_MS = 120;

/** Chooses a moment: by a slider that stops at each record, or to the millisecond. */
export function MomentPanel(props: {
  readonly address: TimelineAddress;
  readonly kind: MomentKind;
}) {
  const { address, kind } = props;
  const { type, id, search, show } = address;
  const { records, entries } = useWholeRecords(type, id, {});
  const at = search[kind];
  const go = (time: string | undefined) => {
    const { [kind]: _before, ...rest } = search;
    show(time === undefined ? rest : { ...rest, [kind]: time });
  };
  return (
    <section className="moment-panel" aria-label={text.timeline.moment.heading[kind]}>
      <p className="moment-explain">
        <b>
          {text.timeline.moment.heading[kind]}
          {text.common.period}
        </b>{" "}
        {text.timeline.moment.explain[kind]}
      </p>
      <StopSlider kind={kind} at={at} entries={entries} onGo={go} />
      <ExactMoment at={at} onGo={go} />
      {entries.length > 0 && !records.hasNextPage && at !== undefined && readMoment(at) === at && (
        <LeftOut entries={entries} kind={kind} at={at} />
      )}
    </section>
  );
}

function StopSlider(props: {
  readonly kind: MomentKind;
  readonly at: string | undefined;
  readonly entries: readonly TimelineEntry[];
  readonly onGo: (time: string | undefined) => void;
}) {
  const { kind, at, entries, onGo } = props;
  const zone = useZone();
  const stops = momentStops(entries, kind);
  // Where the slider was moved to from the moment in the address; once that is another, it holds no more.
  const [moved, setMoved] = useState<{ from: string | undefined; to: number } | null>(null);
  const isMoved = moved !== null && moved.from === at;
  const stop = isMoved ? moved.to : stopOf(stops, at);
  const time = isMoved ? stops[moved.to] : at;
  const goLatest = useRef(onGo);
  useEffect(() => {
    goLatest.current = onGo;
  });
  useEffect(() => {
    if (!isMoved || time === at) return undefined;
    const timer = setTimeout(() => goLatest.current(time), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isMoved, time, at]);
  const words = time === undefined ? text.timeline.moment.now : momentWords(time, zone);
  return (
    <div className="moment-slider">
      <input
        type="range"
        min={0}
        max={stops.length}
        step={1}
        value={stop}
        aria-label={text.timeline.moment.slider[kind]}
        aria-valuetext={words}
        onChange={(event) => setMoved({ from: at, to: Number(event.target.value) })}
      />
      <output className="moment-at">
        {time === undefined ? (
          <b>{text.timeline.moment.now}</b>
        ) : (
          <>
            <TimeText iso={time} zone={zone} withDate /> {zoneLabel(time, zone)}
          </>
        )}
      </output>
    </div>
  );
}

function momentWords(iso: string, zone: string): string {
  const { date, clock, ms } = timeParts(iso, zone);
  return `${date} ${clock}.${ms} ${zoneLabel(iso, zone)}`;
}

function ExactMoment(props: {
  readonly at: string | undefined;
  readonly onGo: (time: string | undefined) => void;
}) {
  const [typing, setTyping] = useState<{ from: string | undefined; typed: string } | null>(null);
  const typed = typing !== null && typing.from === props.at ? typing.typed : (props.at ?? "");
  const [isBad, setIsBad] = useState(false);
  return (
    <form
      className="moment-exact"
      onSubmit={(event) => {
        event.preventDefault();
        const time = readMoment(typed);
        setIsBad(time === null);
        if (time !== null) props.onGo(time);
      }}
    >
      <label>
        {text.timeline.moment.exact}
        <input
          className="field mono"
          value={typed}
          placeholder="2026-03-08T01:58:49.507Z"
          aria-invalid={isBad}
          aria-describedby={isBad ? "moment-bad" : undefined}
          onChange={(event) => setTyping({ from: props.at, typed: event.target.value })}
        />
      </label>
      <button type="submit" className="button small">
        {text.timeline.moment.apply}
      </button>
      <button
        type="button"
        className="button small"
        disabled={props.at === undefined}
        onClick={() => props.onGo(undefined)}
      >
        {text.timeline.moment.toNow}
      </button>
      {isBad && (
        <p id="moment-bad" role="alert">
          {text.timeline.moment.bad}
        </p>
      )}
    </form>
  );
}

function LeftOut(props: {
  readonly entries: readonly TimelineEntry[];
  readonly kind: MomentKind;
  readonly at: string;
}) {
  const left = leftOut(props.entries, props.kind, props.at);
  const more = left.length - NAMED_MAX;
  return (
    <div className="moment-left" aria-live="polite">
      <p>{text.timeline.moment.leftOut[props.kind](left.length, props.entries.length)}</p>
      <ul>
        {left.slice(0, NAMED_MAX).map((entry) => (
          <li key={entry.reference}>
            <EventSentence event={entry} />
          </li>
        ))}
        {more > 0 && <li>{text.timeline.moment.moreLeftOut(more)}</li>}
      </ul>
    </div>
  );
}
