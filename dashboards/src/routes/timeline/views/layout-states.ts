import { Graph, layout } from "@dagrejs/dagre";
import { drawnLength } from "../../../components/chart/drawn-length.ts";
import type { DrawnPath, DrawnState, DrawnWay } from "./state-path.ts";

/** Pixels; a state holds its name, when it was entered first, and how long it lasted. */
const STATE_HEIGHT = 62;
const BESIDE_HEIGHT = 28;
const STATE_WIDTH_MIN = 168;
const BESIDE_WIDTH_MIN = 76;
const CHARACTER_WIDTH = 8;
const PADDING = 24;
const START_SIZE = 12;
/** Between states of one column, and between columns; narrow ones stand closer. */
const GAPS = { across: { nodesep: 16, ranksep: 46 }, down: { nodesep: 14, ranksep: 30 } } as const;
/** Room for what stands beyond the outermost states: outlines, and numbers on ways. */
const MARGIN = 10;
/** The path taken is drawn as straight as it can be. */
const TAKEN_WEIGHT = 12;

const START = " start";

export interface PlacedState extends DrawnState {
  /** Center, pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedWay extends DrawnWay {
  /** Of an SVG path. */
  readonly line: string;
  /** Where its number stands. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedPath {
  /** Corner of the drawing: ways around states may leave the place that those take. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly states: readonly PlacedState[];
  readonly ways: readonly PlacedWay[];
  /** The dot where the object's life begins, and the line from it; null where it was in no state. */
  readonly start: { readonly x: number; readonly y: number; readonly line: string } | null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Ways in which the columns may be lined up; the one that draws the path taken straightest is used. */
const ALIGNMENTS = ["DR", "UR", "DL", "UL", undefined] as const;

/** Where states and ways stand. `nameOf` is what a state is called on the page; `isDown` for narrow windows. */
export function placeStates(
  path: DrawnPath,
  nameOf: (state: string) => string,
  isDown: boolean,
): PlacedPath {
  const first = path.states.find(({ visits }) => visits[0]?.place === 1)?.name ?? null;
  const sizes = new Map(
    path.states.map((state) => [state.name, sizeOf(state, nameOf(state.name))]),
  );
  let straightest: { graph: Graph; bend: number } | null = null;
  for (const align of ALIGNMENTS) {
    const graph = layOut(path, { sizes, first, align, isDown });
    const bend = bendOf(graph, path, isDown);
    if (straightest === null || bend < straightest.bend) straightest = { graph, bend };
    if (bend === 0) break;
  }
  return readPlaces(straightest?.graph ?? new Graph(), path, sizes, first);
}

function layOut(
  path: DrawnPath,
  drawn: {
    readonly sizes: ReadonlyMap<string, { width: number; height: number }>;
    readonly first: string | null;
    readonly align: (typeof ALIGNMENTS)[number];
    readonly isDown: boolean;
  },
): Graph {
  const { sizes, first, align, isDown } = drawn;
  const graph = new Graph();
  graph.setGraph({
    rankdir: isDown ? "TB" : "LR",
    ...(isDown ? GAPS.down : GAPS.across),
    ...(align !== undefined && { align }),
  });
  for (const [name, size] of sizes) graph.setNode(name, { ...size });
  for (const { from, to, places } of path.ways) {
    graph.setEdge(from, to, { weight: places.length > 0 ? TAKEN_WEIGHT : 1 });
  }
  if (first !== null) {
    graph.setNode(START, { width: START_SIZE, height: START_SIZE });
    graph.setEdge(START, first, { weight: TAKEN_WEIGHT });
  }
  layout(graph);
  return graph;
}

/** How far the path taken strays from a straight line, pixels. */
function bendOf(graph: Graph, path: DrawnPath, isDown: boolean): number {
  const across = (name: string) => {
    const { x = 0, y = 0 } = graph.node(name);
    return isDown ? x : y;
  };
  return path.ways
    .filter(({ places }) => places.length > 0)
    .reduce((sum, { from, to }) => sum + Math.abs(across(from) - across(to)), 0);
}

function readPlaces(
  graph: Graph,
  path: DrawnPath,
  sizes: ReadonlyMap<string, { width: number; height: number }>,
  first: string | null,
): PlacedPath {
  const pointsOf = (from: string, to: string): readonly Point[] =>
    graph.edge(from, to).points ?? [];
  return {
    ...boundsOf(graph),
    states: path.states.map((state) => ({
      ...state,
      ...(sizes.get(state.name) ?? { width: 0, height: 0 }),
      x: graph.node(state.name).x ?? 0,
      y: graph.node(state.name).y ?? 0,
    })),
    ways: path.ways.map((way) => {
      const points = pointsOf(way.from, way.to);
      return { ...way, line: lineOf(points), ...middleOf(points) };
    }),
    start:
      first === null
        ? null
        : {
            x: graph.node(START).x ?? 0,
            y: graph.node(START).y ?? 0,
            line: lineOf(pointsOf(START, first)),
          },
  };
}

function boundsOf(graph: Graph): { left: number; top: number; width: number; height: number } {
  const names: readonly string[] = graph.nodes();
  const places = names.flatMap((name): Point[] => {
    const { x = 0, y = 0, width, height } = graph.node(name);
    return [
      { x: x - width / 2, y: y - height / 2 },
      { x: x + width / 2, y: y + height / 2 },
    ];
  });
  for (const edge of graph.edges()) places.push(...(graph.edge(edge).points ?? []));
  const left = Math.min(...places.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...places.map(({ y }) => y)) - MARGIN;
  return {
    left,
    top,
    width: Math.max(...places.map(({ x }) => x)) + MARGIN - left,
    height: Math.max(...places.map(({ y }) => y)) + MARGIN - top,
  };
}

/** Halfway, or the middle corner of a way around others. */
function middleOf(points: readonly Point[]): Point {
  const [first = { x: 0, y: 0 }] = points;
  const last = points.at(-1) ?? first;
  if (points.length <= 3) return { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
  return points[Math.floor(points.length / 2)] ?? first;
}

function sizeOf({ visits }: DrawnState, name: string): { width: number; height: number } {
  const isVisited = visits.length > 0;
  const least = isVisited ? STATE_WIDTH_MIN : BESIDE_WIDTH_MIN;
  return {
    width: Math.max(least, drawnLength(name) * CHARACTER_WIDTH + PADDING),
    height: isVisited ? STATE_HEIGHT : BESIDE_HEIGHT,
  };
}

/** A line through all points whose corners are rounded off; its arrow points as its end does. */
function lineOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  if (rest.length === 1) return `M${place(first)} L${place(last)}`;
  const corners = rest.slice(0, -1).map((corner, index) => {
    const next = rest[index + 1] ?? last;
    const isLastCorner = index === rest.length - 2;
    const end = isLastCorner ? last : { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 };
    return `Q${place(corner)} ${place(end)}`;
  });
  return [`M${place(first)}`, ...corners].join(" ");
}

function place({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
