import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { stateName } from "../../components/findings/state-name.ts";
import { Mark } from "../../components/mark.tsx";
import type { MarkFill } from "../../components/mark.tsx";
import { markFill } from "../../events/event-kind.ts";
import { formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import type { Lane, LaneLayout } from "./lanes.ts";
import { laneLabels } from "./overview-labels.ts";
import type { OverviewScale } from "./overview-points.ts";
import { laneSegments } from "./overview-scale.ts";

/** Equal marks nearer than this cannot be told apart. */
const MARK_DISTANCE_PX = 2;

interface OverviewDrawing {
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly scale: OverviewScale;
  readonly toPx: (share: number) => number;
  readonly widthPx: number;
}

/** A line from the lane's first record to its last, dashed where nothing was recorded for long, with its marks. */
export function OverviewLane(props: {
  readonly drawing: OverviewDrawing;
  readonly answer: Pick<ObjectAnswer, "object" | "lifecycle">;
  readonly lane: Lane;
  readonly number: number;
}) {
  const { drawing, lane, number } = props;
  const { scale, toPx } = drawing;
  const from = scale.ofEntry[lane.first] ?? 0;
  const to = scale.ofEntry[lane.last] ?? 0;
  const labels = laneLabels(drawing, number, props.answer, {
    state: (state) => stateName(props.answer.object.type, state).toLowerCase(),
    outcome: outcomeWords,
    missing: text.timeline.missing,
  });
  return (
    <div className={`overview-lane lane-${lane.type}`}>
      {laneSegments(scale.waits, from, to).map((segment) => (
        <i
          key={segment.from}
          className={classNames("overview-line", segment.isLong && "dashed")}
          style={{ left: toPx(segment.from), width: toPx(segment.to) - toPx(segment.from) }}
        />
      ))}
      <DueLines drawing={drawing} lane={lane} number={number} />
      {laneMarks(drawing, number).map(({ key, atPx, fill }) => (
        <i key={key} className="overview-mark" style={{ left: atPx }}>
          <Mark shape={lane.shape} lane={lane.type} fill={fill} size={11} />
        </i>
      ))}
      {labels.map(({ label, atPx, over, isMissing }) => (
        <span
          key={atPx}
          className={classNames("overview-label", `over-${over}`, isMissing && "missing")}
          style={{ left: atPx }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

/** `39.00 EUR captured`, `declined`: how a payment or an authorization ended. */
function outcomeWords(entry: TimelineEntry): string | undefined {
  const outcome = text.timeline.outcomes[entry.type];
  return outcome?.(entry.amount === undefined ? null : formatAmount(entry.amount));
}

/** Dotted from the last record to the deadline, and red from there to the end. */
function DueLines(props: {
  readonly drawing: OverviewDrawing;
  readonly lane: Lane;
  readonly number: number;
}) {
  const { layout, scale, toPx } = props.drawing;
  const { lane, number } = props;
  return layout.dues.map(({ due, lane: on, from, after }, place) => {
    if (on !== number || lane.last > after) return null;
    const duePx = toPx(scale.positions[scale.ofDue[place] ?? 0] ?? 0);
    const begin = scale.ofEntry[Math.max(lane.last, from, 0)] ?? 0;
    const beginPx = toPx(scale.positions[begin] ?? 0);
    const endPx = toPx(1);
    return (
      <i key={due.key}>
        <i
          className="overview-line awaited"
          style={{ left: beginPx, width: Math.max(0, duePx - beginPx) }}
        />
        {due.isOverdue && (
          <i
            className="overview-line absent"
            style={{ left: duePx, width: Math.max(0, endPx - duePx) }}
          />
        )}
      </i>
    );
  });
}

/** Marks of a lane, without those that would lie on an equal one. */
function laneMarks(drawing: OverviewDrawing, number: number) {
  const { entries, layout, scale, toPx } = drawing;
  const pxOf = (point: number | undefined) => toPx(scale.positions[point ?? 0] ?? 0);
  const marks: { key: string; atPx: number; fill: MarkFill }[] = [];
  entries.forEach((entry, index) => {
    if (layout.rows[index]?.marked !== number) return;
    const atPx = pxOf(scale.ofEntry[index]);
    const fill = markFill(entry);
    const before = marks.at(-1);
    const isCovered = before?.fill === fill && atPx - before.atPx < MARK_DISTANCE_PX;
    if (!isCovered) marks.push({ key: entry.reference, atPx, fill });
  });
  layout.dues.forEach(({ due, lane }, place) => {
    if (lane !== number) return;
    const fill = due.isOverdue ? "missing" : "due";
    marks.push({ key: due.key, atPx: pxOf(scale.ofDue[place]), fill });
  });
  return marks;
}
