import "./number-strip.css";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDay, timeParts } from "../../time/format-time.ts";
import type { NumberNames } from "./name-numbers.ts";
import { BREAKS_OUT_PX, GLYPH_HEIGHT_PX, GlyphPatterns, NumberGlyph } from "./number-glyph.tsx";
import { cellWidthPx, rangeInSight, scrollToShow, stripLabels, timeScale } from "./strip-scale.ts";
import type { NumberRange, TimeScale } from "./strip-scale.ts";
import { plotY, TimeMark } from "./time-plot.tsx";
import type { StripNumbers } from "./use-strip-numbers.ts";

const CELLS_TOP_PX = 102;
const LABEL_Y_PX = CELLS_TOP_PX + GLYPH_HEIGHT_PX + BREAKS_OUT_PX + 13;
const STRIP_HEIGHT_PX = LABEL_Y_PX + 6;

/** Half of a label of nine digits, in numbers. */
const LABEL_HALF = 2;

/** A long step of the keyboard. */
const LONG_STEP = 10;
const LONG_STEPS: Readonly<Record<string, number>> = { PageUp: LONG_STEP, PageDown: -LONG_STEP };

/** Times within less than this are told apart by their clock. */
const CLOCK_BELOW_MS = 2 * 24 * 3_600_000;

/**
 * Every number of a store side by side, with the time of its reservation above. One control: arrow keys go from
 * number to number, and each is said with its explanation.
 */
export function NumberStrip(props: {
  readonly bounds: NumberRange;
  readonly inSight: NumberRange;
  readonly onInSight: (range: NumberRange) => void;
  readonly numbers: StripNumbers;
  readonly names: NumberNames;
  readonly chosen: number | undefined;
  readonly pointed: number | undefined;
  readonly why: (number: OrderNumberAnswer) => string;
  readonly onChoose: (sequence: number) => void;
  readonly onPoint: (sequence: number | undefined) => void;
  readonly onOpen: (number: OrderNumberAnswer) => void;
}) {
  const { bounds, chosen, numbers, onInSight } = props;
  const place = useRef<HTMLDivElement>(null);
  const [placePx, setPlacePx] = useState(0);
  const total = bounds.to - bounds.from + 1;
  const cellPx = cellWidthPx(placePx, total);
  const view = (element: HTMLElement) => ({
    scrolledPx: element.scrollLeft,
    placePx: element.clientWidth,
    cellPx,
    bounds,
  });
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setPlacePx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // The newest numbers first; afterwards only where the chosen one is out of sight.
  const shown = chosen ?? bounds.to;
  useEffect(() => {
    const element = place.current;
    if (element === null || placePx === 0) return;
    const scrolledPx = element.scrollLeft;
    const toPx = scrollToShow(shown, { scrolledPx, placePx, cellPx, bounds });
    if (toPx !== null) element.scrollLeft = toPx;
    onInSight(rangeInSight({ scrolledPx: element.scrollLeft, placePx, cellPx, bounds }));
  }, [shown, placePx, cellPx, bounds, onInSight]);
  const now = chosen ?? bounds.to;
  const [current] = numbers.at(now);
  const go = (sequence: number) =>
    props.onChoose(Math.min(bounds.to, Math.max(bounds.from, sequence)));
  const pointedAt = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const sequence = bounds.from + Math.floor((event.clientX - box.left) / cellPx);
    return sequence >= bounds.from && sequence <= bounds.to ? sequence : undefined;
  };
  const scale = timeScale(sequencesOf(props.inSight).flatMap((sequence) => numbers.at(sequence)));
  return (
    <div className="strip">
      {scale !== null && <TimeAxis scale={scale} />}
      <div
        ref={place}
        className="strip-place"
        onScroll={(event) => onInSight(rangeInSight(view(event.currentTarget)))}
      >
        <input
          type="range"
          className="strip-slider"
          aria-label={text.orderNumbers.strip.number}
          min={bounds.from}
          max={bounds.to}
          value={now}
          aria-valuetext={
            current === undefined
              ? text.orderNumbers.strip.notRead(props.names.nameOf(now))
              : text.orderNumbers.strip.valueText(
                  current.number ?? props.names.nameOf(now),
                  text.orderNumbers.explanations[current.explanation],
                  props.why(current),
                )
          }
          onChange={(event) => go(Number(event.target.value))}
          onKeyDown={(event) => {
            const longStep = LONG_STEPS[event.key];
            if (event.key === "Enter" && current !== undefined) props.onOpen(current);
            else if (longStep !== undefined) go(now + longStep);
            else return;
            event.preventDefault();
          }}
        />
        <div
          className="strip-all"
          style={{ width: total * cellPx, height: STRIP_HEIGHT_PX }}
          onPointerMove={(event) => props.onPoint(pointedAt(event))}
          onPointerLeave={() => props.onPoint(undefined)}
          onPointerUp={(event) => {
            const sequence = pointedAt(event);
            if (event.button === 0 && sequence !== undefined) props.onChoose(sequence);
          }}
        >
          <StripDrawing {...props} scale={scale} cellPx={cellPx} />
        </div>
      </div>
    </div>
  );
}

