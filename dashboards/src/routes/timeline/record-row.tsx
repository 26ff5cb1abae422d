import { classNames } from "../../components/class-names.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { SequenceText } from "../../components/sequence-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { markFill } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { shortDuration, waitBarShare } from "../../time/format-duration.ts";
import { LaneCells } from "./lane-cells.tsx";
import type { LaneLayout } from "./lanes.ts";
import type { RowPlace } from "./row-place.ts";
import type { RecordRow } from "./timeline-rows.ts";

export function RecordRowView(props: {
  readonly row: RecordRow;
  readonly place: RowPlace;
  readonly layout: LaneLayout;
  readonly zone: string;
  readonly isOpened: boolean;
  readonly onOpen: () => void;
}) {
  const { row, place, layout, zone } = props;
  const { entry } = row;
  const fill = markFill(entry);
  return (
    <tr
      {...place.placement}
      aria-rowindex={place.ariaRowIndex}
      aria-current={props.isOpened}
      tabIndex={place.tabIndex}
      data-row={place.rowIndex}
      className={classNames(
        "timeline-row",
        "record",
        props.isOpened && "selected",
        fill === "refused" && "refused",
        row.sameMs !== null && `same-${row.sameMs}`,
      )}
      onFocus={place.onActive}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        props.onOpen();
      }}
      onClick={() => {
        if (isSelectingText()) return;
        props.onOpen();
      }}
    >
      <td className="cell-time">
        <TimeText iso={entry.time} zone={zone} above={row.above} />
      </td>
      <td className="cell-since">
        <SinceLast row={row} />
      </td>
      <td className="cell-lanes">
        <LaneCells layout={layout} index={row.index} fill={fill} />
        <span className="visually-hidden">{objectsInWords(row)}</span>
      </td>
      <td className="cell-what">
        <EventSentence event={entry} />
        {entry.parseNotes.map(({ code }) => (
          <span className="parse-word" key={code}>
            {(text.events.parseNotes[code] ?? text.events.parseNote(code)).toLowerCase()}
          </span>
        ))}
      </td>
      <td className="cell-type">{entry.type}</td>
      <td className="cell-seq">
        <SequenceText ledger={entry.ledger} seq={entry.seq} />
      </td>
    </tr>
  );
}

/** Somebody who marks text to copy it does not mean to open the row. */
function isSelectingText(): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed;
}

function SinceLast({ row }: { readonly row: RecordRow }) {
  if (row.sameMs === "last" || row.sameMs === "between") {
    return (
      <span className="same-ms" title={text.timeline.sameMsExplain}>
        {text.timeline.sameMs}
      </span>
    );
  }
  if (row.waitMs === null) return null;
  return (
    <>
      +{shortDuration(row.waitMs)}
      <i className="wait-bar" style={{ "--share": waitBarShare(row.waitMs) }} />
    </>
  );
}

function objectsInWords(row: RecordRow): string {
  return row.entry.objects
    .map((object) => `${text.common.of(object.type)} ${object.id}`)
    .join(", ");
}
