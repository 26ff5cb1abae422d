import "./overview-strip.css";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { Mark } from "../../components/mark.tsx";
import { shortReference } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import type { Lane, LaneLayout } from "./lanes.ts";
import { OverviewAxis } from "./overview-axis.tsx";
import { OverviewLane } from "./overview-lane.tsx";
import { overviewScale } from "./overview-points.ts";
import type { OverviewScale } from "./overview-points.ts";

/** Room for half a mark at each end, pixels. */
const INSET_PX = 8;
/** A shaded wait narrower than this cannot be seen. */
const BAND_PX_MIN = 2;

/** The whole timeline at a glance: a lane per object, each wait at the logarithm of its length. */
export function OverviewStrip(props: {
  readonly answer: Pick<ObjectAnswer, "object" | "lifecycle">;
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly selected: number;
  readonly onOpen: (reference: string) => void;
}) {
  const { answer, entries, layout } = props;
  const track = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(track);
  const zone = useZone();
  const scale = useMemo(() => overviewScale(entries, layout.dues), [entries, layout]);
  const entryAt = (index: number) => scale.positions[scale.ofEntry[index] ?? -1];
  const selectedAt = entryAt(props.selected);
  const openNearest = (event: React.MouseEvent<HTMLElement>) => {
    const clicked =
      (event.clientX - event.currentTarget.getBoundingClientRect().left - INSET_PX) /
      (widthPx - 2 * INSET_PX);
    const entry =
      entries[
        nearestIndex(
          entries.map((_, index) => entryAt(index) ?? 0),
          clicked,
        )
      ];
    if (entry !== undefined) props.onOpen(shortReference(entry));
  };
  return (
    <figure className="overview" aria-label={text.timeline.overview(layout.lanes.length)}>
      <div className="overview-names">
        {layout.lanes.map((lane) => (
          <LaneName
            key={`${lane.type} ${lane.ids.join(" ")}`}
            lane={lane}
            object={answer.object}
            entries={entries}
          />
        ))}
        <p>{text.timeline.waitsAtLog}</p>
      </div>
      {/* Every record is reachable in the table below; a click here is a shortcut for the pointer. */}
      <div className="overview-track" ref={track} onClick={openNearest} role="presentation">
        <OverviewPicture {...{ answer, entries, layout, scale, widthPx, zone }} />
        {selectedAt !== undefined && (
          <i className="overview-selected" style={{ left: placeOf(selectedAt, widthPx) }} />
        )}
      </div>
    </figure>
  );
}

/** Pixels from the left of a place between 0 and 1. */
const placeOf = (share: number, widthPx: number) => INSET_PX + share * (widthPx - 2 * INSET_PX);

/** All but what is selected: drawn anew only where records, verdict or width change. */
const OverviewPicture = memo(function OverviewPicture(props: {
  readonly answer: Pick<ObjectAnswer, "object" | "lifecycle">;
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly scale: OverviewScale;
  readonly widthPx: number;
  readonly zone: string;
}) {
  const { answer, entries, layout, scale, widthPx, zone } = props;
  const toPx = (share: number) => placeOf(share, widthPx);
  return (
    <>
      {scale.waits.map(({ from, to, isLong }) => {
        const bandPx = toPx(to) - toPx(from);
        if (!isLong || bandPx < BAND_PX_MIN) return null;
        return (
          <i key={from} className="overview-band" style={{ left: toPx(from), width: bandPx }} />
        );
      })}
      {layout.lanes.map((lane, number) => (
        <OverviewLane
          key={`${lane.type} ${lane.ids.join(" ")}`}
          drawing={{ entries, layout, scale, toPx, widthPx }}
          answer={answer}
          lane={lane}
          number={number}
        />
      ))}
      <OverviewAxis {...scale} widthPx={widthPx} zone={zone} left={toPx} />
    </>
  );
});

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

function LaneName(props: {
  readonly lane: Lane;
  readonly object: ObjectAnswer["object"];
  readonly entries: readonly TimelineEntry[];
}) {
  const { lane } = props;
  return (
    <p className="overview-name">
      <Mark shape={lane.shape} lane={lane.type} size={12} />
      <span>{lane.type === "transaction" ? text.events.visit : text.common.of(lane.type)}</span>
      <span className="overview-id">
        <LaneIdentity {...props} />
      </span>
    </p>
  );
}

function LaneIdentity(props: {
  readonly lane: Lane;
  readonly object: ObjectAnswer["object"];
  readonly entries: readonly TimelineEntry[];
}) {
  const { lane, object } = props;
  const ids = lane.type === "transaction" ? visitsOf(props.entries) : lane.ids;
  const [only] = ids;
  if (lane.type === object.type && (lane.type === "transaction" || only === object.id)) {
    return text.timeline.thisId;
  }
  if (only === undefined) return text.common.none;
  return ids.length === 1 ? <IdentifierText id={only} /> : text.events.manyObjects(ids.length);
}

function visitsOf(entries: readonly TimelineEntry[]): string[] {
  return [...new Set(entries.flatMap(({ transactionId }) => transactionId ?? []))];
}
