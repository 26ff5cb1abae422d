import { Graph, layout } from "@dagrejs/dagre";
import type { ProcessMap } from "#query/answers/process-answers.ts";
import { drawnLength } from "../../components/chart/drawn-length.ts";

type Activity = ProcessMap["activities"][number];
type Follow = ProcessMap["follows"][number];

/** Pixels; a name, and beneath it a count and a share. */
const NODE_HEIGHT = 42;
const NODE_WIDTH_MIN = 150;
const CHARACTER_WIDTH = 7.8;
const NODE_PADDING = 40;
const LABEL_CHARACTER_WIDTH = 6.4;
const LABEL_HEIGHT = 16;
const MARGIN = 14;

/** Thickness of lines, pixels, by the log of how often they were taken. */
const LINE_MIN = 1;
const LINE_MAX = 7;

export interface PlacedActivity extends Activity {
  /** Center, pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How often it followed directly on itself, among the steps drawn. */
  readonly again: number;
}

export interface PlacedFollow extends Follow {
  /** Of an SVG path. */
  readonly line: string;
  readonly label: string;
  readonly labelX: number;
  readonly labelY: number;
  readonly thickness: number;
  /** Direction of its end, degrees, for the arrow's head. */
  readonly end: { readonly x: number; readonly y: number; readonly degrees: number };
}

export interface PlacedMap {
  readonly width: number;
  readonly height: number;
  readonly activities: readonly PlacedActivity[];
  readonly follows: readonly PlacedFollow[];
}

/** How many steps are drawn at first: as many as make up this share of all that were taken, within the limit. */
const DRAWN_SHARE = 0.8;
const DRAWN_FIRST_MAX = 24;

/** A drawing with more lines is read by nobody. */
export const DRAWN_MAX = 80;

export function stepsDrawnFirst(follows: readonly Follow[]): number {
  const all = shareDrawn(follows, follows.length).taken;
  let taken = 0;
  for (const [index, { count }] of follows.entries()) {
    taken += count;
    if (taken >= all * DRAWN_SHARE || index + 1 === DRAWN_FIRST_MAX) return index + 1;
  }
  return follows.length;
}

/** How much of all that was taken the most frequent steps make up. */
export function shareDrawn(
  follows: readonly Follow[],
  drawn: number,
): { readonly taken: number; readonly share: number } {
  let [taken, all] = [0, 0];
  for (const [index, { count }] of follows.entries()) {
    all += count;
    if (index < drawn) taken += count;
  }
  return { taken, share: all === 0 ? 0 : taken / all };
}

/**
 * Where events and the `drawn` most frequent steps between them stand, from the top down. `nameOf` and `labelOf`
 * are the words on the page.
 */
