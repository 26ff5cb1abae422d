import { classNames } from "../../components/class-names.ts";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { DueLaneCells } from "./lane-cells.tsx";
import type { LaneLayout } from "./lanes.ts";
import type { RowPlace } from "./row-place.ts";
import type { DueRow } from "./timeline-rows.ts";

/** What had to come by this time and is not recorded, or has still to come. */
export function DueRowView(props: {
  readonly row: DueRow;
  readonly place: RowPlace;
  readonly layout: LaneLayout;
  readonly zone: string;
}) {
  const { row, place, layout } = props;
  const { due } = row;
  const words = due.isOverdue ? text.timeline.due.overdue : text.timeline.due.open;
  const [what, by, how] = words(due.rule);
  return (
    <tr
      {...place.placement}
      aria-rowindex={place.ariaRowIndex}
      tabIndex={place.tabIndex}
      data-row={place.rowIndex}
      className={classNames("timeline-row", "due", due.isOverdue && "overdue")}
      onFocus={place.onActive}
    >
      <td className="cell-time">
        <TimeText iso={due.time} zone={props.zone} above={row.above} />
      </td>
      <td className="cell-since">{row.waitMs !== null && shortDuration(row.waitMs)}</td>
      <td className="cell-lanes" aria-label={text.timeline.columns.lanes}>
        <DueLaneCells
          layout={layout}
          laneDue={layout.dues.find((one) => one.due.key === due.key)}
        />
      </td>
      <td className="cell-what">
        {what}
        {by}
        <b>{how}</b>
      </td>
      <td className="cell-type">{due.eventType}</td>
      <td className="cell-seq">{text.timeline.due.noRecord}</td>
    </tr>
  );
}