function sequencesOf({ from, to }: NumberRange): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function StripDrawing(props: {
  readonly bounds: NumberRange;
  readonly inSight: NumberRange;
  readonly numbers: StripNumbers;
  readonly names: NumberNames;
  readonly chosen: number | undefined;
  readonly pointed: number | undefined;
  readonly scale: TimeScale | null;
  readonly cellPx: number;
}) {
  const { bounds, inSight, numbers, names, scale, cellPx } = props;
  const drawn = sequencesOf(inSight);
  const left = (inSight.from - bounds.from) * cellPx;
  const xOf = (sequence: number) => (sequence - inSight.from) * cellPx;
  // At the ends of the strip there is no room beside the cell.
  const anchorOf = (sequence: number) =>
    sequence > bounds.to - LABEL_HALF
      ? "end"
      : sequence < bounds.from + LABEL_HALF
        ? "start"
        : "middle";
  const labelX = (sequence: number) =>
    xOf(sequence) + { start: 0, middle: cellPx / 2, end: cellPx }[anchorOf(sequence)];
  return (
    <svg
      className="strip-drawing"
      width={drawn.length * cellPx}
      height={STRIP_HEIGHT_PX}
      style={{ transform: `translateX(${left}px)` }}
      aria-hidden="true"
    >
      <GlyphPatterns />
      {scale?.ticksMs.map((atMs) => (
        <path
          key={atMs}
          className="plot-line"
          d={`M0 ${plotY(scale, atMs)}H${drawn.length * cellPx}`}
        />
      ))}
      {drawn.map((sequence) => {
        const [number] = numbers.at(sequence);
        const x = xOf(sequence);
        return number === undefined ? (
          <path
            key={sequence}
            className="strip-unread"
            d={`M${x + 3} ${CELLS_TOP_PX + 15}h${cellPx - 6}`}
          />
        ) : (
          <g key={sequence}>
            {scale !== null && (
              <TimeMark
                number={number}
                scale={scale}
                x={x + cellPx / 2}
                name={number.number ?? names.nameOf(sequence)}
              />
            )}
            <NumberGlyph explanation={number.explanation} x={x} y={CELLS_TOP_PX} widthPx={cellPx} />
          </g>
        );
      })}
      {[props.pointed, props.chosen].map((sequence, index) =>
        sequence === undefined ? null : (
          <rect
            key={index === 0 ? "pointed" : "chosen"}
            className={index === 0 ? "strip-pointed" : "strip-chosen"}
            x={xOf(sequence) - 0.5}
            y={CELLS_TOP_PX - BREAKS_OUT_PX - 2}
            width={cellPx + 1}
            height={GLYPH_HEIGHT_PX + 2 * BREAKS_OUT_PX + 4}
          />
        ),
      )}
      {stripLabels(drawn, (sequence) => numbers.at(sequence)[0]?.explanation === "unexplained").map(
        ({ sequence, isGrave }) => (
          <text
            key={sequence}
            className={isGrave ? "strip-label grave" : "strip-label"}
            x={labelX(sequence)}
            y={LABEL_Y_PX}
            textAnchor={anchorOf(sequence)}
          >
            {names.nameOf(sequence)}
          </text>
        ),
      )}
    </svg>
  );
}

function TimeAxis({ scale }: { readonly scale: TimeScale }) {
  const zone = useZone();
  return (
    <svg className="strip-axis" width="62" height={STRIP_HEIGHT_PX} aria-hidden="true">
      {scale.ticksMs.map((atMs) => {
        const { date, clock } = timeParts(new Date(atMs).toISOString(), zone);
        return (
          <text key={atMs} x="56" y={plotY(scale, atMs) + 4} textAnchor="end">
            {scale.spanMs < CLOCK_BELOW_MS ? clock : shortDay(date)}
          </text>
        );
      })}
    </svg>
  );
}
