import "./state-diagram.css";
import { useId } from "react";
import { classNames } from "../../../components/class-names.ts";
import { stateName } from "../../../components/findings/state-name.ts";
import { text } from "../../../messages/current.ts";
import { shortDuration } from "../../../time/format-duration.ts";
import { shortDay, timeParts } from "../../../time/format-time.ts";
import type { PlacedPath, PlacedState, PlacedWay } from "./layout-states.ts";
import { readReference } from "./read-reference.ts";

/** Lines of a visited state, pixels below its center. */
const LINES = { name: -12, entered: 7, lasted: 23 } as const;

/** Room above and below the number on a way. */
const NUMBER_RADIUS = 9;

/** The states of an object: the path it took lit, ways it could have gone muted. A visited state opens its record. */
export function StateDiagram(props: {
  readonly type: string;
  readonly path: PlacedPath;
  readonly zone: string;
  /** Address of the page with a record's evidence open. */
  readonly hrefOf: (reference: string) => string;
  readonly onOpen: (reference: string) => void;
}) {
  const { path } = props;
  const heads = useId();
  const { start } = path;
  return (
    <svg
      className="state-diagram"
      viewBox={[path.left, path.top, path.width, path.height].join(" ")}
      width={path.width}
      height={path.height}
    >
      <defs>
        {(["taken", "beside"] as const).map((kind) => (
          <marker
            key={kind}
            id={`${heads}${kind}`}
            className={`state-way-head ${kind}`}
            viewBox="0 0 8 8"
            refX="7.5"
            refY="4"
            markerWidth={kind === "taken" ? 9 : 7}
            markerHeight={kind === "taken" ? 9 : 7}
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 0.6 8 4 0 7.4Z" />
          </marker>
        ))}
      </defs>
      {path.ways
        .toSorted((a, b) => a.places.length - b.places.length)
        .map((way) => (
          <Way key={`${way.from} ${way.to}`} way={way} heads={heads} />
        ))}
      {start !== null && (
        <>
          <path className="state-way taken" d={start.line} markerEnd={`url(#${heads}taken)`} />
          <circle className="state-start" cx={start.x} cy={start.y} r="5" />
        </>
      )}
      {path.states.map((state) => (
        <StateBox key={state.name} {...props} state={state} />
      ))}
    </svg>
  );
}

function Way({ way, heads }: { readonly way: PlacedWay; readonly heads: string }) {
  const isTaken = way.places.length > 0;
  const kind = isTaken ? "taken" : "beside";
  const numbers = way.places.map((place) => place - 1).join(", ");
  return (
    <g className={classNames(way.rule !== null && "wrong")}>
      <path className={`state-way ${kind}`} d={way.line} markerEnd={`url(#${heads}${kind})`} />
      {isTaken && numbers.length <= NUMBERS_MAX && (
        <g transform={`translate(${way.x} ${way.y})`} aria-hidden="true">
          <rect
            className="state-way-number"
            x={-NUMBER_RADIUS - (numbers.length - 1) * 3}
            y={-NUMBER_RADIUS}
            width={NUMBER_RADIUS * 2 + (numbers.length - 1) * 6}
            height={NUMBER_RADIUS * 2}
            rx={NUMBER_RADIUS}
          />
          <text y="4" textAnchor="middle">
            {numbers}
          </text>
        </g>
      )}
    </g>
  );
}

/** A way taken more often is numbered in the table alone. */
const NUMBERS_MAX = 8;

function StateBox(props: {
  readonly state: PlacedState;
  readonly type: string;
  readonly zone: string;
  readonly hrefOf: (reference: string) => string;
  readonly onOpen: (reference: string) => void;
}) {
  const { state, zone } = props;
  const { x, y, width, height, visits, isCurrent } = state;
  const name = stateName(props.type, state.name);
  const [first] = visits;
  const box = (
    <rect
      className="state-box"
      x={x - width / 2}
      y={y - height / 2}
      width={width}
      height={height}
      rx="2"
    />
  );
  if (first === undefined) {
    return (
      <g className="state beside">
        {box}
        <text x={x} y={y + 4.5} textAnchor="middle">
          {name}
        </text>
      </g>
    );
  }
  const { date, clock, ms } = timeParts(first.from, zone);
  const lasted = text.views.states.lasted(shortDuration(state.totalMs), visits.length, isCurrent);
  const { short } = readReference(first.evidence[0] ?? "");
  return (
    <a
      className={classNames("state", "visited", isCurrent && "current")}
      href={props.hrefOf(short)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        props.onOpen(short);
      }}
    >
      {box}
      <text className="state-name" x={x} y={y + LINES.name} textAnchor="middle">
        {name}
      </text>
      <text className="state-entered" x={x} y={y + LINES.entered} textAnchor="middle">
        {shortDay(date)} {clock}
        <tspan className="state-ms">.{ms}</tspan>
      </text>
      <text className="state-lasted" x={x} y={y + LINES.lasted} textAnchor="middle">
        {lasted}
      </text>
    </a>
  );
}
