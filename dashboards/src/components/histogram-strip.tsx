import "./histogram-strip.css";
import { useState } from "react";
import type { HistogramAnswer } from "#query/answers/query-answers.ts";
import { text } from "../messages/current.ts";
import { shortDuration } from "../time/format-duration.ts";
import { dateSpan, shortDay, timeParts } from "../time/format-time.ts";
import { classNames } from "./class-names.ts";
import { histogramBars } from "./histogram-bars.ts";
import type { HistogramBar } from "./histogram-bars.ts";
import { DragArea, StretchSliders } from "./histogram-stretch.tsx";
import type { Marked } from "./histogram-stretch.tsx";
import { barText } from "./histogram-text.ts";

export interface HistogramSelection {
  /** RFC 3339; half-open. */
  readonly from: string;
  readonly to: string;
}

/**
 * Records over time. With `onSelect` a stretch of it can be chosen: dragged with the pointer, or with two
 * sliders that appear when they have the focus.
 */
export function HistogramStrip(props: {
  readonly answer: HistogramAnswer;
  readonly zone: string;
  /** What was asked for: silence at its ends is drawn as well. */
  readonly range?: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly onSelect?: (selection: HistogramSelection) => void;
}) {
  const { answer, zone, onSelect } = props;
  const bars = histogramBars(answer, props.range);
  const [marked, setMarked] = useState<Marked | null>(null);
  // One bar says no more than the number beside it.
  if (bars.length < 2) return null;
  const choose = () => {
    const selection = marked === null ? null : selectionOf(bars, marked, answer.bucketMs);
    setMarked(null);
    if (selection !== null) onSelect?.(selection);
  };
  const drawing = <Bars bars={bars} marked={marked} />;
  return (
    <figure
      className="histogram"
      aria-label={text.find.histogram(answer.total, shortDuration(answer.bucketMs))}
    >
      {onSelect === undefined ? (
        <div className="histogram-bars">{drawing}</div>
      ) : (
        <DragArea bars={bars.length} marked={marked} onMark={setMarked} onChoose={choose}>
          {drawing}
        </DragArea>
      )}
      {onSelect !== undefined && (
        <StretchSliders
          bars={bars}
          marked={marked}
          zone={zone}
          onMark={setMarked}
          onChoose={choose}
        />
      )}
      <HistogramAxis
        bars={bars}
        bucketMs={answer.bucketMs}
        zone={zone}
        marked={bars[marked?.to ?? -1]}
      />
    </figure>
  );
}

function Bars(props: { readonly bars: readonly HistogramBar[]; readonly marked: Marked | null }) {
  const { bars, marked } = props;
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const low = marked === null ? -1 : Math.min(marked.from, marked.to);
  const high = marked === null ? -1 : Math.max(marked.from, marked.to);
  return (
    <svg viewBox={`0 0 ${bars.length} 1`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((bar, index) => (
        <rect
          key={bar.start}
          className={classNames(index >= low && index <= high && "marked")}
          x={index + 0.08}
          width={0.84}
          y={1 - barHeight(bar.count, most)}
          height={barHeight(bar.count, most)}
        />
      ))}
    </svg>
  );
}

/** Even one record is seen beside a million. */
const BAR_HEIGHT_MIN = 0.06;
const barHeight = (count: number, most: number) =>
  count === 0 ? 0 : Math.max(BAR_HEIGHT_MIN, count / most);

function selectionOf(
  bars: readonly HistogramBar[],
  range: Marked,
  bucketMs: number,
): HistogramSelection | null {
  const first = bars[Math.min(range.from, range.to)];
  const last = bars[Math.max(range.from, range.to)];
  if (first === undefined || last === undefined) return null;
  return {
    from: first.start,
    to: new Date(Date.parse(last.start) + bucketMs).toISOString(),
  };
}

function HistogramAxis(props: {
  readonly bars: readonly HistogramBar[];
  readonly bucketMs: number;
  readonly zone: string;
  readonly marked: HistogramBar | undefined;
}) {
  const first = props.bars[0];
  const last = props.bars.at(-1);
  if (first === undefined || last === undefined) return null;
  const end = new Date(Date.parse(last.start) + props.bucketMs).toISOString();
  const from = timeParts(first.start, props.zone);
  const to = timeParts(end, props.zone);
  const isOneDay = from.date === to.date;
  return (
    <div className="histogram-axis">
      <span>
        {isOneDay ? `${shortDay(from.date)} ${from.clock}` : dateSpan(from.date, from.date)}
      </span>
      <span>
        {props.marked === undefined
          ? text.find.bucket(shortDuration(props.bucketMs))
          : barText(props.marked, props.zone)}
      </span>
      <span>{isOneDay ? to.clock : dateSpan(to.date, to.date)}</span>
    </div>
  );
}
