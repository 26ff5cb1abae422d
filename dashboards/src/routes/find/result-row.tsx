import type { EventAnswer } from "#query/answers/event-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { EventSentence } from "../../components/event-sentence.tsx";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { SequenceText } from "../../components/sequence-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import type { RowPlacement } from "../../components/virtual-row.ts";
import { markFill } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

export function ResultRow(props: {
  readonly event: EventAnswer;
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
      <td className="result-time">
        <TimeText iso={event.time} zone={props.zone} above={props.above} withDate />
      </td>
      <td className="result-id">
        {event.transactionId === undefined ? (
          <span className="quiet">{text.find.unattributed}</span>
        ) : (
          <PageLink
            href={pages.transaction(event.transactionId)}
            tabIndex={props.isTabStop ? 0 : -1}
            onClick={(click) => click.stopPropagation()}
          >
            <IdentifierText id={event.transactionId} />
          </PageLink>
        )}
      </td>
      <td className="result-what">
        <EventSentence event={event} />
      </td>
      <td className="result-type">{event.type}</td>
      <td className="result-seq">
        <SequenceText ledger={event.ledger} seq={event.seq} />
      </td>
    </tr>
  );
}
