import "./process-map.css";
import { useEffect, useRef, useState } from "react";
import type { ProcessMap } from "#query/answers/process-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { neighborOf, placeFlow } from "./flow-layout.ts";
import type { PlacedFollow, PlacedMap } from "./flow-layout.ts";
import { stepText } from "./flow-search.ts";
import { countText, MapNode } from "./map-node.tsx";
import { useDragToScroll } from "./use-drag-to-scroll.ts";

const ZOOMS = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2] as const;
const ZOOM_PLAIN = 1;

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] as const;

/** Which event follows directly on which: events as boxes, steps as lines. Scrolls, zooms, and is dragged. */
export function ProcessDrawing(props: {
  readonly map: ProcessMap;
  readonly drawn: number;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
}) {
  const { map, drawn, opened, onOpen } = props;
  const placed = placeFlow(map, drawn, {
    nameOf: ({ type }) => text.flow.activity(type),
    factsOf: ({ count, findingShare }, again) =>
      `${countText(count, again)} ${text.flow.percent(findingShare)}`,
    labelOf: ({ count, p50Ms, p95Ms }) => text.flow.map.edge(count, p50Ms, p95Ms),
  });
  const [zoom, setZoom] = useState<number>(ZOOM_PLAIN);
  const place = useRef<HTMLDivElement>(null);
  const [begin] = placed.activities;
  const beginX = begin?.x;
  // Where objects begin is seen first, also where the map is wider than its place.
  useEffect(() => {
    const element = place.current;
    if (element === null || beginX === undefined) return;
    element.scrollLeft = beginX - element.clientWidth / 2;
  }, [beginX]);
  const drag = useDragToScroll();
  const zoomBy = (step: 1 | -1) => setZoom((old) => nextZoom(old, step));
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    // Ctrl and the wheel, or two fingers: the map is zoomed instead of the page.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      setZoom((old) => nextZoom(old, event.deltaY < 0 ? 1 : -1));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);
  const fit = () => {
    const width = place.current?.clientWidth ?? 0;
    setZoom(Math.min(ZOOM_PLAIN, Math.max(ZOOMS[0], width / Math.max(1, placed.width))));
  };
  useShortcuts("page", {
    "+": () => zoomBy(1),
    "=": () => zoomBy(1),
    "-": () => zoomBy(-1),
    "0": fit,
  });
  return (
    <div className="process-map">
      <div className="map-zoom">
        <button
          type="button"
          className="button small"
          aria-label={text.flow.map.zoomOut}
          onClick={() => zoomBy(-1)}
        >
          −
        </button>
        <output>{text.flow.percent(zoom)}</output>
        <button
          type="button"
          className="button small"
          aria-label={text.flow.map.zoomIn}
          onClick={() => zoomBy(1)}
        >
          +
        </button>
        <button type="button" className="button small" onClick={fit}>
          {text.flow.map.zoomFit}
        </button>
      </div>
      <div ref={place} className="map-place" {...drag}>
        <MapCanvas placed={placed} zoom={zoom} opened={opened} onOpen={onOpen} />
      </div>
    </div>
  );
}

function nextZoom(zoom: number, step: 1 | -1): number {
  const next = step === 1 ? ZOOMS.find((at) => at > zoom) : ZOOMS.findLast((at) => at < zoom);
  return next ?? zoom;
}

function MapCanvas(props: {
  readonly placed: PlacedMap;
  readonly zoom: number;
  readonly opened: string | undefined;
  readonly onOpen: (what: string) => void;
}) {
  const { placed, zoom, opened, onOpen } = props;
  const drawing = useRef<HTMLElement>(null);
  const [first] = placed.activities;
  const [active, setActive] = useState<string>();
  const focusable = placed.activities.some(({ type }) => type === active) ? active : first?.type;
  const move = (from: string, key: (typeof ARROWS)[number]) => {
    const to = neighborOf(placed, from, key);
    if (to === null) return;
    setActive(to);
    const node = drawing.current?.querySelector<HTMLElement>(`[data-type="${CSS.escape(to)}"]`);
    node?.focus();
  };
  return (
    <section
      ref={drawing}
      className="map-drawing"
      aria-label={text.flow.map.label}
      style={{ "--width": placed.width, "--height": placed.height, "--zoom": zoom }}
    >
      <svg width={placed.width} height={placed.height} aria-hidden="true">
        {placed.follows.map((follow) => (
          <MapLine
            key={stepText(follow)}
            follow={follow}
            isOpen={opened === stepText(follow)}
            isBeside={opened === follow.from || opened === follow.to}
            onOpen={() => onOpen(stepText(follow))}
          />
        ))}
      </svg>
      {placed.activities.map((activity) => (
        <MapNode
          key={activity.type}
          activity={activity}
          isOpen={opened === activity.type}
          isFocusable={activity.type === focusable}
          onFocus={() => setActive(activity.type)}
          onOpen={() => onOpen(activity.type)}
          onKey={(key) => {
            const arrow = ARROWS.find((known) => known === key);
            if (arrow !== undefined) move(activity.type, arrow);
            return arrow !== undefined;
          }}
        />
      ))}
    </section>
  );
}

/** Lines are opened with the pointer; by keyboard from the events at their ends, and from the table. */
function MapLine(props: {
  readonly follow: PlacedFollow;
  readonly isOpen: boolean;
  readonly isBeside: boolean;
  readonly onOpen: () => void;
}) {
  const { follow } = props;
  const { end } = follow;
  const head = 5 + follow.thickness;
  return (
    <g
      className={classNames("map-line", props.isOpen && "open", props.isBeside && "beside")}
      onClick={props.onOpen}
    >
      <path className="map-line-reach" d={follow.line} />
      <path d={follow.line} strokeWidth={follow.thickness} />
      <path
        className="map-line-head"
        d={`M0 0L${-head} ${-head / 2}L${-head} ${head / 2}Z`}
        transform={`translate(${end.x} ${end.y}) rotate(${end.degrees})`}
      />
      <text x={follow.labelX} y={follow.labelY + 4} textAnchor="middle">
        {follow.label}
      </text>
    </g>
  );
}
