import { text } from "../../messages/current.ts";
import { dayLabel, localZone, timeParts, zoneLabel } from "../../time/format-time.ts";
import type { RowPlace } from "./row-place.ts";
import type { DayRow } from "./timeline-rows.ts";

/** A new day; beside it the other clock, named by zone and offset. */
export function DayRowView(props: {
  readonly row: DayRow;
  readonly place: RowPlace;
  readonly zone: string;
}) {
  const { iso, date } = props.row;
  const other = props.zone === "UTC" ? localZone() : "UTC";
  const { clock } = timeParts(iso, other);
  const shown = zoneLabel(iso, props.zone);
  return (
    <tr
      {...props.place.placement}
      aria-rowindex={props.place.ariaRowIndex}
      className="timeline-row day"
    >
      <td className="day-name">{dayLabel(date)}</td>
      <td className="cell-lanes" aria-label={text.timeline.columns.lanes} />
      <td className="day-zone">
        {other === props.zone ? shown : `${shown}; ${clock.slice(0, 5)} ${zoneLabel(iso, other)}`}
      </td>
    </tr>
  );
}
