import { useRef } from "react";
import { text } from "../messages/current.ts";
import type { HistogramBar } from "./histogram-bars.ts";
import { barText } from "./histogram-text.ts";

/** Bar numbers, both included; `from` may lie after `to` while somebody drags to the left. */
export interface Marked {
  readonly from: number;
  readonly to: number;
}

/** Dragging over the bars marks a stretch; letting go chooses it. The sliders do the same by keyboard. */
export function DragArea(props: {
  readonly bars: number;
  readonly marked: Marked | null;
  readonly onMark: (marked: Marked | null) => void;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}) {
  const isDragging = useRef(false);
  const barAt = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(props.bars - 1, Math.max(0, Math.floor(share * props.bars)));
  };
  return (
    <div
      className="histogram-bars selectable"
      role="presentation"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragging.current = true;
        const bar = barAt(event);
        props.onMark({ from: bar, to: bar });
      }}
      onPointerMove={(event) => {
        if (isDragging.current && props.marked !== null) {
          props.onMark({ ...props.marked, to: barAt(event) });
        }
      }}
      onPointerUp={() => {
        isDragging.current = false;
        props.onChoose();
      }}
      onPointerCancel={() => {
        isDragging.current = false;
        props.onMark(null);
      }}
    >
      {props.children}
    </div>
  );
}

export function StretchSliders(props: {
  readonly bars: readonly HistogramBar[];
  readonly marked: Marked | null;
  readonly zone: string;
  readonly onMark: (marked: Marked | null) => void;
  readonly onChoose: () => void;
}) {
  const { bars, zone } = props;
  const last = bars.length - 1;
  const marked = props.marked ?? { from: 0, to: last };
  const ends = [
    { end: "from", label: text.find.stretchFrom, at: marked.from },
    { end: "to", label: text.find.stretchTo, at: marked.to },
  ] as const;
  return (
    <div className="histogram-sliders">
      {ends.map(({ end, label, at }) => (
        <input
          key={end}
          type="range"
          min={0}
          max={last}
          value={at}
          aria-label={label}
          aria-valuetext={barText(bars[at], zone)}
          onChange={(event) => props.onMark({ ...marked, [end]: event.target.valueAsNumber })}
          onKeyDown={(event) => {
            if (event.key === "Enter") props.onChoose();
            if (event.key === "Escape") props.onMark(null);
          }}
        />
      ))}
      <button type="button" className="button small" onClick={props.onChoose}>
        {text.find.zoom}
      </button>
    </div>
  );
}
