import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { classNames } from "../../components/class-names.ts";
import { PinButton } from "../../components/pins/pin-button.tsx";
import { text } from "../../messages/current.ts";
import { FindingCard } from "./finding-card.tsx";
import { PassingLaneCells } from "./lane-cells.tsx";
import { places } from "./lane-lines.ts";
import type { LaneLayout } from "./lanes.ts";
import type { RowPlace } from "./row-place.ts";
import type { FindingRow } from "./timeline-rows.ts";
import { FindingActions } from "./triage/finding-actions.tsx";
import { readReference } from "./views/read-reference.ts";

/** A finding beneath the row it is about. Enter opens the first record that proves it. */
export function FindingRowView(props: {
  readonly row: FindingRow;
  readonly place: RowPlace;
  readonly layout: LaneLayout;
  readonly object: ObjectAnswer["object"];
  readonly onOpen: (reference: string) => void;
}) {
  const { row, place, layout, object, onOpen } = props;
  const { finding } = row;
  const isOther = finding.on.type !== object.type || finding.on.id !== object.id;
  const below =
    row.due === null
      ? places.belowEntry(row.index)
      : places.belowDue(layout.dues.find(({ due }) => due.key === row.due?.key));
  return (
    <tr
      {...place.placement}
      aria-rowindex={place.ariaRowIndex}
      tabIndex={place.tabIndex}
      data-row={place.rowIndex}
      className={classNames("timeline-row", "finding", row.isWithinMs && "within-ms")}
      onFocus={place.onActive}
      onKeyDown={(event) => {
        const [proof] = finding.evidence;
        if (event.key !== "Enter" || event.target !== event.currentTarget) return;
        event.preventDefault();
        if (proof !== undefined) onOpen(readReference(proof).short);
      }}
    >
      <td className="cell-gap-time" aria-label={text.timeline.columns.since} />
      <td className="cell-lanes" aria-label={text.timeline.columns.lanes}>
        <PassingLaneCells layout={layout} place={below} />
      </td>
      <td className="finding-what">
        <FindingCard
          finding={finding}
          on={isOther ? finding.on : undefined}
          onOpen={onOpen}
          actions={
            <>
              <FindingActions finding={finding} on={finding.on} />
              <PinButton pin={{ finding, on: finding.on }} />
            </>
          }
        />
      </td>
    </tr>
  );
}
