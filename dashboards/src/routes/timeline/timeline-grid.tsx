import "./timeline-grid.css";
import { useEffect, useRef } from "react";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { Mark } from "../../components/mark.tsx";
import { useRowCursor } from "../../components/use-row-cursor.ts";
import { useIsPrinting, useVirtualRows } from "../../components/use-virtual-rows.ts";
import { drawnRows, placeRow } from "../../components/virtual-row.ts";
import { markFill, shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { localZone } from "../../time/format-time.ts";
import { DayRowView } from "./day-row.tsx";
import { DueRowView } from "./due-row.tsx";
import { FindingRowView } from "./finding-row.tsx";
import { GapRowView } from "./gap-row.tsx";
import { sharesObject } from "./lane-lines.ts";
import type { LaneLayout } from "./lanes.ts";
import { RecordRowView } from "./record-row.tsx";
import type { RowPlace } from "./row-place.ts";
import { stayedTrue } from "./stayed-true.ts";
import type { TimelineRow } from "./timeline-rows.ts";

/** Heights before a row is measured, pixels. */
const ROW_PX: Readonly<Record<TimelineRow["kind"], number>> = {
  record: 27,
  due: 27,
  day: 27,
  gap: 47,
  finding: 82,
};

/** Header row and rows of the grid, for `aria-rowindex`. */
const FIRST_ROW_INDEX = 2;

/** A row that was gone to; another `turn` goes there again. */
export interface Jump {
  readonly key: string;
  readonly turn: number;
}

interface GridProps {
  readonly answer: Pick<ObjectAnswer, "object" | "lifecycle">;
  readonly rows: readonly TimelineRow[];
  readonly layout: LaneLayout;
  readonly zone: string;
  readonly opened: string | undefined;
  /** The row to go to, a finding's. */
  readonly jump: Jump | null;
  readonly onOpen: (reference: string | undefined) => void;
}

/** Something went wrong here: a finding, or a record that says that something was refused. */
function isProblem(row: TimelineRow): boolean {
  if (row.kind === "finding") return true;
  return row.kind === "record" && markFill(row.entry) === "refused";
}

/** Records, what did not happen, and findings, a row each in the order of time. */
export function TimelineGrid(props: GridProps) {
  const { rows, layout, zone, opened, jump, onOpen } = props;
  const isPrinting = useIsPrinting();
  const { list, virtualizer, scrollMargin } = useVirtualRows({
    count: rows.length,
    estimateSize: (index) => ROW_PX[rows[index]?.kind ?? "record"],
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const cursor = useRowCursor({
    count: rows.length,
    canFocus: (index) => rows[index]?.kind !== "day",
    virtualizer,
    list,
  });
  useJump(jump, rows, (index) => {
    cursor.moveTo(index);
    // Where it stands on that row already nothing is drawn anew, and nothing else would focus it.
    list.current
      ?.querySelector<HTMLElement>(`[data-row="${index}"]`)
      ?.focus({ preventScroll: true });
  });
  useOpenedInSight(opened, rows, virtualizer);
  useGridKeys({ rows, layout, opened, onOpen, cursor });
  const firstRecord = rows.findIndex((row) => row.kind === "record");
  const isTabStop = (index: number) => index === (cursor.active ?? firstRecord);
  return (
    <table
      className="virtual-table timeline-grid"
      aria-label={text.timeline.records(props.answer.object.type)}
      aria-rowcount={rows.length + 1}
      style={{ "--lanes": layout.lanes.length }}
    >
      <GridHead layout={layout} zone={zone} />
      <tbody
        ref={list}
        className={isPrinting ? "virtual-list printed" : "virtual-list"}
        style={isPrinting ? {} : { height: virtualizer.getTotalSize() }}
      >
        {drawnRows(virtualizer, scrollMargin, isPrinting, rows.length).map((drawn) => {
          const row = rows[drawn.index];
          if (row === undefined) return null;
          return (
            <RowView
              key={drawn.key}
              {...props}
              row={row}
              place={{
                rowIndex: drawn.index,
                ariaRowIndex: drawn.index + FIRST_ROW_INDEX,
                tabIndex: isTabStop(drawn.index) ? 0 : -1,
                placement: placeRow(virtualizer, drawn),
                onActive: () => cursor.setActive(drawn.index),
              }}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** Goes to a row once it is among the rows, and again at each turn; rows that come later move nobody. */
function useJump(
  jump: Jump | null,
  rows: readonly TimelineRow[],
  moveTo: (index: number) => void,
): void {
  const done = useRef<Jump | null>(null);
  useEffect(() => {
    if (jump === null || jump === done.current) return;
    const index = rows.findIndex(({ key }) => key === jump.key);
    if (index < 0) return;
    done.current = jump;
    moveTo(index);
  });
}

/** The row of an opened record; -1 where it is not among them. */
function rowOf(rows: readonly TimelineRow[], opened: string | undefined): number {
  return rows.findIndex((row) => row.kind === "record" && shortReference(row.entry) === opened);
}

/** What is opened by other means than its row, such as from its neighbor, comes into sight. */
function useOpenedInSight(
  opened: string | undefined,
  rows: readonly TimelineRow[],
  virtualizer: { scrollToIndex(index: number, options: { readonly align: "auto" }): void },
): void {
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (opened === shown.current) return;
    shown.current = opened;
    const index = opened === undefined ? -1 : rowOf(rows, opened);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: "auto" });
  });
}

type Cursor = ReturnType<typeof useRowCursor>;

/** j k: rows; o O: records of the same object; e E: problems. */
function useGridKeys(options: {
  readonly rows: readonly TimelineRow[];
  readonly layout: LaneLayout;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string | undefined) => void;
  readonly cursor: Cursor;
}): void {
  const { rows, opened, onOpen, cursor } = options;
  // Where keys go on from: the row that was opened last, by whatever means, or moved to since.
  const followed = useRef<string | undefined>(undefined);
  const current = (): number | null => {
    if (opened === followed.current) return cursor.current();
    followed.current = opened;
    const index = rowOf(rows, opened);
    return index < 0 ? cursor.current() : index;
  };
  const openRow = (index: number) => {
    const row = rows[index];
    if (row?.kind !== "record") return;
    followed.current = shortReference(row.entry);
    onOpen(followed.current);
  };
  const stepTo = (by: 1 | -1, isWanted: (row: TimelineRow) => boolean, opens: boolean) => {
    let index = (current() ?? (by === 1 ? -1 : rows.length)) + by;
    for (let row = rows[index]; row !== undefined && !isWanted(row); row = rows[index]) index += by;
    if (rows[index] === undefined) return;
    cursor.moveTo(index);
    if (opens) openRow(index);
  };
  const step = (by: 1 | -1) => () => stepTo(by, (row) => row.kind !== "day", opened !== undefined);
  const sameObject = (by: 1 | -1) => () => {
    const row = rows[current() ?? -1];
    const isOfObject = sharesObject(
      options.layout,
      row !== undefined && "index" in row ? row.index : -1,
    );
    stepTo(by, (other) => other.kind === "record" && isOfObject(other.index), true);
  };
  const problem = (by: 1 | -1) => () => stepTo(by, isProblem, opened !== undefined);
  useShortcuts("page", {
    j: step(1),
    ArrowDown: step(1),
    k: step(-1),
    ArrowUp: step(-1),
    o: sameObject(1),
    O: sameObject(-1),
    e: problem(1),
    E: problem(-1),
  });
}

function RowView(props: GridProps & { readonly row: TimelineRow; readonly place: RowPlace }) {
  const { row, answer, onOpen } = props;
  const { place, layout, zone } = props;
  if (row.kind === "day") return <DayRowView row={row} place={place} zone={zone} />;
  if (row.kind === "due") return <DueRowView {...{ row, place, layout, zone }} />;
  if (row.kind === "gap") {
    const stayed = stayedTrue(answer, row.from, row.to);
    return <GapRowView {...{ row, place, layout, zone, stayed }} />;
  }
  if (row.kind === "finding") {
    return <FindingRowView {...{ row, place, layout, onOpen }} object={answer.object} />;
  }
  const reference = shortReference(row.entry);
  return (
    <RecordRowView
      {...{ row, place, layout, zone }}
      isOpened={props.opened === reference}
      onOpen={() => onOpen(reference)}
    />
  );
}

function GridHead({ layout, zone }: { readonly layout: LaneLayout; readonly zone: string }) {
  const { columns } = text.timeline;
  const zoneName = zone === "UTC" ? text.view.utc : localZone();
  return (
    <thead className="timeline-cols">
      <tr aria-rowindex={1} className="timeline-row">
        <th className="cell-time">{columns.time(zoneName)}</th>
        <th className="cell-since">{columns.since}</th>
        <th className="cell-lanes">
          <span className="visually-hidden">{columns.lanes}</span>
          <span className="lanes">
            {layout.lanes.map((lane) => (
              <span className="lane-cell" key={`${lane.type} ${lane.ids.join(" ")}`}>
                <Mark shape={lane.shape} lane={lane.type} size={12} />
              </span>
            ))}
          </span>
        </th>
        <th className="cell-what">{columns.what}</th>
        <th className="cell-type">{columns.type}</th>
        <th className="cell-seq">{columns.seq}</th>
      </tr>
    </thead>
  );
}
