import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { duesOf } from "../timeline/dues.ts";
import { layOutLanes } from "../timeline/lanes.ts";
import { laneSegments, overviewPositions, overviewWaits } from "../timeline/overview-scale.ts";

const WIDTH = 376;
const LANE_PX = 9;
const INSET_PX = 4;

/** What is overdue stands behind the last record, dashed. */
const MISSING_PX = 58;

/** Width of one character of a label. */
const CHARACTER_PX = 5.8;

const hasRoom = (widthPx: number, label: string) => label.length * CHARACTER_PX <= widthPx;
const laneY = (number: number) => 5 + number * LANE_PX;

/** The overview strip in small, for a candidate; long waits are shaded and named. */
export function MiniOverview({ answer }: { readonly answer: ObjectAnswer }) {
  const entries = answer.timeline;
  const overdue = duesOf(answer).filter(({ isOverdue }) => isOverdue);
  const { lanes, rows, dues } = layOutLanes(entries, overdue);
  const positions = overviewPositions(entries);
  const waits = overviewWaits(entries, positions);
  const height = lanes.length * LANE_PX + 18;
  const drawnPx = WIDTH - 2 * INSET_PX - (dues.length === 0 ? 0 : MISSING_PX);
  const x = (share: number) => INSET_PX + share * drawnPx;
  const missingLanes = [...new Set(dues.map(({ lane }) => lane))];
  return (
    <figure aria-label={text.timeline.overview(lanes.length)}>
      <svg className="mini-overview" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
        {waits.map(
          (wait) =>
            wait.isLong && (
              <g key={wait.from}>
                <rect
                  className="mini-band"
                  x={x(wait.from)}
                  width={x(wait.to) - x(wait.from)}
                  y="0"
                  height={height}
                />
                {hasRoom(x(wait.to) - x(wait.from), shortDuration(wait.waitMs)) && (
                  <text x={(x(wait.from) + x(wait.to)) / 2} y={height - 4} textAnchor="middle">
                    {shortDuration(wait.waitMs)}
                  </text>
                )}
              </g>
            ),
        )}
        {missingLanes.map((number) => (
          <g key={number} className="mini-missing">
            <path d={`M${x(1) + 4} ${laneY(number)}H${WIDTH - INSET_PX}`} />
            {number === missingLanes.at(-1) && (
              <text x={WIDTH - INSET_PX} y={height - 4} textAnchor="end">
                {text.timeline.missing}
              </text>
            )}
          </g>
        ))}
        {lanes.map((lane, number) => {
          const y = laneY(number);
          return (
            <g key={`${lane.type} ${lane.ids.join(" ")}`} className={`lane-${lane.type}`}>
              {laneSegments(waits, lane.first, lane.last).map((wait) => (
                <path
                  key={wait.from}
                  className={wait.isLong ? "mini-line dashed" : "mini-line"}
                  d={`M${x(wait.from)} ${y}H${x(wait.to)}`}
                />
              ))}
              {entries.map(
                (entry, index) =>
                  rows[index]?.marked === number && (
                    <circle
                      key={entry.reference}
                      className="mini-mark"
                      cx={x(positions[index] ?? 0)}
                      cy={y}
                      r="2.6"
                    />
                  ),
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
