import { text } from "../../messages/current.ts";
import { shortDay, timeParts } from "../../time/format-time.ts";
import type { OverviewPoint } from "./overview-points.ts";
import { overviewLabels } from "./overview-scale.ts";
import type { OverviewWait } from "./overview-scale.ts";

/** Room a time below the axis needs, pixels. */
const TIME_PX = 112;

/** Waits by name, and the clock at the ends and after long waits. */
export function OverviewAxis(props: {
  readonly points: readonly OverviewPoint[];
  readonly positions: readonly number[];
  readonly waits: readonly OverviewWait[];
  readonly widthPx: number;
  readonly zone: string;
  readonly left: (share: number) => number;
}) {
  const labels = overviewLabels(props.waits, props.widthPx, text.timeline.recordsIn);
  return (
    <div className="overview-axis">
      {labels.map(({ from, to, label, isLong }) => (
        <span
          key={from}
          className={isLong ? "overview-wait long" : "overview-wait"}
          style={{ left: props.left(from), width: props.left(to) - props.left(from) }}
        >
          {label}
        </span>
      ))}
      {axisTimes(props).map(({ at, label, isLast }) => (
        <span
          key={at}
          className={isLast ? "overview-time last" : "overview-time"}
          style={isLast ? { right: 0 } : { left: at }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

interface AxisTime {
  readonly at: number;
  readonly label: string;
  readonly isLast: boolean;
}

function axisTimes(props: {
  readonly points: readonly OverviewPoint[];
  readonly positions: readonly number[];
  readonly waits: readonly OverviewWait[];
  readonly widthPx: number;
  readonly zone: string;
  readonly left: (share: number) => number;
}): AxisTime[] {
  const last = props.points.length - 1;
  const wanted = [0, ...props.waits.flatMap(({ isLong }, index) => (isLong ? [index + 1] : []))];
  const times: AxisTime[] = [];
  let freeFrom = 0;
  let dateShown: string | undefined;
  const label = (index: number) => {
    const { date, clock } = timeParts(props.points[index]?.time ?? "", props.zone);
    const withDay = date !== dateShown;
    dateShown = date;
    return withDay ? `${shortDay(date)} ${clock}` : clock;
  };
  for (const index of wanted) {
    const at = props.left(props.positions[index] ?? 0);
    const collidesWithLast = at > props.widthPx - 2 * TIME_PX && last > 0;
    if (at < freeFrom || collidesWithLast) continue;
    times.push({ at: Math.max(0, at - 4), label: label(index), isLast: false });
    freeFrom = at + TIME_PX;
  }
  if (last > 0) times.push({ at: props.widthPx, label: label(last), isLast: true });
  return times;
}
