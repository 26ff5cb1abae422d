import type { EventAnswer } from "#query/answers/event-answer.ts";
import { classNames } from "../../components/class-names.ts";
import type { RowPlacement } from "../../components/virtual-row.ts";
import { markFill } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { isBlank, ResultCell } from "./result-cell.tsx";
import { attributePath, DEFAULT_COLUMNS, isAttributeColumn } from "./result-columns.ts";

export function ResultRow(props: {
  readonly event: EventAnswer;
  readonly columns: readonly string[];
  /** Time of the row above, whose repeated parts are muted. */
  readonly above: string | undefined;
  readonly rowIndex: number;
  readonly placement: RowPlacement;
  readonly zone: string;
  readonly isOpened: boolean;
  readonly isTabStop: boolean;
  readonly onActive: () => void;
  readonly onOpen: () => void;
}) {
  const { event } = props;
  return (
    <tr
      {...props.placement}
      aria-rowindex={props.rowIndex + 2}
      aria-current={props.isOpened}
      tabIndex={props.isTabStop ? 0 : -1}
      data-row={props.rowIndex}
      className={classNames(
        "result-row",
        "result",
        props.isOpened && "selected",
        markFill(event) === "refused" && "refused",
      )}
      onFocus={props.onActive}
      onKeyDown={(pressed) => {
        if (pressed.key !== "Enter" || pressed.target !== pressed.currentTarget) return;
        pressed.preventDefault();
        props.onOpen();
      }}
      onClick={() => {
        if (getSelection()?.isCollapsed === false) return;
        props.onOpen();
      }}
    >
      {props.columns.map((column) => (
        <ColumnCell key={column} {...props} column={column} />
      ))}
    </tr>
  );
}

/** A column that was added carries its name, for where rows have no heads. */
function ColumnCell(props: React.ComponentProps<typeof ResultCell>) {
  const { column } = props;
  const isAdded = !DEFAULT_COLUMNS.includes(column);
  const content = (
    <>
      {isAdded && (
        <span className="result-name" aria-hidden="true">
          {text.find.columnNames[column] ?? attributePath(column)}{" "}
        </span>
      )}
      <ResultCell {...props} />
    </>
  );
  return (
    <td className={cellClass(column)}>
      {isAdded && isBlank(props.event, column) ? null : content}
    </td>
  );
}

/** Columns that were added stand under a row where the window is narrow. */
export function cellClass(column: string): string {
  const name = isAttributeColumn(column) ? "attribute" : column;
  return classNames(`result-${name}`, !DEFAULT_COLUMNS.includes(column) && "result-added");
}
