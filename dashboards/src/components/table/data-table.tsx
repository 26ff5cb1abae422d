import "./data-table.css";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { classNames } from "../class-names.ts";
import { useAskAhead } from "../use-ask-ahead.ts";
import { useRowCursor } from "../use-row-cursor.ts";
import { useIsPrinting, useVirtualRows } from "../use-virtual-rows.ts";
import { drawnRows, placeRow } from "../virtual-row.ts";

/** Height of a row before it is measured, pixels. */
const ROW_PX = 28;

/** More is asked for this many rows before the end, so that scrolling rarely waits. */
const ASK_AHEAD_ROWS = 40;

export interface Column<Row> {
  readonly id: string;
  /** Text of the head; hidden from sight where `isHeadHidden`. */
  readonly head: string;
  readonly isHeadHidden?: true;
  /** A track of CSS grid, such as `180px` or `minmax(0, 1fr)`. */
  readonly width: string;
  readonly align?: "end";
  /** Left out where the window is narrower than 1180 px, or beside open evidence. */
  readonly isSecondary?: true;
  readonly cell: (row: Row) => React.ReactNode;
}

/**
 * Rows of one kind, however many: only those in sight are in the page, all of them in print. `j` and `k` move,
 * Enter or a click opens. Below 700 px the first column and the last stand in one line, the others beneath.
 *
 * @example
 *   <DataTable label="Uncertain orders" columns={COLUMNS} rows={orders} keyOf={(order) => order.foreignId}
 *     opened={fid} onOpen={(order) => show(order.foreignId)} />
 */
export function DataTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Of the row that is open beside the table. */
  readonly opened?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  readonly rowClass?: (row: Row) => string | false;
  /** There are more rows than were read. */
  readonly hasMore?: boolean;
  readonly isReading?: boolean;
  readonly onMore?: () => void;
  /** False for a second table on a page: keys belong to the first. */
  readonly hasKeys?: boolean;
}) {
  const {
    columns,
    rows,
    keyOf,
    opened,
    onOpen,
    hasMore = false,
    isReading = false,
    onMore,
  } = props;
  const isPrinting = useIsPrinting();
  const { list, virtualizer, scrollMargin } = useVirtualRows({
    count: rows.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
  });
  const cursor = useRowCursor({ count: rows.length, canFocus: () => true, virtualizer, list });
  const lastDrawn = virtualizer.getVirtualItems().at(-1)?.index ?? 0;
  const last = rows.at(-1);
  useAskAhead({
    hasMore,
    isReading,
    rowsAhead: rows.length - 1 - lastDrawn,
    rowsAheadMin: ASK_AHEAD_ROWS,
    endKey: last === undefined ? undefined : keyOf(last),
    onMore,
  });
  const step = (by: 1 | -1) => () => {
    const row = rows[cursor.move(by) ?? -1];
    if (row !== undefined && opened !== undefined) onOpen?.(row);
  };
  const move = { j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1) };
  useShortcuts("page", props.hasKeys === false ? {} : move);
  return (
    <>
      <table
        className="virtual-table data-table"
        aria-label={props.label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        style={{
          "--columns": columns.map(({ width }) => width).join(" "),
          "--columns-narrow": columns
            .filter(({ isSecondary }) => isSecondary !== true)
            .map(({ width }) => width)
            .join(" "),
        }}
      >
        <thead className="data-head">
          <tr aria-rowindex={1} className="data-row">
            {columns.map((column) => (
              <th key={column.id} className={cellClass(column)}>
                <span className={column.isHeadHidden === true ? "visually-hidden" : undefined}>
                  {column.head}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          ref={list}
          className={isPrinting ? "virtual-list printed" : "virtual-list"}
          style={isPrinting ? {} : { height: virtualizer.getTotalSize() }}
        >
          {drawnRows(virtualizer, scrollMargin, isPrinting, rows.length).map((drawn) => {
            const row = rows[drawn.index];
            if (row === undefined) return null;
            const isOpened = opened !== undefined && opened === keyOf(row);
            return (
              <tr
                key={drawn.key}
                {...placeRow(virtualizer, drawn)}
                data-row={drawn.index}
                aria-rowindex={drawn.index + 2}
                aria-current={isOpened}
                tabIndex={drawn.index === (cursor.active ?? 0) ? 0 : -1}
                className={classNames(
                  "data-row",
                  onOpen !== undefined && "opens",
                  isOpened && "selected",
                  props.rowClass?.(row) ?? false,
                )}
                onFocus={() => cursor.setActive(drawn.index)}
                onKeyDown={(pressed) => {
                  if (pressed.key !== "Enter" || pressed.target !== pressed.currentTarget) return;
                  pressed.preventDefault();
                  onOpen?.(row);
                }}
                onClick={(click) => {
                  if (isOwnControl(click.target, click.currentTarget)) return;
                  if (getSelection()?.isCollapsed !== false) onOpen?.(row);
                }}
              >
                {columns.map((column) => (
                  <td key={column.id} className={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {hasMore && (
        <p className="data-more">
          <button type="button" className="button" onClick={onMore} disabled={isReading}>
            {isReading ? text.common.loading : text.common.more}
          </button>
        </p>
      )}
    </>
  );
}

/** A link or button within a row is its own. */
function isOwnControl(target: EventTarget, row: Element): boolean {
  const control = target instanceof Element ? target.closest("a,button,input,select,label") : null;
  return control !== null && row.contains(control);
}

function cellClass<Row>(column: Column<Row>): string {
  return classNames(
    `cell-${column.id}`,
    column.align === "end" && "align-end",
    column.isSecondary === true && "secondary",
  );
}
