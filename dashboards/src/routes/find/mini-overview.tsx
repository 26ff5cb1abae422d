import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { layOutLanes } from "../timeline/lanes.ts";
import { laneSegments, overviewPositions, overviewWaits } from "../timeline/overview-scale.ts";

const WIDTH = 376;
const LANE_PX = 9;
const INSET_PX = 4;

/** The overview strip in small, for a candidate; long waits are shaded and named. */
export function MiniOverview({ answer }: { readonly answer: ObjectAnswer }) {
  const entries = answer.timeline;
  const { lanes, rows } = layOutLanes(entries);
  const positions = overviewPositions(entries);
  const waits = overviewWaits(entries, positions);
  const height = lanes.length * LANE_PX + 18;
  const x = (share: number) => INSET_PX + share * (WIDTH - 2 * INSET_PX);
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
                <text x={(x(wait.from) + x(wait.to)) / 2} y={height - 4} textAnchor="middle">
                  {shortDuration(wait.waitMs)}
                </text>
              </g>
            ),
        )}
        {lanes.map((lane, number) => {
          const y = 5 + number * LANE_PX;
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
