import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import type { TimeScale } from "./strip-scale.ts";

/** Where times are drawn, pixels from the top of the strip. */
export const PLOT_TOP_PX = 12;
export const PLOT_HEIGHT_PX = 76;

/** Place of a time in the plot. */
export function plotY(scale: TimeScale, atMs: number): number {
  return PLOT_TOP_PX + scale.shareOf(atMs) * PLOT_HEIGHT_PX;
}

/** When a number was reserved, or used where that is not told: a square where an order took it, a ring where none did. */
export function TimeMark(props: {
  readonly number: OrderNumberAnswer;
  readonly scale: TimeScale;
  readonly x: number;
  readonly name: string;
}) {
  const { number, scale, x } = props;
  const at = number.reservedAt ?? number.usedAt;
  if (number.explanation === "unexplained") {
    return (
      <path
        className="plot-missing"
        d={`M${x} ${PLOT_TOP_PX - 6}V${PLOT_TOP_PX + PLOT_HEIGHT_PX + 8}`}
      />
    );
  }
  if (at === null) return null;
  const y = plotY(scale, Date.parse(at));
  if (number.explanation === "used-late" && number.usedAt !== null) {
    return <LateUse {...props} y={y} usedAt={number.usedAt} />;
  }
  return number.order === null || number.explanation === "uncertain" ? (
    <circle className="plot-held" cx={x} cy={y} r="2.8" />
  ) : (
    <rect className="plot-used" x={x - 2.6} y={y - 2.6} width="5.2" height="5.2" />
  );
}

/** Room to the right of a late use before its words are turned to its left, pixels. */
const WORDS_PX = 220;

function LateUse(props: {
  readonly number: OrderNumberAnswer;
  readonly scale: TimeScale;
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly usedAt: string;
}) {
  const { x, y, scale, number } = props;
  const usedMs = Date.parse(props.usedAt);
  const top = plotY(scale, usedMs);
  const isLeft = x > WORDS_PX;
  return (
    <g className="plot-late">
      <path d={`M${x} ${y}V${top}`} />
      <circle className="plot-held" cx={x} cy={y} r="3.2" />
      {scale.isClipped(usedMs) ? (
        <path
          className="plot-beyond"
          d={`M${x - 4.5} ${top + 3}L${x} ${top - 4}L${x + 4.5} ${top + 3}Z`}
        />
      ) : (
        <rect className="plot-used" x={x - 4} y={top - 4} width="8" height="8" />
      )}
      <text x={isLeft ? x - 9 : x + 9} y={top + 4} textAnchor={isLeft ? "end" : "start"}>
        {text.orderNumbers.strip.lateUse(props.name, shortDuration(number.lateMs ?? 0))}
      </text>
    </g>
  );
}
