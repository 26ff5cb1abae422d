import "./overview-strip.css";
import { useEffect, useRef, useState } from "react";
import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import type { MarkFill } from "../../components/mark.tsx";
import { markFill, shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import type { Lane, LaneLayout } from "./lanes.ts";
import { OverviewAxis } from "./overview-axis.tsx";
import { laneSegments, overviewPositions, overviewWaits } from "./overview-scale.ts";
import type { OverviewWait } from "./overview-scale.ts";

/** Room for half a mark at each end, pixels. */
const INSET_PX = 8;

/** Equal marks nearer than this cannot be told apart. */
const MARK_DISTANCE_PX = 2;

interface Drawing {
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly positions: readonly number[];
  readonly waits: readonly OverviewWait[];
  readonly widthPx: number;
}

const left = (share: number, widthPx: number) => INSET_PX + share * (widthPx - 2 * INSET_PX);

/** The whole timeline at a glance: a lane per object, each wait at the logarithm of its length. */
export function OverviewStrip(props: {
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly selected: number;
  readonly onOpen: (reference: string) => void;
}) {
  const { entries, layout } = props;
  const track = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(track);
  const zone = useZone();
  const positions = overviewPositions(entries);
  const waits = overviewWaits(entries, positions);
  const drawing = { entries, layout, positions, waits, widthPx };
  const selectedAt = props.selected < 0 ? undefined : positions[props.selected];
  const openNearest = (event: React.MouseEvent<HTMLElement>) => {
    const clicked =
      (event.clientX - event.currentTarget.getBoundingClientRect().left - INSET_PX) /
      (widthPx - 2 * INSET_PX);
    const nearest = nearestIndex(positions, clicked);
    const entry = entries[nearest];
    if (entry !== undefined) props.onOpen(shortReference(entry));
  };
  return (
    <figure className="overview" aria-label={text.timeline.overview(layout.lanes.length)}>
      <div className="overview-names">
        {layout.lanes.map((lane) => (
          <LaneName key={`${lane.type} ${lane.ids.join(" ")}`} lane={lane} />
        ))}
        <p>{text.timeline.waitsAtLog}</p>
      </div>
      {/* Every record is reachable in the table below; a click here is a shortcut for the pointer. */}
      <div className="overview-track" ref={track} onClick={openNearest} role="presentation">
        {waits.map(
          (wait) =>
            wait.isLong && (
              <i
                key={wait.from}
                className="overview-band"
                style={{
                  left: left(wait.from, widthPx),
                  width: left(wait.to, widthPx) - left(wait.from, widthPx),
                }}
              />
            ),
        )}
        {layout.lanes.map((lane, number) => (
          <LaneTrack
            key={`${lane.type} ${lane.ids.join(" ")}`}
            drawing={drawing}
            lane={lane}
            number={number}
          />
        ))}
        {selectedAt !== undefined && (
          <i className="overview-selected" style={{ left: left(selectedAt, widthPx) }} />
        )}
        <OverviewAxis {...drawing} zone={zone} left={(share) => left(share, widthPx)} />
      </div>
    </figure>
  );
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => setWidthPx(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}

function nearestIndex(positions: readonly number[], share: number): number {
  let nearest = 0;
  positions.forEach((position, index) => {
    if (Math.abs(position - share) < Math.abs((positions[nearest] ?? 0) - share)) nearest = index;
  });
  return nearest;
}

function LaneName({ lane }: { readonly lane: Lane }) {
  const [only] = lane.ids;
  return (
    <p className="overview-name">
      <Mark shape={lane.shape} lane={lane.type} size={12} />
      <span>{lane.type === "transaction" ? text.events.visit : text.common.of(lane.type)}</span>
      <span className="overview-id">
        {lane.type === "transaction" && text.timeline.thisId}
        {lane.type !== "transaction" &&
          (lane.ids.length === 1 && only !== undefined ? (
            <IdentifierText id={only} />
          ) : (
            text.events.manyObjects(lane.ids.length)
          ))}
      </span>
    </p>
  );
}

/** A line from the lane's first record to its last, dashed where nothing was recorded for long. */
function LaneTrack(props: {
  readonly drawing: Drawing;
  readonly lane: Lane;
  readonly number: number;
}) {
  const { waits, widthPx } = props.drawing;
  const { lane, number } = props;
  return (
    <div className={`overview-lane lane-${lane.type}`}>
      {laneSegments(waits, lane.first, lane.last).map(({ from, to, isLong }) => (
        <i
          key={from}
          className={isLong ? "overview-line dashed" : "overview-line"}
          style={{ left: left(from, widthPx), width: left(to, widthPx) - left(from, widthPx) }}
        />
      ))}
      {laneMarks(props.drawing, number).map(({ key, atPx, fill }) => (
        <i key={key} className="overview-mark" style={{ left: atPx }}>
          <Mark shape={lane.shape} lane={lane.type} fill={fill} size={11} />
        </i>
      ))}
    </div>
  );
}

/** Marks of a lane, without those that would lie on an equal one. */
function laneMarks({ entries, layout, positions, widthPx }: Drawing, number: number) {
  const marks: { key: string; atPx: number; fill: MarkFill }[] = [];
  entries.forEach((entry, index) => {
    if (layout.rows[index]?.marked !== number) return;
    const atPx = left(positions[index] ?? 0, widthPx);
    const fill = markFill(entry);
    const before = marks.at(-1);
    const isCovered = before?.fill === fill && atPx - before.atPx < MARK_DISTANCE_PX;
    if (!isCovered) marks.push({ key: entry.reference, atPx, fill });
  });
  return marks;
}
