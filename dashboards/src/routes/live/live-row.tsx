import { useEffect, useRef, useState } from "react";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { SequenceText } from "../../components/sequence-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import type { RowPlacement } from "../../components/virtual-row.ts";
import { markFill } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { timeParts } from "../../time/format-time.ts";
import { laneOf, shapeOf } from "../timeline/lanes.ts";
import { loadGap } from "./load-gap.ts";
import type { LiveGap, LiveRow } from "./tail-rows.ts";

interface LiveRowPlace {
  readonly rowIndex: number;
  readonly tabIndex: 0 | -1;
  readonly placement: RowPlacement;
  readonly onActive: () => void;
}

/** Head row and the rows before. */
const ariaRowIndex = (rowIndex: number) => rowIndex + 2;

export function LiveRecordRow(props: {
  readonly event: EventAnswer;
  readonly above: string | undefined;
  readonly place: LiveRowPlace;
  readonly zone: string;
  readonly isOpened: boolean;
  readonly onOpen: () => void;
}) {
  const { event, place } = props;
  const fill = markFill(event);
  const lane = laneOf(event.type);
  return (
    <tr
      {...place.placement}
      aria-rowindex={ariaRowIndex(place.rowIndex)}
      aria-current={props.isOpened}
      tabIndex={place.tabIndex}
      data-row={place.rowIndex}
      className={classNames(
        "live-row",
        "live-record",
        props.isOpened && "selected",
        fill === "refused" && "refused",
      )}
      onFocus={place.onActive}
      onKeyDown={(pressed) => {
        if (pressed.key !== "Enter" || pressed.target !== pressed.currentTarget) return;
        pressed.preventDefault();
        props.onOpen();
      }}
      onClick={() => {
        if (getSelection()?.isCollapsed === false) return;
        props.onOpen();
      }}
    >
      <td>
        <OtherDay event={event} above={props.above} zone={props.zone} />
        <TimeText iso={event.time} zone={props.zone} above={props.above} />
      </td>
      <td className="live-id">
        {event.transactionId === undefined ? (
          <span className="quiet">{text.live.unattributed}</span>
        ) : (
          <PageLink
            href={pages.transaction(event.transactionId)}
            tabIndex={-1}
            onClick={(click) => click.stopPropagation()}
          >
            <IdentifierText id={event.transactionId} />
          </PageLink>
        )}
      </td>
      <td className="live-what">
        <Mark shape={shapeOf(lane)} lane={lane} fill={fill} size={11} />
        <span>
          <EventSentence event={event} />
        </span>
      </td>
      <td className="live-type">{event.type}</td>
      <td className="live-seq">
        <SequenceText ledger={event.ledger} seq={event.seq} />
      </td>
    </tr>
  );
}

/** The date, wherever it is not that of the row above; first of all, where it is not that of its recording. */
function OtherDay(props: {
  readonly event: EventAnswer;
  readonly above: string | undefined;
  readonly zone: string;
}) {
  const { event, above, zone } = props;
  const { date } = timeParts(event.time, zone);
  if (date === timeParts(above ?? event.recordedAt, zone).date) return null;
  return <span className="live-date mono">{date} </span>;
}

/** A hole in what was shown, with its range, and the way to load it. */
export function LiveGapRow(props: {
  readonly gap: LiveGap;
  readonly place: LiveRowPlace;
  readonly query: string;
  readonly onFill: (gapKey: string, loaded: readonly LiveRow[], rest: LiveGap | null) => void;
}) {
  const { gap, place } = props;
  const [isLoading, setIsLoading] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const loading = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    loading.current = controller;
    return () => controller.abort();
  }, []);
  const load = async () => {
    const { signal } = loading.current;
    setIsLoading(true);
    setProblem(null);
    try {
      const { loaded, rest } = await loadGap(props.query, gap, signal);
      if (!signal.aborted) props.onFill(gap.key, loaded, rest);
    } catch (error) {
      // The row stays, with its range; loading can be tried again.
      setProblem(error);
      setIsLoading(false);
    }
  };
  return (
    <tr
      {...place.placement}
      aria-rowindex={ariaRowIndex(place.rowIndex)}
      tabIndex={place.tabIndex}
      data-row={place.rowIndex}
      className="live-gap"
      onFocus={place.onActive}
      onKeyDown={(pressed) => {
        if (pressed.key !== "Enter" || pressed.target !== pressed.currentTarget) return;
        pressed.preventDefault();
        void load();
      }}
    >
      <td>
        <b>{text.live.gap(gap.dropped)}</b>
        <span className="mono">
          {gap.from} – {gap.to}
        </span>
        <span className="quiet">{text.live.gapWhy}</span>
        <button
          type="button"
          className="button small"
          disabled={isLoading}
          onClick={() => void load()}
        >
          {isLoading ? text.common.loading : text.live.gapLoad}
        </button>
        {problem !== null && <ProblemLine error={problem} />}
      </td>
    </tr>
  );
}
