import "./result-grid.css";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { copyText } from "../../components/copy-button.tsx";
import { ProblemLine } from "../../components/problem-view.tsx";
import { speakIdentifier } from "../../components/read-back.tsx";
import { useAskAhead } from "../../components/use-ask-ahead.ts";
import { useRowCursor } from "../../components/use-row-cursor.ts";
import { useIsPrinting, useVirtualRows } from "../../components/use-virtual-rows.ts";
import { drawnRows, placeRow } from "../../components/virtual-row.ts";
import { markFill, shortReference } from "../../events/event-kind.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { localZone } from "../../time/format-time.ts";
import { attributePath, columnTracks } from "./result-columns.ts";
import { cellClass, ResultRow } from "./result-row.tsx";

const ROW_PX = 28;

/** More is asked for this many rows before the end, so that scrolling rarely waits. */
const ASK_AHEAD_ROWS = 60;

export function ResultGrid(props: {
  readonly events: readonly EventAnswer[];
  readonly columns: readonly string[];
  readonly opened: string | undefined;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly total: number | undefined;
  /** Why more could not be read. */
  readonly moreProblem: Error | null;
  readonly onMore: () => void;
  readonly onOpen: (reference: string | undefined) => void;
}) {
  const { events, hasMore, isReading, onMore } = props;
  const zone = useZone();
  const isPrinting = useIsPrinting();
  const { list, virtualizer, scrollMargin } = useVirtualRows({
    count: events.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => events[index]?.reference ?? index,
  });
  const cursor = useRowCursor({ count: events.length, canFocus: () => true, virtualizer, list });
  const lastDrawn = virtualizer.getVirtualItems().at(-1)?.index ?? 0;
  useAskAhead({
    hasMore,
    isReading,
    rowsAhead: events.length - 1 - lastDrawn,
    rowsAheadMin: ASK_AHEAD_ROWS,
    endKey: events.at(-1)?.reference,
    onMore,
  });
  useGridKeys(props, cursor);
  return (
    <>
      <table
        className="virtual-table result-grid"
        aria-label={text.find.results}
        aria-rowcount={hasMore ? -1 : events.length + 1}
        style={{ "--result-columns": columnTracks(props.columns) }}
      >
        <GridHead columns={props.columns} zone={zone} />
        <tbody
          ref={list}
          className={isPrinting ? "virtual-list printed" : "virtual-list"}
          style={isPrinting ? {} : { height: virtualizer.getTotalSize() }}
        >
          {drawnRows(virtualizer, scrollMargin, isPrinting, events.length).map((row) => {
            const event = events[row.index];
            if (event === undefined) return null;
            const reference = shortReference(event);
            return (
              <ResultRow
                key={row.key}
                event={event}
                columns={props.columns}
                above={events[row.index - 1]?.time}
                rowIndex={row.index}
                placement={placeRow(virtualizer, row)}
                zone={zone}
                isOpened={props.opened === reference}
                isTabStop={row.index === (cursor.active ?? 0)}
                onActive={() => cursor.setActive(row.index)}
                onOpen={() => props.onOpen(reference)}
              />
            );
          })}
        </tbody>
      </table>
      {props.moreProblem !== null && <ProblemLine error={props.moreProblem} />}
      <p className="result-end">
        {hasMore ? (
          <button type="button" className="button" onClick={onMore} disabled={isReading}>
            {isReading ? text.common.loading : text.find.more}
          </button>
        ) : (
          text.find.end(events.length)
        )}
      </p>
    </>
  );
}

function GridHead(props: { readonly columns: readonly string[]; readonly zone: string }) {
  const zone = props.zone === "UTC" ? text.view.utc : localZone();
  const { time, recorded } = text.find.columns;
  const names: Readonly<Record<string, string>> = { time: time(zone), recorded: recorded(zone) };
  return (
    <thead className="result-cols">
      <tr aria-rowindex={1} className="result-row">
        {props.columns.map((column) => (
          <th key={column} className={cellClass(column)}>
            {names[column] ?? text.find.columnNames[column] ?? attributePath(column)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function useGridKeys(
  props: {
    readonly events: readonly EventAnswer[];
    readonly opened: string | undefined;
    readonly onOpen: (reference: string | undefined) => void;
  },
  cursor: ReturnType<typeof useRowCursor>,
): void {
  const { events, opened, onOpen } = props;
  const openRow = (index: number | null) => {
    const event = index === null ? undefined : events[index];
    if (event !== undefined) onOpen(shortReference(event));
  };
  const step = (by: 1 | -1) => () => {
    const index = cursor.move(by);
    if (opened !== undefined) openRow(index);
  };
  const nextWhere = (by: 1 | -1, holds: (event: EventAnswer) => boolean) => () => {
    let index = (cursor.current() ?? (by === 1 ? -1 : events.length)) + by;
    for (let event = events[index]; event !== undefined; event = events[index]) {
      if (holds(event)) break;
      index += by;
    }
    if (events[index] === undefined) return;
    cursor.moveTo(index);
    if (opened !== undefined) openRow(index);
  };
  /** The next record that carries the same transaction ID. */
  const sameId = (by: 1 | -1) => () => {
    const id = events[cursor.current() ?? -1]?.transactionId;
    if (id !== undefined) nextWhere(by, (event) => event.transactionId === id)();
  };
  const problem = (by: 1 | -1) => nextWhere(by, (event) => markFill(event) === "refused");
  useShortcuts("page", {
    j: step(1),
    ArrowDown: step(1),
    k: step(-1),
    ArrowUp: step(-1),
    o: sameId(1),
    O: sameId(-1),
    e: problem(1),
    E: problem(-1),
    r: () => {
      const id = events[cursor.current() ?? -1]?.transactionId;
      if (id !== undefined) speakIdentifier(id);
    },
    c: () => {
      const id = events[cursor.current() ?? -1]?.transactionId;
      if (id !== undefined) void copyText(id);
    },
  });
}
