import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { drawnLength } from "../../components/chart/drawn-length.ts";
import { lastEntryBy } from "./place-findings.ts";
import type { LaneLayout } from "./lanes.ts";
import type { OverviewScale } from "./overview-points.ts";

/** About the width of one character of a label, pixels, and the room beside it. */
const CHARACTER_PX = 6.4;
const PADDING_PX = 12;
/** Half a mark, and the room before a label beside it. */
const MARK_PX = 10;

/** Words on a lane of the overview. */
export interface LaneLabel {
  readonly label: string;
  readonly isMissing: boolean;
  /** Pixels; of a label over a line its middle, of one beside a mark its start. */
  readonly atPx: number;
  readonly over: "line" | "space";
}

/** The names that labels are made of. */
export interface LabelWords {
  /** Of a state of the object that the timeline is about. */
  readonly state: (state: string) => string;
  /** What became of a payment or a card's authorization; undefined where the event ends nothing. */
  readonly outcome: (entry: TimelineEntry) => string | undefined;
  readonly missing: string;
}

const widthOf = (label: string) => drawnLength(label) * CHARACTER_PX + PADDING_PX;

interface Drawing {
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly scale: OverviewScale;
  readonly toPx: (share: number) => number;
  readonly widthPx: number;
}

/**
 * Labels of a lane that have room: states of the object itself over its line, outcomes beside the marks of
 * others, and what is missing.
 */
export function laneLabels(
  drawing: Drawing,
  number: number,
  answer: Pick<ObjectAnswer, "object" | "lifecycle">,
  words: LabelWords,
): LaneLabel[] {
  const lane = drawing.layout.lanes[number];
  if (lane === undefined) return [];
  const isOwn = lane.type === answer.object.type && lane.ids.includes(answer.object.id);
  return [
    ...(isOwn ? stateLabels(drawing, answer.lifecycle?.states ?? [], lane, words) : []),
    ...(isOwn ? [] : outcomeLabels(drawing, number, words)),
    ...missingLabels(drawing, number, words),
  ];
}

type StateSpan = NonNullable<ObjectAnswer["lifecycle"]>["states"][number];

function stateLabels(
  { entries, layout, scale, toPx }: Drawing,
  states: readonly StateSpan[],
  lane: { readonly last: number },
  words: LabelWords,
): LaneLabel[] {
  const pxOf = (index: number) => toPx(scale.positions[scale.ofEntry[index] ?? 0] ?? 0);
  return states.flatMap(({ state, from, to }) => {
    const first = lastEntryBy(entries, from);
    const last = to === null ? lane.last : Math.min(lane.last, lastEntryBy(entries, to));
    if (first < 0 || last <= first) return [];
    const label = words.state(state);
    const widest = widestFree(layout, { first, last }, pxOf, lane);
    if (widest === null || widest.toPx - widest.fromPx < widthOf(label)) return [];
    const atPx = (widest.fromPx + widest.toPx) / 2;
    return [{ label, isMissing: false, atPx, over: "line" as const }];
  });
}

/** The longest stretch of a lane's line between two of its marks. */
function widestFree(
  layout: LaneLayout,
  { first, last }: { readonly first: number; readonly last: number },
  pxOf: (index: number) => number,
  lane: { readonly last: number },
): { readonly fromPx: number; readonly toPx: number } | null {
  const number = layout.lanes.findIndex((one) => one === lane);
  let widest: { fromPx: number; toPx: number } | null = null;
  let fromPx = pxOf(first);
  for (let index = first + 1; index <= last; index += 1) {
    if (layout.rows[index]?.marked !== number && index !== last) continue;
    const toPx = pxOf(index);
    if (widest === null || toPx - fromPx > widest.toPx - widest.fromPx) widest = { fromPx, toPx };
    fromPx = toPx;
  }
  return widest;
}

function outcomeLabels(drawing: Drawing, number: number, words: LabelWords): LaneLabel[] {
  const { entries, layout, scale, toPx, widthPx } = drawing;
  const pxOf = (at: number) => toPx(scale.positions[scale.ofEntry[at] ?? 0] ?? 0);
  const marks = layout.rows.flatMap(({ marked }, index) => (marked === number ? [index] : []));
  return marks.flatMap((index, place) => {
    const entry = entries[index];
    const label = entry === undefined ? undefined : words.outcome(entry);
    if (label === undefined) return [];
    const atPx = pxOf(index) + MARK_PX;
    const next = marks[place + 1];
    const freeTo = next === undefined ? widthPx : pxOf(next) - MARK_PX;
    if (freeTo - atPx < widthOf(label) - PADDING_PX) return [];
    return [{ label, isMissing: false, atPx, over: "space" as const }];
  });
}

function missingLabels(
  { layout, scale, toPx, widthPx }: Drawing,
  number: number,
  { missing }: LabelWords,
): LaneLabel[] {
  const place = layout.dues.findIndex(({ due, lane }) => lane === number && due.isOverdue);
  const lane = layout.lanes[number];
  const due = layout.dues[place];
  if (due === undefined || lane === undefined || lane.last > due.after) return [];
  const atPx = toPx(scale.positions[scale.ofDue[place] ?? 0] ?? 0) + MARK_PX;
  const isRoomAfter = widthPx - atPx >= widthOf(missing);
  const beforePx = atPx - 2 * MARK_PX - widthOf(missing) + PADDING_PX;
  return [
    {
      label: missing,
      isMissing: true,
      atPx: isRoomAfter ? atPx : beforePx,
      over: "space" as const,
    },
  ];
}
