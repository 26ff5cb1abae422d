import "./timeline-grid.css";
import { useMemo } from "react";
import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { Mark } from "../../components/mark.tsx";
import { useRowCursor } from "../../components/use-row-cursor.ts";
import { useIsPrinting, useVirtualRows } from "../../components/use-virtual-rows.ts";
import { drawnRows, placeRow } from "../../components/virtual-row.ts";
import { shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { localZone } from "../../time/format-time.ts";
import { DayRowView } from "./day-row.tsx";
import { GapRowView } from "./gap-row.tsx";
import type { LaneLayout } from "./lanes.ts";
import { RecordRowView } from "./record-row.tsx";
import type { RowPlace } from "./row-place.ts";
import { timelineRows } from "./timeline-rows.ts";
import type { TimelineRow } from "./timeline-rows.ts";

/** Heights before a row is measured, pixels. */
const ROW_PX: Readonly<Record<TimelineRow["kind"], number>> = { record: 27, day: 27, gap: 47 };

/** Header row and rows of the grid, for `aria-rowindex`. */
const FIRST_ROW_INDEX = 2;

export function TimelineGrid(props: {
  readonly entries: readonly TimelineEntry[];
  readonly layout: LaneLayout;
  readonly durationMs: number;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string | undefined) => void;
}) {
  const { entries, layout, durationMs, opened, onOpen } = props;
  const zone = useZone();
  const rows = useMemo(() => timelineRows(entries, durationMs, zone), [entries, durationMs, zone]);
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
  const openRow = (index: number | null) => {
    const row = index === null ? undefined : rows[index];
    if (row?.kind === "record") onOpen(shortReference(row.entry));
  };
  const step = (by: 1 | -1) => () => {
    const index = cursor.move(by);
    if (opened !== undefined) openRow(index);
  };
  const openNext = (by: 1 | -1) => () => openRow(cursor.move(by));
  const firstRecord = rows.findIndex((row) => row.kind === "record");
  const isTabStop = (index: number) => index === (cursor.active ?? firstRecord);
  useShortcuts("page", {
    j: step(1),
    ArrowDown: step(1),
    k: step(-1),
    ArrowUp: step(-1),
    o: openNext(1),
    O: openNext(-1),
  });
  return (
    <table
      className="virtual-table timeline-grid"
      aria-label={text.timeline.records}
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
              row={row}
              place={{
                rowIndex: drawn.index,
                ariaRowIndex: drawn.index + FIRST_ROW_INDEX,
                tabIndex: isTabStop(drawn.index) ? 0 : -1,
                placement: placeRow(virtualizer, drawn),
                onActive: () => cursor.setActive(drawn.index),
              }}
              layout={layout}
              zone={zone}
              opened={opened}
              onOpen={onOpen}
            />
          );
        })}
      </tbody>
    </table>
  );
}

function RowView(props: {
  readonly row: TimelineRow;
  readonly place: RowPlace;
  readonly layout: LaneLayout;
  readonly zone: string;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string | undefined) => void;
}) {
  const { row, place, layout, zone } = props;
  if (row.kind === "day") return <DayRowView row={row} place={place} zone={zone} />;
  if (row.kind === "gap") return <GapRowView row={row} place={place} layout={layout} zone={zone} />;
  const reference = shortReference(row.entry);
  return (
    <RecordRowView
      row={row}
      place={place}
      layout={layout}
      zone={zone}
      isOpened={props.opened === reference}
      onOpen={() => props.onOpen(reference)}
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