export function placeFlow(
  map: Pick<ProcessMap, "activities" | "follows">,
  drawn: number,
  words: {
    readonly nameOf: (activity: Activity) => string;
    /** What stands beneath the name; `again`: how often it followed on itself. */
    readonly factsOf: (activity: Activity, again: number) => string;
    readonly labelOf: (follow: Follow) => string;
  },
): PlacedMap {
  const shown = map.follows.slice(0, drawn);
  const between = shown.filter(({ from, to }) => from !== to);
  const touched = new Set(shown.flatMap(({ from, to }) => [from, to]));
  const activities = map.activities.filter(({ type }) => touched.has(type));
  const graph = new Graph();
  graph.setGraph({
    rankdir: "TB",
    nodesep: 26,
    ranksep: 20,
    edgesep: 14,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  const again = new Map(
    shown.filter(({ from, to }) => from === to).map(({ from, count }) => [from, count]),
  );
  const sizes = new Map(
    activities.map((activity) => {
      const facts = words.factsOf(activity, again.get(activity.type) ?? 0);
      return [activity.type, sizeOf(words.nameOf(activity), facts)];
    }),
  );
  for (const [type, size] of sizes) graph.setNode(type, { ...size });
  for (const follow of between) {
    const width = drawnLength(words.labelOf(follow)) * LABEL_CHARACTER_WIDTH;
    graph.setEdge(follow.from, follow.to, {
      weight: Math.ceil(Math.log2(follow.count + 1)),
      width,
      height: LABEL_HEIGHT,
      labelpos: "c",
    });
  }
  if (activities.length > 0) layout(graph);
  const most = Math.max(1, ...between.map(({ count }) => count));
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    activities: activities.map((activity) => {
      const { x = 0, y = 0 } = graph.node(activity.type);
      const size = sizes.get(activity.type) ?? sizeOf("", "");
      return Object.assign({ x, y, again: again.get(activity.type) ?? 0 }, size, activity);
    }),
    follows: between.map((follow) => placeFollow(graph, follow, words.labelOf(follow), most)),
  };
}

function sizeOf(name: string, facts: string): { width: number; height: number } {
  const textWidth = Math.max(
    drawnLength(name) * CHARACTER_WIDTH,
    (drawnLength(facts) + 1) * LABEL_CHARACTER_WIDTH,
  );
  return {
    width: Math.max(NODE_WIDTH_MIN, Math.ceil(textWidth) + NODE_PADDING),
    height: NODE_HEIGHT,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function placeFollow(graph: Graph, follow: Follow, label: string, most: number): PlacedFollow {
  const edge = graph.edge(follow.from, follow.to);
  const points: readonly Point[] = edge.points ?? [];
  const last = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? last;
  return {
    ...follow,
    label,
    line: lineThrough(points),
    labelX: edge.x ?? 0,
    labelY: edge.y ?? 0,
    thickness: thicknessOf(follow.count, most),
    end: { ...last, degrees: (Math.atan2(last.y - before.y, last.x - before.x) * 180) / Math.PI },
  };
}

/** By the log of how often: once is a hair, the most frequent the full width. */
export function thicknessOf(count: number, most: number): number {
  if (most <= 1) return LINE_MIN;
  return LINE_MIN + ((LINE_MAX - LINE_MIN) * Math.log(Math.max(1, count))) / Math.log(most);
}

/** A line whose corners are rounded off. */
function lineThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  const corners = rest.slice(0, -1).map((corner, index) => {
    const next = rest[index + 1] ?? last;
    const end =
      index === rest.length - 2 ? next : { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 };
    return `Q${written(corner)} ${written(end)}`;
  });
  return [`M${written(first)}`, ...corners, `L${written(last)}`].join(" ");
}

function written({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

/** The event that a key leads to from another, among those drawn; null where there is none that way. */
export function neighborOf(
  placed: PlacedMap,
  from: string,
  key: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight",
): string | null {
  const here = placed.activities.find(({ type }) => type === from);
  if (here === undefined) return placed.activities[0]?.type ?? null;
  const isOnTheWay = (other: PlacedActivity) => {
    if (key === "ArrowDown") return other.y > here.y + 1;
    if (key === "ArrowUp") return other.y < here.y - 1;
    return key === "ArrowLeft" ? other.x < here.x - 1 : other.x > here.x + 1;
  };
  const isVertical = key === "ArrowDown" || key === "ArrowUp";
  // Along the most frequent step that way where there is one; else to whatever is nearest.
  const isLinked = (other: PlacedActivity) => (follow: PlacedFollow) =>
    key === "ArrowDown"
      ? follow.from === from && follow.to === other.type
      : follow.to === from && follow.from === other.type;
  const candidates = placed.activities.filter(isOnTheWay);
  const rank = (other: PlacedActivity) => placed.follows.findIndex(isLinked(other));
  const distance = (other: PlacedActivity) =>
    isVertical
      ? Math.abs(other.x - here.x) * 2 + Math.abs(other.y - here.y)
      : Math.abs(other.x - here.x) + Math.abs(other.y - here.y) * 4;
  const linked = isVertical ? candidates.filter((other) => rank(other) >= 0) : [];
  const next =
    linked.toSorted((one, other) => rank(one) - rank(other))[0] ??
    candidates.toSorted((one, other) => distance(one) - distance(other))[0];
  return next?.type ?? null;
}
