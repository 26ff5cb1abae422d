import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import { severityOf } from "./explanations.ts";
import type { NumberRange } from "./strip-scale.ts";

/** Ticks that are told apart; more would lie on each other. */
const TICKS_MAX = 600;

/** What is drawn over the whole sequence, the gravest last and on top. */
const DRAWN: readonly Explanation[] = [
  "source-outage",
  "in-quarantine",
  "uncertain",
  "unexplained",
];

/**
 * Where in a long sequence something has no explanation or waits for one, and which part the strip shows. For the
 * pointer alone: keys go along the strip.
 */
export function SequenceOverview(props: {
  readonly bounds: NumberRange;
  readonly inSight: NumberRange;
  readonly exceptions: readonly OrderNumberAnswer[];
  readonly onGo: (sequence: number) => void;
}) {
  const { bounds, inSight } = props;
  const total = bounds.to - bounds.from + 1;
  if (inSight.from <= bounds.from && inSight.to >= bounds.to) return null;
  const shareOf = (sequence: number) => (sequence - bounds.from) / total;
  return (
    <div
      className="sequence-overview"
      title={text.orderNumbers.map.label}
      onPointerUp={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const share = (event.clientX - box.left) / box.width;
        props.onGo(bounds.from + Math.min(total - 1, Math.max(0, Math.floor(share * total))));
      }}
    >
      <svg viewBox={`0 0 ${TICKS_MAX} 10`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="overview-all" width={TICKS_MAX} height="10" />
        {DRAWN.flatMap((explanation) =>
          ticksOf(props.exceptions, explanation, shareOf).map((tick) => (
            <rect
              key={`${explanation} ${tick}`}
              className={`overview-${severityOf(explanation)}`}
              x={tick}
              width="1"
              height="10"
            />
          )),
        )}
        <rect
          className="overview-sight"
          x={shareOf(inSight.from) * TICKS_MAX}
          width={Math.max(2, ((inSight.to - inSight.from + 1) / total) * TICKS_MAX)}
          height="10"
        />
      </svg>
    </div>
  );
}

function ticksOf(
  numbers: readonly OrderNumberAnswer[],
  explanation: Explanation,
  shareOf: (sequence: number) => number,
): number[] {
  const ticks = numbers
    .filter((number) => number.explanation === explanation)
    .map(({ sequence }) => Math.floor(shareOf(sequence) * TICKS_MAX));
  return [...new Set(ticks)];
}
